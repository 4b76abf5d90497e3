/** The package in browsers. */
export type * from "./api/index.js";
export { attach } from "./attach.js";
export * from "./engine/index.js";
export type { Explanation } from "./finder/explain.js";
export type { Lang } from "./i18n/index.js";
export { loadInWorker, type WorkerLoadOptions, type WorkerTagger } from "./worker/client.js";
