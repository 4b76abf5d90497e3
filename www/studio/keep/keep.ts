/** Keeps the work in this browser, where that is possible. */
import type { Unkept } from "../worker/views.js";
import type { ProjectData } from "./data.js";
import { type Changed, Store } from "./store.js";

export interface Kept {
  /** The work of the last visit. */
  readonly data: ProjectData | undefined;
  save(data: ProjectData, changed: Changed): Promise<void>;
  clear(): Promise<void>;
}

/** Calls `warn` if the work lives only as long as the page. */
export async function keep(warn: (why: Unkept) => void): Promise<Kept> {
  const unkept = (why: Unkept, data?: ProjectData): Kept => {
    warn(why);
    return { data, save: async () => {}, clear: async () => {} };
  };
  let store: Store;
  try {
    store = await Store.open();
  } catch {
    return unkept("no-storage");
  }
  let data: ProjectData | undefined;
  try {
    data = await store.load();
  } catch {
    return unkept("later-version");
  }
  // Two tabs would overwrite each other's work.
  if (!(await isFirstTab())) return unkept("other-tab", data);
  return {
    data,
    save: async (changedData, changed) => {
      try {
        await store.save(changedData, changed);
      } catch {
        // No room left, or the browser cleared its data.
        warn("no-storage");
      }
    },
    clear: () => store.clear(),
  };
}

/** Milliseconds that a page which is being reloaded may take to release the lock. */
const RELEASE = 1500;

/** Resolves with whether this tab has the lock, which it then holds until the worker ends. */
const isFirstTab = (): Promise<boolean> =>
  new Promise((resolve) => {
    const hold = () => {
      resolve(true);
      return new Promise<void>(() => {});
    };
    navigator.locks
      .request("themelight-studio", { signal: AbortSignal.timeout(RELEASE) }, hold)
      .catch(() => resolve(false));
  });
