import { button, el } from "../dom/el.js";
import { bare, doc } from "../dom/native.js";
import { roomBeside } from "../highlighter/drawing/beside.js";

import { explanationOf } from "./explanation.js";
import type { LegendModel } from "./model.js";
import { reportPanel } from "./report.js";
import { copy, keyOf, linkTo } from "./share.js";

export interface WhyBox {
  readonly node: HTMLElement;
  open(): void;
}

/** CSS pixels between a sheet and the paragraph above or below it. */
const GAP = 8;

/**
 * “Why?”: stands beside its paragraph where there is room, else as a sheet at an edge of the window
 * where the paragraph is not.
 *
 * @param hideCard closes the open legend, which is where the sheet will be
 */
export function whyBox(
  page: LegendModel,
  announce: (text: string) => void,
  hideCard: () => void,
): WhyBox {
  const { t, lang, signal } = page;
  const explanation = el("div");
  const extra = el("div");
  const report = page.settings.report ? reportPanel(page) : undefined;
  let open = false;
  let shownFor = -1;
  let built = "";

  const close = () => {
    open = false;
    node.hidden = true;
    if (page.selected >= 0) page.select(page.selected, { scroll: false, focus: true });
  };
  const copyLink = () => {
    const paragraph = page.paragraphs[page.selected];
    if (!paragraph) return;
    void copy(linkTo(keyOf(paragraph.text, page.selected))).then((done) =>
      announce(done ? t.linkCopied : t.notCopied),
    );
  };
  const node = el(
    "section",
    {
      class: "why",
      part: "why",
      role: "dialog",
      "aria-label": t.why,
      tabindex: "-1",
      lang,
      dir: "ltr",
    },
    el(
      "div",
      { class: "head" },
      el("h2", {}, t.why),
      button({ class: "tab", click: copyLink }, t.copyLink),
      button({ class: "icon", "aria-label": t.close, click: close }, "×"),
    ),
    explanation,
    ...(report ? [report.node] : []),
    extra,
  );
  node.hidden = true;

  const place = () => {
    const index = page.selected;
    const paragraph = page.paragraphs[index];
    if (!paragraph) return;
    node.className = "why beside";
    const room = roomBeside(paragraph, { width: node.offsetWidth, height: node.offsetHeight });
    if (room) {
      const origin = (node.offsetParent ?? doc.documentElement).getBoundingClientRect();
      node.style.left = `${Math.round(room.left - origin.left)}px`;
      node.style.top = `${Math.round(room.top - origin.top)}px`;
      return;
    }
    node.style.left = "";
    node.style.top = "";
    hideCard();
    toEdge(index);
    const { top, bottom } = page.boxOf(index);
    if (!covers(index) && bottom > 0 && top < innerHeight) return;
    node.className = "why sheet";
    page.revealBetween(index, GAP, node.getBoundingClientRect().top - GAP, "end");
    toEdge(index);
    if (!covers(index)) return;
    // The page ends too early: its last paragraph goes below the sheet.
    node.className = "why sheet upper";
    page.revealBetween(index, node.getBoundingClientRect().bottom + GAP, innerHeight, "start");
  };
  /** At the lower edge, or at the upper one if the paragraph is below. */
  const toEdge = (index: number) => {
    node.className = "why sheet";
    if (!covers(index)) return;
    node.className = "why sheet upper";
    if (covers(index)) node.className = "why sheet";
  };
  const covers = (index: number): boolean => {
    const sheet = node.getBoundingClientRect();
    const { left, right, top, bottom } = page.boxOf(index);
    return left < sheet.right && right > sheet.left && top < sheet.bottom && bottom > sheet.top;
  };

  const update = async () => {
    const index = page.selected;
    if (!open) return;
    if (index < 0) {
      open = false;
      node.hidden = true;
      return;
    }
    const paragraph = page.paragraphs[index];
    const themes = page.themesOf(index).map(({ theme }) => theme.id + theme.color);
    const key = [index, paragraph?.text, page.revision, ...themes].join();
    const moved = shownFor !== index;
    shownFor = index;
    if (key === built) {
      if (moved) place();
      return;
    }
    built = key;
    const parts = await explanationOf(page, index);
    // Another paragraph was selected meanwhile.
    if (key !== built || signal.aborted) return;
    explanation.replaceChildren(...parts);
    report?.update();
    page.emit("explained", { index, explanation, extra });
    if (open) place();
  };

  const follow = page.guard(() => {
    if (open && node.className !== "why beside" && page.selected >= 0) toEdge(page.selected);
  });
  addEventListener("scroll", follow, bare({ signal, passive: true }));
  addEventListener(
    "resize",
    page.guard(() => open && place()),
    bare({ signal }),
  );
  // Before the keys of the page and of the legend.
  const keydown = page.guard((event: KeyboardEvent) => {
    if (!open || event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  addEventListener("keydown", keydown, bare({ signal, capture: true }));
  page.on(
    "change",
    () =>
      void update().catch(
        page.guard((cause) => {
          throw cause;
        }),
      ),
  );
  return {
    node,
    open() {
      open = true;
      shownFor = -1;
      node.hidden = false;
      void update().catch(
        page.guard((cause) => {
          throw cause;
        }),
      );
      node.focus({ preventScroll: true });
    },
  };
}
