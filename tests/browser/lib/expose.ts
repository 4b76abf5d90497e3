/** Puts what the widget's tests use into the page. */
import { attach } from "../../../www/src/attach.js";
import { findArticle, Rules } from "../../../www/src/finder/index.js";
import { NAMES } from "../../../www/src/finder/names.js";
import * as probes from "./probes.js";
import { brokenTagger, lateTagger, slowTagger, toyTagger } from "./toy-tagger.js";
import { countWork } from "./work.js";

const find = () => findArticle(document, { headings: false, minLength: 40, rules: new Rules(NAMES) });
Object.assign(globalThis, {
  attach,
  brokenTagger,
  countWork,
  find,
  lateTagger,
  probes,
  slowTagger,
  toyTagger,
});
