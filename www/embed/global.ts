import type { PageHandle } from "../src/api/handle.js";
import type { EmbedSettings } from "../src/api/settings.js";
import type { load } from "../src/engine/index.js";

/** `window.themelight` on pages with the embed. */
export interface ThemelightGlobal {
  readonly version: string;
  /** Highlights the page with the embed's tagger. Rejects with a `ThemelightError`. */
  attach(options?: Partial<EmbedSettings>): Promise<PageHandle>;
  readonly load: typeof load;
}

declare global {
  interface Window {
    themelight?: ThemelightGlobal;
  }
}
