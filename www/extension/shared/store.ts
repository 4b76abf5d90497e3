/**
 * Reads and changes the settings in the browser's storage. Changes of popup, options and background
 * are serialised.
 */
import {
  readStored,
  type Settings,
  type StoredSettings,
  storedSettings,
  toStore,
  withoutStored,
} from "./settings.js";

const KEY = "settings";

/** The storage quota is exceeded. The code selects the message for the reader. */
export class QuotaError extends Error {
  override readonly name = "QuotaError";
  readonly code = "full";
}

/**
 * Converts the browsers' errors for a full disk to a {@link QuotaError}; returns other errors
 * unchanged.
 */
export function quotaErrorFrom(cause: unknown): unknown {
  const { name, message } = cause as Error;
  return name === "QuotaExceededError" || /quota/i.test(message)
    ? new QuotaError(message, { cause })
    : cause;
}

const read = async (): Promise<unknown> => (await chrome.storage.local.get(KEY))[KEY];

async function write(settings: unknown): Promise<void> {
  try {
    await chrome.storage.local.set({ [KEY]: settings });
  } catch (cause) {
    throw quotaErrorFrom(cause);
  }
}

/** Returns the settings; the defaults if the storage cannot be read. */
export async function readSettings(): Promise<Settings> {
  try {
    return storedSettings(await read());
  } catch (cause) {
    console.warn(`Themelight: the settings cannot be read: ${(cause as Error).message}`);
    return storedSettings(undefined);
  }
}

/** Like {@link readSettings}, with the unreadable values. */
export const inspectSettings = async (): Promise<StoredSettings> => readStored(await read());

/**
 * Changes the stored settings and returns them. Rejects without writing if the storage cannot be
 * read.
 */
export function changeSettings(change: (old: Settings) => Settings): Promise<Settings> {
  return navigator.locks.request(KEY, async () => {
    const stored = await read();
    const settings = change(storedSettings(stored));
    await write(toStore(settings, stored));
    return settings;
  });
}

/** Removes unreadable stored values. */
export function dropStored(paths: readonly (readonly string[])[]): Promise<void> {
  return navigator.locks.request(KEY, async () => {
    await write(paths.reduce<unknown>(withoutStored, await read()));
  });
}

export function onSettings(listener: (now: Settings, before: Settings) => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    const change = changes[KEY];
    if (change) listener(storedSettings(change.newValue), storedSettings(change.oldValue));
  });
}
