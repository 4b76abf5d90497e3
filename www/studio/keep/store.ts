/** The work in IndexedDB: one database, one project, each change in one transaction. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { type Meta, type ProjectData, VERSION } from "./data.js";

interface Schema extends DBSchema {
  /** The record `project`. */
  meta: { key: string; value: Meta };
  /** Examples and unlabelled texts by their index. */
  examples: { key: number; value: ProjectData["examples"][number] };
  pool: { key: number; value: ProjectData["pool"][number] };
}

/** What a change writes besides `meta`: all records of a store, or those with an index. */
export interface Changed {
  readonly examples?: "all" | readonly number[];
  readonly pool?: "all" | readonly number[];
}

const KEY = "project";

export class Store {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(name = "themelight-studio"): Promise<Store> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(created) {
        created.createObjectStore("meta");
        created.createObjectStore("examples");
        created.createObjectStore("pool");
      },
    });
    return new Store(db);
  }

  /**
   * Returns the work; undefined if there is none.
   *
   * @throws Error if a later version of the studio wrote it
   */
  async load(): Promise<ProjectData | undefined> {
    const reading = this.#db.transaction(["meta", "examples", "pool"]);
    const [meta, examples, pool] = await Promise.all([
      reading.objectStore("meta").get(KEY),
      reading.objectStore("examples").getAll(),
      reading.objectStore("pool").getAll(),
    ]);
    if (!meta) return undefined;
    if (meta.version > VERSION) {
      throw new Error(`expected work of version ${VERSION} or earlier, found ${meta.version}`);
    }
    return { meta, examples, pool };
  }

  /**
   * Writes a change. All of it is one transaction: after a crash or a failure, the state is the one
   * before or the one after.
   */
  async save({ meta, examples, pool }: ProjectData, changed: Changed): Promise<void> {
    const writing = this.#db.transaction(["meta", "examples", "pool"], "readwrite");
    try {
      writing.objectStore("meta").put(meta, KEY);
      write(writing.objectStore("examples"), examples, changed.examples);
      write(writing.objectStore("pool"), pool, changed.pool);
    } catch (cause) {
      // A value that cannot be stored: without this, what was put before it would be committed.
      writing.done.catch(() => {});
      writing.abort();
      throw cause;
    }
    await writing.done;
  }

  async clear(): Promise<void> {
    const writing = this.#db.transaction(["meta", "examples", "pool"], "readwrite");
    for (const name of writing.objectStoreNames) writing.objectStore(name).clear();
    await writing.done;
  }

  close(): void {
    this.#db.close();
  }
}

interface Writable<T> {
  clear(): unknown;
  put(value: T, key: number): unknown;
}

function write<T>(
  store: Writable<T>,
  values: readonly T[],
  changed: Changed["examples"] = [],
): void {
  if (changed === "all") {
    store.clear();
    for (const [i, value] of values.entries()) store.put(value, i);
  } else {
    for (const i of changed) store.put(values[i]!, i);
  }
}
