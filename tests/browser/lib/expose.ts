/**
 * Defines the globals of the widget's tests. `attach` returns the controller, since the tests read
 * more than a page's handle has; `attachHandle` is the `attach` of the package.
 */
import { attach as attachHandle } from "../../../www/src/attach.js";
import { attachController as attach } from "../../../www/src/attach-controller.js";
import { explainArticle } from "../../../www/src/finder/explain.js";
import { HEURISTICS } from "../../../www/src/finder/heuristics.js";
import { findArticle, Rules } from "../../../www/src/finder/index.js";
import * as probes from "./probes.js";
import { brokenTagger, lateTagger, silentTagger, slowTagger, toyTagger } from "./toy-tagger.js";
import { countWork } from "./work.js";

const options = (more: object) => ({
  headings: false,
  minLength: 40,
  rules: new Rules(HEURISTICS),
  ...more,
});
const find = (more: object = {}) => findArticle(document, options(more));
const explain = (more: object = {}) => explainArticle(document, options(more));
Object.assign(globalThis, {
  attach,
  attachHandle,
  brokenTagger,
  countWork,
  explain,
  find,
  lateTagger,
  probes,
  silentTagger,
  slowTagger,
  toyTagger,
});
