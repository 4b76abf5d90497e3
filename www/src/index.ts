/** The public surface of the package: load a tagger, attach it to a page. */
export { type AttachOptions, attach } from "./attach.js";
export * from "./engine/index.js";
export type { ThemelightEvents } from "./highlighter/events.js";
export type { Page, Paragraph } from "./highlighter/page.js";
export type { PageTagger } from "./highlighter/tagger.js";
export { loadInWorker, type WorkerTagger } from "./worker/client.js";
