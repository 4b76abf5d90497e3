/**
 * From live nodes to passages: walks a subtree and gives every run of text that stands by itself, whether it has an
 * element of its own (`<p>`, `<li>`), is parted from the next by `<br>`, or lies bare between block children.
 * Nothing is judged here; `names.ts` and `article.ts` say which passages belong to the article.
 */
import { isElement, isText, tagOf } from "./dom.js";
import { Passage } from "./passage.js";
import type { Rules } from "./rules.js";

/** Every passage below `element`, in document order. A generator, so that a long page can be walked in slices. */
export function* passagesIn(element: Element, rules: Rules): Generator<Passage> {
  if (rules.isUnread(element)) return;
  let run: Node[] = [];
  let parted = false;
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (isText(child)) run.push(child);
    else if (isElement(child)) {
      if (tagOf(child) === "BR" || (!rules.isUnread(child) && rules.isInline(child))) run.push(child);
      else {
        yield* passagesOf(element, run, false, rules);
        yield* passagesIn(child, rules);
        run = [];
        parted = true;
      }
    }
  }
  yield* passagesOf(element, run, !parted, rules);
}

function* passagesOf(
  element: Element,
  run: readonly Node[],
  alone: boolean,
  rules: Rules,
): Generator<Passage> {
  const lines = splitLines(run, rules);
  for (const pieces of lines) yield new Passage(element, pieces, alone && lines.length === 1);
}

type Pieces = (Text | null)[];

/** The text nodes of a run (null = a line break), parted into paragraphs at the breaks that end one. */
function splitLines(run: readonly Node[], rules: Rules): Pieces[] {
  const leaves: Pieces = [];
  for (const node of run) collect(node, leaves, rules);
  if (!leaves.includes(null)) return hasText(leaves) ? [leaves] : [];

  const paragraphs: Pieces[] = [];
  let line: Pieces = [];
  let lines: Pieces[] = [];
  let breaks = 0;
  const endLine = () => {
    if (hasText(line)) lines.push(line);
    line = [];
  };
  const endParagraph = () => {
    endLine();
    if (lines.length) paragraphs.push(...joinLines(lines));
    lines = [];
  };
  for (const leaf of leaves) {
    if (!leaf) {
      breaks++;
      if (breaks === 1) endLine();
    } else {
      // Two breaks with nothing but space between them are an empty line.
      if (breaks > 1 && hasText([leaf])) endParagraph();
      if (hasText([leaf])) breaks = 0;
      line.push(leaf);
    }
  }
  endParagraph();
  return paragraphs;
}

/** A single `<br>` ends a paragraph only where both sides read like one: long, and the first closed by a full stop. */
function joinLines(lines: readonly Pieces[]): Pieces[] {
  const joined: Pieces[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last && !(isParagraph(last, true) && isParagraph(line, false))) last.push(null, ...line);
    else joined.push([...line]);
  }
  return joined;
}

function isParagraph(pieces: Pieces, closed: boolean): boolean {
  const text = pieces
    .map((piece) => piece?.data ?? " ")
    .join("")
    .trim();
  return text.length >= 60 && (!closed || /[.!?;:…”"»)]$/.test(text));
}

function collect(node: Node, into: Pieces, rules: Rules): void {
  if (isText(node)) into.push(node);
  else if (isElement(node)) {
    if (tagOf(node) === "BR") into.push(null);
    else if (!rules.isUnread(node)) for (const child of node.childNodes) collect(child, into, rules);
  }
}

const hasText = (pieces: Pieces): boolean => pieces.some((piece) => piece && /\S/.test(piece.data));
