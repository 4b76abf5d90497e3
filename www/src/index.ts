/** The package in browsers. */
export type * from "./api/index.js";
export { attach } from "./attach.js";
export * from "./engine/index.js";
export type { Lang } from "./i18n/lang.js";
export { loadInWorker, type WorkerLoadOptions, type WorkerTagger } from "./worker/client.js";
