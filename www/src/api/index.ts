export type { ErrorCode } from "./errors.js";
export type { PageStatus, ThemelightEvents } from "./events.js";
export type { Explanation } from "./explanation.js";
export type { PageHandle, PageTheme, Paragraph } from "./handle.js";
export type {
  AttachOptions,
  AttachTarget,
  ChoiceStorage,
  InstallStyles,
  SelectOptions,
} from "./options.js";
export type { Settings } from "./settings.js";
export type { PageTagger } from "./tagger.js";
