/** The settings in the browser's storage. Popup, options and background change them one after the other, never at once. */
import { type Settings, storedSettings } from "./settings.js";

const KEY = "settings";

/** The browser gives no more room. Said by a code, since the reader is told in their own language. */
export class Full extends Error {
  override readonly name = "Full";
  readonly code = "full";
}

/** Every way that browsers say there is no more room. */
export function orFull(cause: unknown): unknown {
  const { name, message } = cause as Error;
  return name === "QuotaExceededError" || /quota/i.test(message) ? new Full(message, { cause }) : cause;
}

export async function readSettings(): Promise<Settings> {
  const stored = await chrome.storage.local.get(KEY);
  return storedSettings(stored[KEY]);
}

export function changeSettings(change: (old: Settings) => Settings): Promise<Settings> {
  return navigator.locks.request(KEY, async () => {
    const settings = change(await readSettings());
    await chrome.storage.local.set({ [KEY]: settings }).catch((cause) => {
      throw orFull(cause);
    });
    return settings;
  });
}

export function onSettings(listener: (now: Settings, before: Settings) => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    const change = changes[KEY];
    if (change) listener(storedSettings(change.newValue), storedSettings(change.oldValue));
  });
}
