/**
 * What the first marks do not need: the open legend and the choice of cue words. Loaded apart from
 * the rest, so that marks show sooner: the widget imports no more than its types.
 */
import { ALL, cuesOf as select } from "../highlighter/drawing/cues.js";
import type { CuesOf } from "../highlighter/drawing/highlights.js";

export { card } from "./card.js";

export const cuesOf: CuesOf = (evidence, theme, text, all) =>
  select(evidence, theme, all ? ALL : undefined, text);
