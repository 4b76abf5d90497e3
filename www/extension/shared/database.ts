/** Imported models and the reader's corrections, in IndexedDB: bytes and many small records. Nothing here leaves the machine. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Verdict, Verdicts } from "./messages.js";
import { orFull } from "./store.js";

export interface Pack {
  /** SHA-256 of the model's bytes: the same model is kept once. */
  readonly id: string;
  readonly name: string;
  readonly model: Uint8Array<ArrayBuffer>;
  readonly licence?: string | undefined;
  /** What the training measured: average F1, and each theme's. */
  readonly scores?: PackScores | undefined;
}
export interface PackScores {
  readonly mean: number;
  readonly themes: Readonly<Record<string, number>>;
}

/** What the reader said about one paragraph under one model. */
export interface Correction {
  readonly model: string;
  readonly text: string;
  readonly verdicts: Verdicts;
  /** When, in milliseconds since 1970: for the order in the list. */
  readonly at: number;
}

interface Schema extends DBSchema {
  packs: { key: string; value: Pack };
  corrections: { key: [string, string]; value: Correction; indexes: { model: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("themelight", 1, {
    upgrade(db) {
      db.createObjectStore("packs", { keyPath: "id" });
      const corrections = db.createObjectStore("corrections", { keyPath: ["model", "text"] });
      corrections.createIndex("model", "model");
    },
    // Another part of the extension deletes or renews it: whoever holds it open would make that wait for ever.
    blocking(_, __, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    // The browser closed it, as Firefox does when it clears data: the next call opens it anew.
    terminated() {
      opened = undefined;
    },
  }).catch((cause) => {
    opened = undefined;
    throw cause;
  });
  return opened;
}

const within = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
  try {
    return await work(await database());
  } catch (cause) {
    throw orFull(cause);
  }
};

export const packs = (): Promise<Pack[]> => within((db) => db.getAll("packs"));
export const pack = (id: string): Promise<Pack | undefined> => within((db) => db.get("packs", id));
export const keepPack = (one: Pack): Promise<unknown> => within((db) => db.put("packs", one));
export const dropPack = (id: string): Promise<void> => within((db) => db.delete("packs", id));

/** Corrections of a model, the newest first. */
export async function corrections(model: string): Promise<Correction[]> {
  const found = await within((db) => db.getAllFromIndex("corrections", "model", model));
  return found.sort((a, b) => b.at - a.at);
}

/** Adds a verdict, or takes it back with null; gives what is then said about the paragraph. */
export function judge(model: string, text: string, theme: string, verdict: Verdict): Promise<Verdicts> {
  return within(async (db) => {
    const change = db.transaction("corrections", "readwrite");
    const old = await change.store.get([model, text]);
    const { [theme]: _, ...others } = old?.verdicts ?? {};
    const verdicts: Verdicts = verdict === null ? others : { ...others, [theme]: verdict };
    if (Object.keys(verdicts).length) await change.store.put({ model, text, verdicts, at: Date.now() });
    else await change.store.delete([model, text]);
    await change.done;
    return verdicts;
  });
}

export function dropCorrections(model: string): Promise<void> {
  return within(async (db) => {
    const change = db.transaction("corrections", "readwrite");
    for (const key of await change.store.index("model").getAllKeys(model)) await change.store.delete(key);
    await change.done;
  });
}
