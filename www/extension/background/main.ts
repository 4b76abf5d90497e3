/**
 * The background: scores paragraphs for pages, and stores settings and corrections. It keeps no
 * state in memory, so the browser may stop it at any time. Listeners are added synchronously at the
 * start: only those start it again.
 */
import { messageOf } from "../../src/engine/error.js";
import { type Answer, type RequestName, received, type Sent } from "../shared/messages.js";
import { isSample } from "../shared/sample.js";
import { onSettings } from "../shared/store.js";
import { restartTabs, start } from "../shared/tabs.js";
import { makeMenus, onMenu } from "./menus.js";
import { originOf, siteOf } from "./origin.js";
import { CONTENT_REQUESTS, OWN_REQUESTS, type Sender } from "./requests.js";
import { registerSites } from "./sites.js";

chrome.runtime.onMessage.addListener(
  (message: unknown, sender, respond: (answer: Answer<unknown>) => void) => {
    const handled = handle(message, sender);
    if (!handled) return false;
    handled.then(
      (ok) => respond({ ok }),
      (cause: unknown) => {
        const { code = "failed" } = cause as { code?: unknown };
        respond({ error: messageOf(cause).slice(0, 2000), code: String(code).slice(0, 100) });
      },
    );
    return true;
  },
);

/** Handles a request; returns nothing for messages that are not for the background. */
function handle(
  message: unknown,
  sender: chrome.runtime.MessageSender,
): Promise<unknown> | undefined {
  if (sender.id !== chrome.runtime.id) return undefined;
  let request: Sent<RequestName> | undefined;
  try {
    request = received("background", message);
  } catch (cause) {
    return Promise.reject(cause);
  }
  if (!request) return undefined;
  const { type, ...fields } = request;
  if (sender.url?.startsWith(chrome.runtime.getURL("")) && !isSample(sender.url)) {
    return type === "inspect" ? OWN_REQUESTS[type](fields as never, undefined) : undefined;
  }
  const from = senderOf(sender);
  return from && type !== "inspect" ? CONTENT_REQUESTS[type](fields as never, from) : undefined;
}

function senderOf(sender: chrome.runtime.MessageSender): Sender | undefined {
  const { tab, frameId } = sender;
  if (tab?.id === undefined || frameId === undefined) return undefined;
  const { id: tabId } = tab;
  // Corrections of the sample article are not stored either.
  const incognito = tab.incognito || isSample(sender.url);
  return { tabId, frameId, incognito, origin: originOf(sender), site: siteOf(tab.url) };
}

// Content scripts must not read settings from the storage; they send requests instead.
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
