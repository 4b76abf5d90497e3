/** Imported models and corrections, in IndexedDB. */
import { type DBSchema, type IDBPDatabase, openDB, type StoreNames } from "idb";
import {
  type Check,
  type Infer,
  integer,
  LimitError,
  number,
  object,
  record,
  text,
} from "./check.js";
import { MAX_CORRECTIONS, MAX_CORRECTIONS_PER_ORIGIN, MAX_THEMES } from "./limits.js";
import { type Verdict, type Verdicts, verdicts } from "./messages.js";
import { quotaErrorFrom } from "./store.js";

const scores = object({
  /** F1, averaged over the themes. */
  mean: number(0, 1),
  /** F1 of each theme. */
  themes: record(text(200), number(0, 1), MAX_THEMES),
});
/** Scores of a training. */
export type PackScores = Infer<typeof scores>;

const bytes: Check<Uint8Array<ArrayBuffer>> = (value, where) => {
  if (value instanceof Uint8Array) return value as Uint8Array<ArrayBuffer>;
  throw new Error(`${where}: expected bytes`);
};

const pack = object(
  {
    /** SHA-256 of the file's bytes, so that a file is stored once. */
    id: text(200),
    name: text(1000),
    model: bytes,
  },
  { licence: text(1000), scores: optional(scores) },
);
export type Pack = Infer<typeof pack>;

const correction = object({
  model: text(200),
  /**
   * Origin of the frame with the paragraph, or {@link NO_ORIGIN}. See `background/origin.ts`.
   */
  origin: text(5000),
  text: text(1_000_000),
  verdicts,
  /** Time of the correction, in milliseconds since 1970. */
  at: integer(0, Number.MAX_SAFE_INTEGER),
});
/** The reader's verdicts on a paragraph, by origin and model. */
export type Correction = Infer<typeof correction>;

/**
 * The origin of corrections in frames without an origin, and of corrections from versions that
 * stored no origin. They are listed and exported, but not applied to pages.
 */
export const NO_ORIGIN = "";

interface Schema extends DBSchema {
  packs: { key: string; value: Pack };
  siteCorrections: {
    key: [model: string, origin: string, text: string];
    value: Correction;
    indexes: { origin: string };
  };
}
type Store = StoreNames<Schema>;

/** A record that cannot be read, and why. */
export interface UnreadableRecord {
  readonly store: Store;
  readonly key: IDBValidKey;
  readonly reason: string;
}

