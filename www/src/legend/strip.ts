import { el } from "../dom/el.js";
import { bare, doc } from "../dom/native.js";
import { drawn } from "../dom/scheduling.js";
import type { LegendModel } from "./model.js";

/** Paragraphs that get a tick at most; of more, every second, third … gets one. */
const MAX_PARAGRAPHS = 120;

/**
 * A strip beside the scrollbar with the positions of all themes, and of what the reader sees. The
 * list is its accessible form.
 */
export function showStrip(page: LegendModel, shadow: ShadowRoot): void {
  const click = ({ target }: Event) =>
    page.select(Number((target as HTMLElement).dataset.i ?? page.selected));
  const here = el("b", { class: "here" });
  const strip = el("div", { class: "strip", part: "strip", "aria-hidden": "true", click });
  shadow.append(strip);
  let height = 1;
  const update = () => {
    // Not while paragraphs are tagged: reading hundreds of boxes lays a long page out each time.
    if (page.busy) return;
    const { scrollHeight, clientHeight } = doc.documentElement;
    const { shown, themes } = page;
    strip.hidden = scrollHeight < clientHeight * 1.5 || !shown.length || !page.marks;
    // Narrow windows have no strip.
    if (!strip.clientHeight) return;
    height = scrollHeight;
    here.style.height = `${(innerHeight / height) * 100}%`;
    const every = Math.ceil(shown.length / MAX_PARAGRAPHS);
    const ticks = shown
      .filter((_, i) => i % every === 0)
      .flatMap((index) => {
        const top = (page.boxOf(index).top + scrollY) / height;
        return page
          .themesOf(index)
          .map(({ theme }) => tick(index, top, themes.indexOf(theme) % 4, theme.color));
      });
    strip.replaceChildren(here, ...ticks);
    move();
  };
  // In the frame of the scroll event, and nothing is read: no layout is forced.
  const move = () => {
    here.style.top = `${(scrollY / height) * 100}%`;
  };
  // After a frame, when the page is laid out.
  let waits = false;
  const updateLater = () => {
    if (waits) return;
    waits = true;
    const go = page.guard(() => {
      waits = false;
      update();
    });
    void drawn(page.signal).then(go, () => {});
  };
  page.on("change", updateLater);
  addEventListener("scroll", page.guard(move), bare({ passive: true, signal: page.signal }));
  updateLater();
}

function tick(index: number, top: number, lane: number, color: string): HTMLElement {
  const node = el("i", { "data-i": String(index) });
  node.style.top = `${top * 100}%`;
  node.style.insetInlineEnd = `${lane * 3}px`;
  node.style.setProperty("--c", color);
  return node;
}
