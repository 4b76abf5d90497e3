/**
 * What the first marks do not need: the open legend, “why?”, the choice of cue words, and what
 * happens to paragraphs that a filter does not keep. Loaded apart from the rest, so that marks show
 * sooner: the widget imports no more than its types.
 */
import { adopt } from "../dom/sheets.js";
import { ALL, cuesOf as select } from "../highlighter/drawing/cues.js";
import type { CuesOf } from "../highlighter/drawing/highlights.js";
import css from "../ui/details.css";

export { Others } from "../highlighter/drawing/others.js";
export { card } from "./card.js";
export { paragraphOf } from "./share.js";
export { whyBox } from "./why.js";

/** Installs the rules of all this in our shadow root. */
export const installStyles = (shadow: ShadowRoot): void => {
  adopt(shadow, css);
};

export const cuesOf: CuesOf = (evidence, theme, text, all) =>
  select(evidence, theme, all ? ALL : undefined, text);