interface Records<T> {
  readonly values: readonly T[];
  readonly unreadable: readonly UnreadableRecord[];
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("themelight", 2, {
    async upgrade(db, oldVersion, _, change) {
      if (oldVersion < 1) db.createObjectStore("packs", { keyPath: "id" });
      const store = db.createObjectStore("siteCorrections", {
        keyPath: ["model", "origin", "text"],
      });
      store.createIndex("origin", "origin");
      if (oldVersion < 1) return;
      // Version 1 kept corrections by model and text. Their origin is unknown.
      const old = "corrections" as Store;
      let cursor = await change.objectStore(old).openCursor();
      while (cursor) {
        await store.put({ ...(cursor.value as unknown as Correction), origin: NO_ORIGIN });
        cursor = await cursor.continue();
      }
      db.deleteObjectStore(old);
    },
    // Another part of the extension deletes or upgrades the database, and open connections block
    // it.
    blocking(_, __, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    // The browser closed the connection, as Firefox does when it clears data: the next call reopens
    // it.
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
    throw quotaErrorFrom(cause);
  }
};

/**
 * Returns all records of a store. Validates each separately: an invalid one does not hide others.
 */
function records<T>(store: Store, check: Check<T>): Promise<Records<T>> {
  return within(async (db) => {
    const keys: IDBValidKey[] = await db.getAllKeys(store);
    let found: (() => Promise<unknown>)[];
    try {
      const all: unknown[] = await db.getAll(store);
      found = all.map((one) => async () => one);
    } catch {
      // The browser cannot read one of the records: read each separately.
      found = keys.map((key) => () => db.get(store, key as never));
    }
    const values: T[] = [];
    const unreadable: UnreadableRecord[] = [];
    for (const [i, key] of keys.entries()) {
      try {
        values.push(check(await found[i]?.(), store));
      } catch (cause) {
        unreadable.push({ store, key, reason: (cause as Error).message });
      }
    }
    return { values, unreadable };
  });
}

export const packs = (): Promise<Records<Pack>> => records("packs", pack);

export async function packOf(id: string): Promise<Pack | undefined> {
  const found = await within((db) => db.get("packs", id));
  return found && pack(found, "the stored model");
}

export const keepPack = (one: Pack): Promise<unknown> => within((db) => db.put("packs", one));
export const dropPack = (id: string): Promise<void> => within((db) => db.delete("packs", id));

/** Returns the corrections for a model, newest first, and the unreadable records of all models. */
export async function corrections(model: string): Promise<Records<Correction>> {
  const { values, unreadable } = await records("siteCorrections", correction);
  const wanted = values.filter((one) => one.model === model);
  return { values: wanted.sort((a, b) => b.at - a.at), unreadable };
}

/** Returns the reader's verdicts on paragraphs of an origin, by index in `texts`. */
export async function verdictsOn(
  model: string,
  origin: string,
  texts: readonly string[],
): Promise<Record<string, Verdicts>> {
  if (origin === NO_ORIGIN) return {};
  const found = await within(async (db) => {
    const { store } = db.transaction("siteCorrections");
    // Most origins have none.
    if (!(await store.index("origin").count(origin))) return [];
    return Promise.all(texts.map((one) => store.get([model, origin, one])));
  });
  const said: Record<string, Verdicts> = {};
  for (const [i, one] of found.entries()) {
    const known = one && readVerdicts(one);
    if (known) said[i] = known;
  }
  return said;
}

/**
 * Adds a verdict, or removes it with null.
 *
 * @throws {LimitError} for a new paragraph if the origin or the database has too many.
 */
export function correct(
  { model, origin, text }: Pick<Correction, "model" | "origin" | "text">,
  theme: string,
  verdict: Verdict,
): Promise<void> {
  return within(async (db) => {
    const change = db.transaction("siteCorrections", "readwrite");
    const { store } = change;
    const old = await store.get([model, origin, text]);
    const { [theme]: _, ...others } = (old && readVerdicts(old)) ?? {};
    const now: Verdicts = verdict === null ? others : { ...others, [theme]: verdict };
    if (!old && verdict !== null) {
      refuseOver(
        "corrections-of-site",
        MAX_CORRECTIONS_PER_ORIGIN,
        await store.index("origin").count(origin),
      );
      refuseOver("corrections", MAX_CORRECTIONS, await store.count());
    }
    if (Object.keys(now).length)
      await store.put({ model, origin, text, verdicts: now, at: Date.now() });
    else await store.delete([model, origin, text]);
    await change.done;
  });
}

function refuseOver(kind: string, most: number, count: number): void {
  if (count >= most)
    throw new LimitError(kind, `expected at most ${most} corrected paragraphs, found ${count}`);
}

function readVerdicts(one: Correction): Verdicts | undefined {
  try {
    return correction(one, "the stored correction").verdicts;
  } catch {
    return undefined;
  }
}

export function dropCorrections(model: string): Promise<void> {
  // In the order of IndexedDB, every array is greater than every string.
  return within((db) => db.delete("siteCorrections", IDBKeyRange.bound([model], [model, []])));
}

/** Gives the corrections for one model to another. Those that the other has already stay. */
export function moveCorrections(from: string, to: string): Promise<void> {
  return within(async (db) => {
    const change = db.transaction("siteCorrections", "readwrite");
    const { store } = change;
    for (const one of await store.getAll(IDBKeyRange.bound([from], [from, []]))) {
      await store.delete([from, one.origin, one.text]);
      const moved = { ...one, model: to };
      if (!(await store.get([to, one.origin, one.text]))) await store.put(moved);
    }
    await change.done;
  });
}

export const dropRecord = ({ store, key }: UnreadableRecord): Promise<void> =>
  within((db) => db.delete(store, key as never));

/** Returns an optional part of a record; undefined if it is invalid. */
function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, where) => {
    try {
      return check(value, where);
    } catch {
      return undefined;
    }
  };
}
