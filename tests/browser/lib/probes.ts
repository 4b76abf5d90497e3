/** Functions that tests call inside the page. */

/**
 * Waits for `count` frames, so that events of the browser (scroll, resize, mutations) are
 * delivered, and then until the widget has drawn everything: also what those events scheduled
 * meanwhile.
 */
export async function frames(
  count = 3,
  page: { readonly drawn: Promise<void> } = globalThis.page,
): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  if (!page) return;
  for (let drawn: unknown; drawn !== page.drawn; ) {
    drawn = page.drawn;
    await drawn;
  }
}

/** Runs a generator to its end and returns its result. */
export function run<T>(work: Generator<unknown, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Returns the `data-themelight` of each paragraph in an element. */
export function themes(root: Element): (string | null)[] {
  return [...root.querySelectorAll("p")].map((one) => one.getAttribute("data-themelight"));
}

type Placed = readonly [name: string, ...box: number[]];

/** Returns the box of each element and the size of the page. */
export function layout(): Placed[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const boxes = [...document.body.querySelectorAll("*")].map((element): Placed => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [`${element.nodeName}.${element.className}`, left, top, width, height];
  });
  return [["page", scrollWidth, scrollHeight], ...boxes];
}

/** Returns the boxes that changed by over 0.1 px: balancing columns, Firefox varies by 0.01 px. */
export function moved(before: readonly Placed[], after: readonly Placed[]): string[] {
  return before
    .filter((one, i) =>
      one.some((value, j) => j > 0 && Math.abs(Number(value) - Number(after[i]?.[j])) > 0.1),
    )
    .map((one) => one.join(" "));
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly {
    /** Null for a node of a shadow root. */
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

/** Returns the browser's sum of layout shifts while `work` runs. */
export async function shiftDuring(work: () => Promise<void>): Promise<number> {
  let sum = 0;
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries as LayoutShift[]) {
      sum += entry.value;
      for (const { node, previousRect, currentRect } of entry.sources) {
        const [from, to] = [previousRect, currentRect].map((rect) => JSON.stringify(rect));
        console.log(`shifted: ${node?.nodeName} from ${from} to ${to}: ${node?.textContent}`);
      }
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift" });
  await work();
  await frames(4);
  add(observer.takeRecords());
  return sum;
}

/** The part of a label that is seen: panes, which lie over scrolling elements, clip it. */
function visibleBox(label: Element): DOMRect {
  const box = label.getBoundingClientRect();
  const pane = label.closest(".pane")?.getBoundingClientRect();
  if (!pane) return box;
  const top = Math.max(box.top, pane.top);
  return new DOMRect(box.x, top, box.width, Math.max(0, Math.min(box.bottom, pane.bottom) - top));
}

/** Returns the labels that are over text of the page or reach out of the window. */
export function labelsOverText(): string[] {
  const lines: DOMRect[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.nodeValue?.trim() || node.parentElement?.closest("script,style")) continue;
    range.selectNodeContents(node);
    lines.push(...range.getClientRects());
  }
  const found: string[] = [];
  for (const label of page.shadow.querySelectorAll<HTMLElement>(".label:not(.none)")) {
    const box = visibleBox(label);
    if (!box.height) continue;
    const over = lines.find(
      // Line boxes are taller than letters: three pixels above and below them are empty.
      (line) =>
        box.left < line.right - 1 &&
        line.left < box.right - 1 &&
        box.top < line.bottom - 3 &&
        line.top < box.bottom - 3,
    );
    const name = `${label.className} ${label.textContent}`;
    if (over) found.push(`${name} at ${JSON.stringify(box)} over ${JSON.stringify(over)}`);
    if (box.left < 0 || box.right > document.documentElement.clientWidth)
      found.push(`${name} is outside`);
  }
  return found;
}

/** Compares the finder with the fixture, where a comment <!--+--> precedes each true paragraph. */
export function finderReport(): { right: number; wrong: string[]; missed: string[] } {
  const truth = new Map<Node, boolean>();
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT,
  );
  let marked = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) marked ||= (node as Comment).data === "+";
    else if (marked && (node as Text).data.trim()) {
      truth.set(node, false);
      marked = false;
    }
  }
  const wrong: string[] = [];
  let right = 0;
  for (const { range, text } of run(find()).passages) {
    const hits = [...truth.keys()].filter((node) => range.intersectsNode(node));
    // Splitting a paragraph or joining two is wrong.
    if (hits.length === 1 && !truth.get(hits[0]!)) {
      truth.set(hits[0]!, true);
      right++;
    } else wrong.push(text.slice(0, 80));
  }
  const missed = [...truth]
    .filter(([, found]) => !found)
    .map(([node]) => node.nodeValue!.trim().slice(0, 80));
  return { right, wrong, missed };
}
