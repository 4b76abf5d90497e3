/** Puts what the widget's tests use into the page. */
import { attach } from "../../../www/src/attach.js";
import { explainArticle } from "../../../www/src/finder/explain.js";
import { HEURISTICS } from "../../../www/src/finder/heuristics.js";
import { findArticle, Rules } from "../../../www/src/finder/index.js";
import * as probes from "./probes.js";
import { brokenTagger, lateTagger, slowTagger, toyTagger } from "./toy-tagger.js";
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
  brokenTagger,
  countWork,
  explain,
  find,
  lateTagger,
  probes,
  slowTagger,
  toyTagger,
});
