/** What the widget's tests use inside the page. */
import { attach } from "../../../www/src/attach.js";
import { findArticle } from "../../../www/src/finder/index.js";
import * as probes from "./probes.js";
import { toyTagger } from "./toy-tagger.js";

Object.assign(globalThis, { attach, findArticle, probes, toyTagger });
