/** A tab from outside: can it be tagged, start our script in it, tell it what to do. Used by popup, menus and commands. */
import { type PageState, pageState, type Tell } from "./messages.js";

/** Why a tab cannot be tagged at all. */
export type Trouble = "browser" | "store" | "blank" | "pdf" | "file" | "source" | "refused";

export type Standing =
  | { readonly trouble: Trouble }
  | { readonly frameId: number; readonly state: PageState };

const STORES =
  /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)(\/|$)/;

/** What the address alone tells. Nothing where it is not known, or says nothing against it. */
export function troubleOf(url: string | undefined): Trouble | undefined {
  if (!url) return undefined;
  if (url.startsWith("about:blank")) return "blank";
  if (url.startsWith("view-source:")) return "source";
  if (STORES.test(url)) return "store";
  if (/^(https?|file):[^?#]*\.pdf([?#]|$)/i.test(url)) return "pdf";
  return /^(https?|file|blob|data):/.test(url) ? undefined : "browser";
}

/** The access that “always on this site” needs, as the browser writes it. Ports have no place in it. */
export const accessTo = (origin: string): string => {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
};

/** Starts our script in a tab, or finds it running; where the page has no article of its own, in its frames too. */
export async function start(
  { id = -1, url }: Pick<chrome.tabs.Tab, "id" | "url">,
  { toggle = false } = {},
): Promise<Standing> {
  const trouble = troubleOf(url);
  if (trouble) return { trouble };
  try {
    if (toggle && (await running(id))) return { frameId: 0, state: await tell(id, 0, { tell: "stop" }) };
    await chrome.scripting.executeScript({ target: { tabId: id }, files: ["content.js"] });
    const state = await tell(id, 0, { tell: "state" });
    return state.status === "no-article"
      ? ((await inFrames(id)) ?? { frameId: 0, state })
      : { frameId: 0, state };
  } catch (cause) {
    return { trouble: await refusal(url, cause) };
  }
}

async function running(tabId: number): Promise<boolean> {
  try {
    return /^(tagging|tagged|no-article)$/.test((await tell(tabId, 0, { tell: "state" })).status);
  } catch {
    return false;
  }
}

/** The first frame of the page that has an article. Frames of other sites are out of our reach, and stay so. */
async function inFrames(tabId: number): Promise<Standing | undefined> {
  const frames = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: ["content.js"],
  });
  for (const { frameId } of frames) {
    if (frameId === 0) continue;
    const state = await tell(tabId, frameId, { tell: "state" }).catch(() => undefined);
    if (state && state.paragraphs > 0) return { frameId, state };
  }
  return undefined;
}

async function refusal(url: string | undefined, cause: unknown): Promise<Trouble> {
  if (url?.startsWith("file:") && !(await chrome.extension.isAllowedFileSchemeAccess())) return "file";
  const { message } = cause as Error;
  if (/gallery|store/i.test(message)) return "store";
  return "refused";
}

/** Tells a frame's script what to do; it answers how the page stands then. */
export async function tell(tabId: number, frameId: number, what: Tell): Promise<PageState> {
  return pageState(await chrome.tabs.sendMessage(tabId, what, { frameId }), "the page's answer");
}

/** Settings changed: pages that are marked begin anew. Tabs without our script do not answer, and need not. */
export async function restartTabs(): Promise<void> {
  const tabs = await chrome.tabs.query({});
  await Promise.allSettled(
    tabs.map(({ id = -1 }) => chrome.tabs.sendMessage(id, { tell: "restart" } satisfies Tell)),
  );
}
