/** `themelight/inline`: the package with wasm and model in the script, for any bundler and format. */
export type * from "./api/index.js";
export { attach } from "./attach.js";
export * from "./engine/inline.js";
export type { Lang } from "./i18n/lang.js";
