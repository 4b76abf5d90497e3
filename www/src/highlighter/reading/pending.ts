import { isConnected, isElement, isWithin, nodeNameOf, parentOf } from "../../dom/element.js";

/** After more mutation records of the article the whole page is read again. */
const MAX_RECORDS = 50_000;
/** Nodes outside the article that are kept until the next reading. */
const MAX_ADDED = 5000;

/**
 * The changes since the last reading. Sorts records as they come, with one look-up for each: records
 * from outside the article, of which some pages have thousands a second, are dropped.
 */
export class Pending {
  /** True if anything changed. */
  any = false;
  /** Records of the article, and all that came while its roots were unknown. */
  records: MutationRecord[] = [];
  /** Nodes that were added, or whose text changed, elsewhere. */
  readonly added = new Set<Node>();
  /**
   * UTF-16 code units of text in nodes that were added elsewhere and are not kept, at least; infinite
   * if there were too many records to keep.
   */
  grown = 0;
  readonly #roots: ReadonlySet<Element> | undefined;
  readonly #within = new WeakMap<Element, boolean>();

  /** @param roots of the article; undefined while they are looked for */
  constructor(roots?: Iterable<Element>) {
    this.#roots = roots && new Set(roots);
  }

  add(records: readonly MutationRecord[]): void {
    for (const record of records) {
      const node = record.addedNodes[0] ?? record.removedNodes[0];
      // Our own element moves, as into a dialog.
      if (node && nodeNameOf(node) === "THEMELIGHT-UI") continue;
      this.any = true;
      if (this.#isElsewhere(record.target)) addNodes(record, this.added);
      else this.records.push(record);
    }
    if (this.records.length > MAX_RECORDS) {
      this.grown = Number.POSITIVE_INFINITY;
      // Records keep removed nodes in memory.
      this.records = [];
    }
    if (this.added.size > MAX_ADDED) this.#drop();
  }

  #isElsewhere(node: Node): boolean {
    if (!this.#roots) return false;
    const element = isElement(node) ? node : parentOf(node);
    return !element || !isWithin(element, this.#roots, this.#within);
  }

  /** Drops nodes that have left the page; if most are still there, only counts them. */
  #drop(): void {
    for (const node of this.added) if (!isConnected(node)) this.added.delete(node);
    if (this.added.size < MAX_ADDED / 2) return;
    this.grown += this.added.size;
    this.added.clear();
  }
}

/** Adds the nodes of a record whose text is new. */
export function addNodes({ type, target, addedNodes }: MutationRecord, to: Set<Node>): void {
  if (type === "characterData") to.add(target);
  else for (let i = 0; i < addedNodes.length; i++) to.add(addedNodes[i]!);
}
