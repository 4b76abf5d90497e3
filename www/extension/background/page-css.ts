/**
 * Checks the rules that a content script wants in its page. `insertCSS` passes over the page's own
 * policy, so the rules must not be able to load anything, not even where a model's text or a colour
 * of the page got into them. A content script can style its page anyway; only loading would give it
 * more than it has.
 */
import { ValidationError } from "../shared/check.js";

/**
 * Everything in our rules that is written with a parenthesis. `url()`, `image-set()` and `src()`
 * are not among them.
 */
const FUNCTIONS = new Set([
  ...["is", "not", "where", "highlight"],
  ...["var", "calc", "inset"],
  ...[
    "color",
    "color-mix",
    "light-dark",
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
  ],
]);
const AT_RULES = new Set(["layer", "media"]);
/** All that may stand outside braces. */
const OPENING = ["@layer", " ", "themelight", "{", "}"];

/**
 * A string; the start of a comment; an escape; a function; an at-rule; a name; any other character.
 */
const TOKEN = /"(?:[^"\\]|\\.)*"|\/\*|\\.|([\w-]+)\(|@([\w-]+)|[\w-]+|./gsu;

/** @throws {ValidationError} for CSS that the highlighter never writes. */
export function checkPageCss(css: string): void {
  // A control character ends a string in CSS.
  if (/\p{Cc}/u.test(css)) throw refusal("a control character");
  let depth = 0;
  for (const { 0: token, 1: called, 2: atRule, index } of css.matchAll(TOKEN)) {
    if (depth === 0 && !OPENING.includes(token)) throw refusal("rules outside our layer");
    if (atRule === "layer" && !css.startsWith("@layer themelight{", index)) throw refusal("another layer");
    if (atRule && !AT_RULES.has(atRule.toLowerCase())) throw refusal(`@${atRule}`);
    if (called && !FUNCTIONS.has(called.toLowerCase())) throw refusal(`${called}()`);
    if (token === "/*") throw refusal("a comment");
    if (`"'@`.includes(token)) throw refusal("a string or at-rule that does not end");
    // `\\75rl(` is `url(`. The ids of themes may begin with a digit, which `CSS.escape` writes as
    // `\\39 `.
    if (/^\\[0-9a-z\s]/i.test(token) && !/^\\3\d /.test(css.slice(index, index + 4))) {
      throw refusal("an escaped letter");
    }
    if (token === "{") depth++;
    if (token === "}") depth--;
  }
  if (depth) throw refusal("a brace that does not close");
}

const refusal = (found: string): ValidationError =>
  new ValidationError(`styles.css: expected the rules of the highlighter, found ${found}`);
