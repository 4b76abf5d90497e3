/**
 * The background: scores paragraphs for pages, keeps what the reader chose. It holds nothing that is not in storage, so the
 * browser may put it to sleep at any time. Listeners are added while the script runs first, or they would not wake it.
 */
import { messageOf } from "../../src/engine/error.js";
import { type Answer, ASKS, type Asks, checked, type Inspected, OWNS } from "../shared/messages.js";
import { onSettings } from "../shared/store.js";
import { restartTabs, start } from "../shared/tabs.js";
import { ANSWER, type Asker } from "./answers.js";
import { makeMenus, onMenu } from "./menus.js";
import { registerSites } from "./sites.js";
import { inspect } from "./taggers.js";

chrome.runtime.onMessage.addListener(
  (message: unknown, sender, respond: (answer: Answer<unknown>) => void) => {
    const answered = answerTo(message, sender);
    // Popup and options hear a page's messages too, and the background theirs: what is for another is left to it.
    if (!answered) return false;
    answered.then(
      (ok) => respond({ ok }),
      (cause: unknown) => {
        const { code = "failed" } = cause as { code?: unknown };
        respond({ error: messageOf(cause).slice(0, 2000), code: String(code).slice(0, 100) });
      },
    );
    return true;
  },
);

function answerTo(message: unknown, sender: chrome.runtime.MessageSender): Promise<unknown> | undefined {
  if (sender.id !== chrome.runtime.id) return undefined;
  const { own } = (message ?? {}) as { own?: unknown };
  if (sender.url?.startsWith(chrome.runtime.getURL(""))) {
    return own === undefined ? undefined : answerOwn(message);
  }
  const { tab, frameId } = sender;
  if (tab?.id === undefined || frameId === undefined) return undefined;
  const origin = originOf(tab.url ?? sender.url) ?? sender.origin ?? "null";
  return answerPage(message, { tabId: tab.id, frameId, origin });
}

async function answerPage(message: unknown, asker: Asker): Promise<unknown> {
  const question = checked<keyof Asks, Asks[keyof Asks][0] & { ask: keyof Asks }>("ask", ASKS, message);
  return ANSWER[question.ask](question as never, asker);
}

async function answerOwn(message: unknown): Promise<Inspected> {
  const { model } = checked("own", OWNS, message);
  const { themes, info } = await inspect(model);
  return { themes, bytes: info.bytes };
}

const originOf = (url: string | undefined): string | undefined =>
  url && URL.canParse(url) ? new URL(url).origin : undefined;

// Pages' scripts ask for what they need; none has to read the reader's settings or sites itself.
void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

chrome.runtime.onInstalled.addListener(({ reason }) => {
  void makeMenus();
  void registerSites();
  if (reason === "install") void chrome.tabs.create({ url: chrome.runtime.getURL("welcome.html") });
});
chrome.runtime.onStartup.addListener(() => void registerSites());
chrome.permissions.onAdded.addListener(() => void registerSites());
chrome.permissions.onRemoved.addListener(() => void registerSites());
chrome.contextMenus.onClicked.addListener((info, tab) => void onMenu(info, tab));
chrome.commands.onCommand.addListener((_, tab) => {
  if (tab) void start(tab, { toggle: true });
});
onSettings((now, before) => {
  if (JSON.stringify(now.sites) !== JSON.stringify(before.sites)) void registerSites();
  if (now.lang !== before.lang) void makeMenus();
  const { sites: _, legend: __, confidence: ___, ...rest } = now;
  const changed = (Object.keys(rest) as (keyof typeof rest)[]).some(
    (key) => JSON.stringify(now[key]) !== JSON.stringify(before[key]),
  );
  if (changed) void restartTabs();
});
