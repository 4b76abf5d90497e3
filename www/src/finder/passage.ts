import { closest, contains, isConnected, parentOf } from "../dom/element.js";
import type { Tagging } from "../engine/index.js";

/**
 * One paragraph of the article on the live page: a run of text nodes, and the text they show.
 *
 * The text has one UTF-16 code unit for each code unit of its nodes (white space becomes a plain
 * space, `<br>` a line
 * break of its own), so offsets the engine gives lead straight back to a node and an offset in it.
 */
export class Passage {
  /** The block that holds the text. Several passages share it where `<br>` parts them. */
  readonly element: Element;
  /** True when the passage is all the text its element has. */
  readonly whole: boolean;
  readonly text: string;
  /** What the model says, once asked. */
  tagging: Tagging | undefined;

  readonly #nodes: readonly Text[];
  /**
   * Where each node's first code unit stands in `text`; may be below 0 where leading space was
   * trimmed.
   */
  readonly #starts: readonly number[];
  #linked: number | undefined;

  constructor(element: Element, pieces: readonly (Text | null)[], whole: boolean) {
    const nodes: Text[] = [];
    const starts: number[] = [];
    let text = "";
    for (const piece of pieces) {
      if (piece) {
        nodes.push(piece);
        starts.push(text.length);
        // Line breaks in the page's source are only spaces; those we put in for <br> sit between
        // the nodes.
        text += piece.data.replace(/[\t\n\r\f]/g, " ");
      } else text += "\n";
    }
    const lead = text.length - text.trimStart().length;
    this.element = element;
    this.whole = whole;
    this.text = text.trim();
    this.#nodes = nodes;
    this.#starts = starts.map((start) => start - lead);
  }

  /**
   * The passage as a range of the document, made when asked: thousands of live ranges would slow
   * every edit.
   */
  get range(): Range {
    return this.rangeOf(0, this.text.length);
  }

  /** The nodes still are where they were found. */
  get connected(): boolean {
    return isConnected(this.element) && this.#nodes.every((node) => contains(this.element, node));
  }

  get firstNode(): Text {
    return this.#nodes[0]!;
  }

  get lastNode(): Text {
    return this.#nodes.at(-1)!;
  }

  /** The same text in the same nodes. */
  same(other: Passage): boolean {
    return (
      this.text === other.text &&
      this.#nodes.length === other.#nodes.length &&
      this.#nodes.every((node, i) => node === other.#nodes[i])
    );
  }

  /** How much of the text was links when it was first asked, 0 to 1. */
  get linked(): number {
    if (this.#linked === undefined) {
      let linked = 0;
      let parent: Element | null = null;
      let inLink = false;
      for (const node of this.#nodes) {
        const holder = parentOf(node);
        if (holder !== parent) {
          parent = holder;
          inLink = !!holder && !!closest(holder, "a");
        }
        if (inLink) linked += node.data.trim().length;
      }
      this.#linked = Math.min(1, linked / this.text.length);
    }
    return this.#linked;
  }

  /** The range of `text.slice(start, end)`; offsets outside are brought inside. */
  rangeOf(start: number, end: number): Range {
    const range = new Range();
    const [first, from] = this.#place(start, false);
    const [last, to] = this.#place(end, true);
    range.setStart(first, from);
    range.setEnd(last, to);
    return range;
  }

  /**
   * An offset between two nodes belongs to the later one when a range starts there, to the earlier
   * when one ends.
   */
  #place(offset: number, ending: boolean): [Text, number] {
    // The last node that starts before the offset.
    let at = 0;
    for (let high = this.#nodes.length; high - at > 1; ) {
      const middle = (at + high) >> 1;
      if (ending ? this.#starts[middle]! < offset : this.#starts[middle]! <= offset) at = middle;
      else high = middle;
    }
    const node = this.#nodes[at]!;
    return [node, Math.max(0, Math.min(offset - this.#starts[at]!, node.length))];
  }
}
