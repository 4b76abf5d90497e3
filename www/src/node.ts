/** The package in Node: the names of `index.ts`, with an engine that reads files. */
export type * from "./api/index.js";
export { attach } from "./attach.js";
export * from "./engine/node.js";
export type { Lang } from "./i18n/lang.js";
export { loadInWorker, type WorkerLoadOptions, type WorkerTagger } from "./worker/client.js";
