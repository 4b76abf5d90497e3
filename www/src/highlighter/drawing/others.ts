/**
 * Fades pictures, and collapses paragraphs, that the filter does not keep. Writes one attribute on
 * elements of the page, whose rules are in `styles.ts`; text nodes and the order of elements stay.
 */
import { button } from "../../dom/el.js";
import {
  boundsOf,
  contains,
  isConnected,
  nextElementOf,
  parentOf,
  positionOf,
  queryAllIn,
  queryIn,
  removeAttribute,
  setAttribute,
} from "../../dom/element.js";
import { bare } from "../../dom/native.js";
import type { Passage } from "../../finder/index.js";
import { fill } from "../../i18n/fill.js";
import type { Texts } from "../../i18n/index.js";

const NAME = "data-themelight-rest";
const PICTURES = "figure,img,picture,video,iframe,canvas,svg,object";
/** Elements between two paragraphs that are collapsed with them. */
const MOST_BETWEEN = 40;
/** Only these can shrink to one line; a table row or an inline element cannot. */
const BLOCKS = /^(block|list-item|flow-root|flex|grid)$/;

/** A run of neighbours that became one line. */
interface Fold {
  /** The element that keeps the line's space. */
  readonly line: Element;
  readonly expander: HTMLElement;
}

export interface OthersScene {
  readonly t: Texts;
  readonly signal: AbortSignal;
  /** The layer of the marks. */
  readonly layer: HTMLElement;
  /** The reader opened a collapsed run; its first paragraph. */
  opened(passage: Passage): void;
}

export class Others {
  readonly #scene: OthersScene;
  readonly #written = new Set<Element>();
  /** Paragraphs that have no box now. */
  #hidden = new Set<Passage>();
  /** Paragraphs that are not faded, since they are hidden or the reader opened them. */
  #clear: ReadonlySet<Passage> = new Set();
  /** Paragraphs that the reader opened again. */
  #opened = new WeakSet<Passage>();
  #folds: Fold[] = [];
  #captions: Element[] = [];

  constructor(scene: OthersScene) {
    this.#scene = scene;
    scene.signal.addEventListener("abort", () => this.clear(), bare({ once: true }));
  }

  /** Shows everything, and forgets which runs the reader opened. */
  reset(): void {
    this.#opened = new WeakSet();
    this.clear();
  }

