import type { EmbedSettings } from "../src/config/embed.js";
import type { load } from "../src/engine/index.js";
import type { Page } from "../src/highlighter/controller.js";

/** On `<html>`: this page wants no highlighting, neither the embed's nor the extension's. */
export const OPTED_OUT = "data-themelight-off";

/** What the embed puts on the page. */
export interface ThemelightGlobal {
  readonly version: string;
  /** Highlights the page with the embed's own tagger. */
  attach(options?: Partial<EmbedSettings>): Promise<Page>;
  readonly load: typeof load;
}

declare global {
  interface Window {
    themelight?: ThemelightGlobal;
  }
}
