/**
 * Starts the content script in tabs and sends commands to it, for popup, menus and keyboard.
 */
import { type Command, NOTHING_FOUND, type PageState, pageState, type Status } from "./messages.js";

import { isSample } from "./sample.js";

/** Why a tab cannot be tagged. */
export type UnsupportedReason =
  | "browser"
  | "store"
  | "blank"
  | "pdf"
  | "file"
  | "source"
  | "refused";

export type TabStatus =
  | { readonly unsupported: UnsupportedReason }
  | { readonly frameId: number; readonly state: PageState };

const STORES =
  /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)(\/|$)/;

/** The statuses of a page that is read and marked, or where nothing to mark was found. */
const MARKING: ReadonlySet<Status> = new Set(["tagging", "tagged", ...NOTHING_FOUND]);

/** Returns why an address cannot be tagged; undefined if the address does not exclude it. */
export function unsupportedReasonOf(url: string | undefined): UnsupportedReason | undefined {
  if (!url) return undefined;
  if (url.startsWith("about:blank")) return "blank";
  if (url.startsWith("view-source:")) return "source";
  if (STORES.test(url)) return "store";
  if (/^(https?|file):[^?#]*\.pdf([?#]|$)/i.test(url)) return "pdf";
  return /^(https?|file|blob|data):/.test(url) ? undefined : "browser";
}

/**
 * Returns the match pattern of a site for permissions. Match patterns have no ports.
 */
export const accessTo = (origin: string): string => {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
};

/** Returns whether a site is permitted. False also for an origin that is not a match pattern. */
export async function hasAccess(origin: string): Promise<boolean> {
  try {
    return await chrome.permissions.contains({ origins: [accessTo(origin)] });
  } catch {
    return false;
  }
}

/**
 * Starts the content script in a tab unless it runs; if the page has no article, also in its
 * frames.
 */
export async function start(
  { id = -1, url }: Pick<chrome.tabs.Tab, "id" | "url">,
  { toggle = false } = {},
): Promise<TabStatus> {
  const sample = isSample(url);
  const unsupported = sample ? undefined : unsupportedReasonOf(url);
  if (unsupported) return { unsupported };
  try {
    if (toggle && (await running(id)))
      return { frameId: 0, state: await sendCommand(id, 0, { type: "stop" }) };
    if (sample) return { frameId: 0, state: await sendCommand(id, 0, { type: "mark" }) };
    await chrome.scripting.executeScript({ target: { tabId: id }, files: ["content.js"] });
    const state = await sendCommand(id, 0, { type: "state" });
    // A page around a frame may have no article, or none that is rendered.
    const withoutText = MARKING.has(state.status) && !state.paragraphs;
    return (withoutText && (await inFrames(id))) || { frameId: 0, state };
  } catch (cause) {
    return { unsupported: await refusal(url, cause) };
  }
}

async function running(tabId: number): Promise<boolean> {
  try {
    return MARKING.has((await sendCommand(tabId, 0, { type: "state" })).status);
  } catch {
    return false;
  }
}

/** Returns the first permitted frame with an article. */
async function inFrames(tabId: number): Promise<TabStatus | undefined> {
  const frames = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: ["content.js"],
  });
  for (const { frameId } of frames) {
    if (frameId === 0) continue;
    const state = await sendCommand(tabId, frameId, { type: "state" }).catch(() => undefined);
    if (state && state.paragraphs > 0) return { frameId, state };
  }
  return undefined;
}

async function refusal(url: string | undefined, cause: unknown): Promise<UnsupportedReason> {
  if (url?.startsWith("file:") && !(await chrome.extension.isAllowedFileSchemeAccess()))
    return "file";
  // Chromium hides the addresses of its own pages from extensions: only the error names them.
  const { message } = cause as Error;
  if (message.includes("chrome://")) return "browser";
  if (/gallery|store/i.test(message)) return "store";
  return "refused";
}

/** Sends a command to the content script of a frame; returns the page's state afterwards. */
export async function sendCommand(
  tabId: number,
  frameId: number,
  command: Command,
): Promise<PageState> {
  return pageState(
    await chrome.tabs.sendMessage(tabId, command, { frameId }),
    "the page's response",
  );
}

/**
 * Restarts marked pages after a change of settings. Tabs without the content script do not respond.
 */
export async function restartTabs(): Promise<void> {
  const tabs = await chrome.tabs.query({});
  await Promise.allSettled(
    tabs.map(({ id = -1 }) => chrome.tabs.sendMessage(id, { type: "restart" } satisfies Command)),
  );
}
