/** What the widget's tests use inside the page. */
import { attach } from "../../../www/src/attach.js";
import { findArticle } from "../../../www/src/finder/index.js";
import * as probes from "./probes.js";
import { brokenTagger, lateTagger, toyTagger } from "./toy-tagger.js";

Object.assign(globalThis, { attach, brokenTagger, findArticle, lateTagger, probes, toyTagger });
