/** The public surface of the package: load a tagger, attach it to a page. */
export { type AttachOptions, attach } from "./attach.js";
export * from "./engine/index.js";
export type { ThemelightEvents } from "./dom/report.js";
export type { Page, Paragraph } from "./highlighter/controller.js";
export type { PageTagger } from "./api/tagger.js";
export { loadInWorker, type WorkerTagger } from "./worker/client.js";
