/**
 * Checks the CSS that a content script inserts into its page. `insertCSS` bypasses the page's
 * policy, so the CSS must not load anything, even if a text of a model or a colour of the page
 * contains CSS. Styling is harmless: a content script can style its page anyway.
 */
import { ValidationError } from "../shared/check.js";

/**
 * The functions in the highlighter's CSS. `url()`, `image-set()` and `src()` are not among them.
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
const AT_RULES = new Set(["layer", "media", "supports"]);
/** The highlighter's only condition. */
const CONDITION = '@supports (content: "" / "") and (not (hanging-punctuation: first))';
/** The text that is allowed outside braces. */
const OPENING = ["@layer", " ", "themelight", "{", "}"];

/**
 * A token: string, start of a comment, escape, function, at-rule, name, or any other character.
 */
const TOKEN = /"(?:[^"\\]|\\.)*"|\/\*|\\[\da-f]{1,6} |\\.|([\w-]+)\(|@([\w-]+)|[\w-]+|./gsu;

/** @throws {ValidationError} for CSS that the highlighter does not write. */
export function checkPageCss(css: string): void {
  // A control character ends a string in CSS.
  if (/\p{Cc}/u.test(css)) throw refusal("a control character");
  let depth = 0;
  for (const { 0: token, 1: called, 2: atRule, index } of css.matchAll(TOKEN)) {
    if (depth === 0 && !OPENING.includes(token)) throw refusal("rules outside our layer");
    if (atRule === "layer" && !css.startsWith("@layer themelight{", index))
      throw refusal("another layer");
    if (atRule === "supports" && !css.startsWith(CONDITION, index))
      throw refusal("another condition");
    if (atRule && !AT_RULES.has(atRule.toLowerCase())) throw refusal(`@${atRule}`);
    if (called && !FUNCTIONS.has(called.toLowerCase())) throw refusal(`${called}()`);
    if (token === "/*") throw refusal("a comment");
    if (`"'@`.includes(token)) throw refusal("a string or at-rule that does not end");
    // `\\75rl(` is `url(`. Ids of themes need no escapes of letters.
    if (token[0] === "\\" && !isEscapedSign(css.slice(index, index + 8)))
      throw refusal("an escaped letter");
    if (token === "{") depth++;
    if (token === "}") depth--;
  }
  if (depth) throw refusal("a brace that does not close");
}

/** Returns whether a hex escape is of a character other than ASCII letters, digits, - and _. */
function isEscapedSign(css: string): boolean {
  const [, hex] = /^\\([\da-f]{1,6}) /i.exec(css) ?? [];
  const code = Number.parseInt(hex ?? "", 16);
  return code <= 0x10ffff && !/[\w-]/.test(String.fromCodePoint(code));
}

const refusal = (found: string): ValidationError =>
  new ValidationError(`styles.css: expected the rules of the highlighter, found ${found}`);
