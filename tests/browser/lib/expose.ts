/**
 * Defines the globals of the widget's tests. `attach` returns the controller, since the tests read
 * more than a page's handle has; `attachHandle` is the `attach` of the package.
 */
import { attach as attachHandle } from "../../../www/src/attach.js";
import { attachController as attach } from "../../../www/src/attach-controller.js";
import { findArticle, Rules } from "../../../www/src/finder/index.js";
import { NAMES } from "../../../www/src/finder/names.js";
import * as probes from "./probes.js";
import { brokenTagger, lateTagger, slowTagger, toyTagger } from "./toy-tagger.js";
import { countWork } from "./work.js";

const find = () =>
  findArticle(document, { headings: false, minLength: 40, rules: new Rules(NAMES) });
Object.assign(globalThis, {
  attach,
  attachHandle,
  brokenTagger,
  countWork,
  find,
  lateTagger,
  probes,
  slowTagger,
  toyTagger,
});
