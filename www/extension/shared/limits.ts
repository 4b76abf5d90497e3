/**
 * Limits for input from content scripts and files. Pages can be hostile and content scripts can be
 * compromised: they must not fill the disk or keep the background busy.
 */

/** Paragraphs in one request. Content scripts send at most 32. */
export const MAX_TEXTS = 64;
/** UTF-16 units of one paragraph; the content script clips longer ones. */
export const MAX_TEXT = 200_000;
/** UTF-16 units of all paragraphs in one request; the content script splits larger batches. */
export const MAX_BATCH = 1_000_000;
/** UTF-16 units of a paragraph that can be corrected; its text is stored. */
export const MAX_CORRECTED_TEXT = 20_000;
/** Corrected paragraphs of one origin, and of all origins together. */
export const MAX_CORRECTIONS_PER_ORIGIN = 2000;
export const MAX_CORRECTIONS = 20_000;
/** UTF-16 units of the CSS for a page: about 300 for each theme. */
export const MAX_CSS = 100_000;
/** Themes of a model. */
export const MAX_THEMES = 200;
/** Entries of `Settings.sites`, and of `Settings.themes`. */
export const MAX_SITES = 2000;
export const MAX_MODELS = 100;
/** UTF-16 units of a CSS selector that names the article. */
export const MAX_SELECTOR = 1000;
/** Bytes of a settings file. */
export const MAX_SETTINGS_FILE = 1024 * 1024;
/** Bytes of a model, of a zip with one, and of each file that is inflated from it. */
export const MAX_MODEL_FILE = 32 * 1024 * 1024;
