/** What tests ask of a page from inside it. */

/** Waits until the page stands still: a few frames, and all that the widget has to draw. */
export async function frames(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await globalThis.page?.drawn;
}

/** What each paragraph below an element is marked with. */
export function themes(root: Element): (string | null)[] {
  return [...root.querySelectorAll("p")].map((one) => one.getAttribute("data-themelight"));
}

type Placed = readonly [name: string, ...box: number[]];

/** Where everything is: each element's box, and the page's own size. */
export function layout(): Placed[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const boxes = [...document.body.querySelectorAll("*")].map((element): Placed => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [`${element.nodeName}.${element.className}`, left, top, width, height];
  });
  return [["page", scrollWidth, scrollHeight], ...boxes];
}

/** What stands elsewhere than before. Balancing columns anew, Firefox differs by hundredths of a pixel. */
export function moved(before: readonly Placed[], after: readonly Placed[]): string[] {
  return before
    .filter((one, i) =>
      one.some((value, j) => j > 0 && Math.abs(Number(value) - Number(after[i]?.[j])) > 0.1),
    )
    .map((one) => one.join(" "));
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** The sum of layout shifts while `work` runs, as the browser counts them. */
export async function shiftDuring(work: () => Promise<void>): Promise<number> {
  let sum = 0;
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries as LayoutShift[]) {
      sum += entry.value;
      for (const { node } of entry.sources) console.log(`shifted: ${node?.nodeName} ${node?.textContent}`);
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift" });
  await work();
  await frames(4);
  add(observer.takeRecords());
  return sum;
}

/** Labels that stand over text of the page or leave the window. */
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
    const box = label.getBoundingClientRect();
    const over = lines.find(
      // Line boxes are taller than their letters: three pixels of them are empty above and below.
      (line) =>
        box.left < line.right - 1 &&
        line.left < box.right - 1 &&
        box.top < line.bottom - 3 &&
        line.top < box.bottom - 3,
    );
    const name = `${label.className} ${label.textContent}`;
    if (over) found.push(`${name} at ${JSON.stringify(box)} over ${JSON.stringify(over)}`);
    if (box.left < 0 || box.right > document.documentElement.clientWidth) found.push(`${name} is outside`);
  }
  return found;
}

/** The finder against the truth: in fixtures a comment <!--+--> stands before each true paragraph. */
export function finderReport(): { right: number; wrong: string[]; missed: string[] } {
  const truth = new Map<Node, boolean>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  let marked = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) marked ||= (node as Comment).data === "+";
    else if (marked && (node as Text).data.trim()) {
      truth.set(node, false);
      marked = false;
    }
  }
  const finding = find();
  let step = finding.next();
  while (!step.done) step = finding.next();
  const wrong: string[] = [];
  let right = 0;
  for (const { range, text } of step.value.passages) {
    const hits = [...truth.keys()].filter((node) => range.intersectsNode(node));
    // A paragraph taken for two, or two taken for one, is wrong.
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