  clear(): void {
    for (const element of this.#written) removeAttribute(element, NAME);
    for (const { expander } of this.#folds) expander.remove();
    this.#written.clear();
    this.#hidden = new Set();
    this.#clear = new Set();
    this.#folds = [];
    this.#captions = [];
  }

  /** What holds faded pictures and perhaps their captions, whose text must fade as well. */
  get captions(): readonly Element[] {
    return this.#captions;
  }

  get collapses(): boolean {
    return this.#hidden.size > 0;
  }

  /** True for a paragraph that must not be faded. */
  isClear(passage: Passage): boolean {
    return this.#clear.has(passage);
  }

  isHidden(passage: Passage): boolean {
    return this.#hidden.has(passage);
  }

  /** Opens the run of a paragraph at the next `show`. */
  open(passage: Passage): void {
    this.#opened.add(passage);
  }

  /**
   * Fades the pictures of paragraphs that are not kept, with their captions; with `collapse`, hides
   * these paragraphs; in forced colours, greys them.
   */
  show(
    passages: readonly Passage[],
    roots: readonly Element[],
    keeps: (passage: Passage) => boolean,
    how: { readonly collapse: boolean; readonly grey: boolean },
  ): void {
    this.clear();
    const kept = new Set(passages.filter(keeps));
    const blocks = new Set([...kept].map(({ element }) => element));
    const clear = how.collapse ? this.#collapse(passages, kept, blocks) : new Set<Passage>();
    this.#clear = clear;
    const tops = new Set(roots);
    for (const picture of picturesIn(roots)) {
      const [before, after] = around(picture, passages);
      const owner = before ?? after;
      if (!owner || kept.has(owner) || clear.has(owner)) continue;
      this.#write(picture, "faded");
      const holder = withCaption(picture, [before, after], tops);
      if (holder !== picture) this.#captions.push(holder);
    }
    if (how.grey) {
      for (const holder of this.#captions) this.#write(holder, "grey");
      for (const passage of passages) {
        if (!kept.has(passage) && !clear.has(passage) && !blocks.has(passage.element))
          this.#write(passage.element, "grey");
      }
    }
  }

  #collapse(
    passages: readonly Passage[],
    kept: ReadonlySet<Passage>,
    blocks: ReadonlySet<Element>,
  ): Set<Passage> {
    const clear = new Set<Passage>();
    let run: Passage[] = [];
    for (const passage of [...passages, undefined]) {
      if (passage && !kept.has(passage) && canFold(passage, blocks)) {
        run.push(passage);
        continue;
      }
      const opened = run.some((one) => this.#opened.has(one));
      if (run.length && !opened) this.#fold(run, passage);
      for (const one of run) {
        clear.add(one);
        if (opened) this.#opened.add(one);
      }
      run = [];
    }
    return clear;
  }

  /** Puts the expanders over the lines that they open. */
  place(): void {
    if (!this.#folds.length) return;
    const { left, top } = boundsOf(this.#scene.layer);
    const boxes = this.#folds.map(({ line }) => boundsOf(line));
    this.#folds.forEach(({ expander }, i) => {
      const box = boxes[i]!;
      expander.style.left = `${Math.round(box.left - left)}px`;
      expander.style.top = `${Math.round(box.top - top)}px`;
      expander.style.width = `${Math.round(box.width)}px`;
    });
  }

  /** @param next the paragraph after the run; what stands before it is hidden with the run */
  #fold(run: readonly Passage[], next: Passage | undefined): void {
    const [first] = run;
    const line = first!.element;
    let last: Element | undefined;
    for (const { element } of run) {
      if (last && last !== element) {
        for (const between of elementsBetween(last, element)) this.#write(between, "hidden");
      }
      this.#write(element, element === line ? "line" : "hidden");
      last = element;
    }
    if (last && next) {
      for (const between of elementsBetween(last, next.element)) this.#write(between, "hidden");
    }
    for (const passage of run) this.#hidden.add(passage);
    const { t, layer } = this.#scene;
    const expander = button(
      {
        class: "expander",
        part: "expander",
        "aria-label": fill(t.unfold, { n: run.length }),
        click: () => {
          this.open(first!);
          this.#scene.opened(first!);
        },
      },
      fill(t.folded, { n: run.length }),
    );
    // After the layer, which screen readers skip.
    (this.#folds.at(-1)?.expander ?? layer).after(expander);
    this.#folds.push({ line, expander });
  }

  #write(element: Element, value: string): void {
    setAttribute(element, NAME, value);
    this.#written.add(element);
  }
}

/** True if hiding the paragraph's element hides no kept text. */
function canFold({ element }: Passage, kept: ReadonlySet<Element>): boolean {
  return (
    isConnected(element) &&
    !kept.has(element) &&
    BLOCKS.test(getComputedStyle(element).display) &&
    !queryIn(element, "[data-themelight]")
  );
}

/** Returns the siblings between two paragraphs; none if they have different parents. */
function elementsBetween(from: Element, to: Element): Element[] {
  if (parentOf(from) !== parentOf(to)) return [];
  const found: Element[] = [];
  for (let at = nextElementOf(from); at && at !== to; at = nextElementOf(at)) {
    if (found.length === MOST_BETWEEN || queryIn(at, "[data-themelight]")) return [];
    found.push(at);
  }
  return found;
}

/** Returns the outermost pictures. */
function picturesIn(roots: readonly Element[]): Element[] {
  const found: Element[] = [];
  for (const root of roots) {
    for (const picture of queryAllIn(root, PICTURES)) {
      const last = found.at(-1);
      if (!last || !contains(last, picture)) found.push(picture);
    }
  }
  return found;
}

/** Returns the paragraphs before and after a picture. */
function around(
  picture: Element,
  passages: readonly Passage[],
): readonly [before: Passage | undefined, after: Passage | undefined] {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const follows =
      positionOf(passages[middle]!.firstNode, picture) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (follows) low = middle + 1;
    else high = middle;
  }
  return [passages[low - 1], passages[low]];
}

/** Returns the largest element around a picture without a paragraph: it may have a caption. */
function withCaption(
  picture: Element,
  paragraphs: readonly (Passage | undefined)[],
  roots: ReadonlySet<Element>,
): Element {
  let found = picture;
  for (let up = parentOf(picture); up && !roots.has(up); up = parentOf(up)) {
    const holder = up;
    if (paragraphs.some((one) => one && contains(holder, one.element))) break;
    found = up;
  }
  return found;
}
