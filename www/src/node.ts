/** The package's surface in Node: that of index.ts, with an engine that reads files. */
export { type AttachOptions, attach } from "./attach.js";
export * from "./engine/node.js";
export type { ThemelightEvents } from "./dom/report.js";
export type { Page, Paragraph } from "./highlighter/controller.js";
export type { PageTagger } from "./api/tagger.js";
export { loadInWorker, type WorkerTagger } from "./worker/client.js";
