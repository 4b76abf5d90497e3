/**
 * The picker: the reader points at the article, presses and accepts. Arrow keys make the selection
 * wider or narrower, Enter accepts, Escape cancels. While it is open, the page gets no presses.
 */

import { SETTINGS, withDefaults } from "../../src/api/settings.js";
import { button, el } from "../../src/dom/el.js";
import { HEURISTICS } from "../../src/finder/heuristics.js";
import { findArticle, Rules } from "../../src/finder/index.js";
import type { Lang } from "../../src/i18n/index.js";
import { translator } from "../shared/i18n.js";
import { openBox } from "./own-box.js";
import { selectorOf } from "./selector.js";

/**
 * Resolves to the selector of the chosen element; null = found automatically; undefined =
 * cancelled.
 */
export function pickArticle(lang: Lang): Promise<string | null | undefined> {
  const t = translator(lang);
  const box = openBox("themelight-picker", lang);
  const life = new AbortController();
  return new Promise((resolve) => {
    /** The elements from the narrowest to the current one; “narrower” removes the last. */
    let path: Element[] = [];
    let fixed = false;
    const chosen = () => path.at(-1);
    const end = (result: string | null | undefined) => {
      life.abort();
      box.close();
      resolve(result);
    };
    const accept = () => {
      const element = chosen();
      if (element && !use.disabled) end(selectorOf(element));
    };
    const wider = () => {
      const up = chosen()?.parentElement;
      if (up && up !== document.documentElement) path.push(up);
      show();
    };
    const narrower = () => {
      if (path.length > 1) path.pop();
      show();
    };
    const frame = el("div", { class: "frame", hidden: "" });
    const text = el("p", { role: "status" }, t("pickPoint"));
    const trusted = (act: () => void) => (event: Event) => event.isTrusted && act();
    const use = button({ class: "main", click: trusted(accept) }, t("pickUse"));
    const bar = el(
      "div",
      { class: "bar" },
      text,
      use,
      button({ click: trusted(wider) }, t("pickWider")),
      button({ click: trusted(narrower) }, t("pickNarrower")),
      button({ click: trusted(() => end(null)) }, t("pickAuto")),
      button({ click: trusted(() => end(undefined)) }, t("cancel")),
    );
    box.root.append(frame, bar);
    use.disabled = true;

    function show(): void {
      const element = chosen();
      frame.hidden = !element;
      use.disabled = true;
      if (!element) return;
      const { left, top, width, height } = element.getBoundingClientRect();
      Object.assign(frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
      });
      if (!fixed) return;
      const count = paragraphsIn(element);
      text.textContent = t("pickCount", count);
      use.disabled = !count;
    }

    const point = (event: PointerEvent) => {
      const element = document
        .elementsFromPoint(event.clientX, event.clientY)
        .find((one) => one !== box.host);
      if (fixed || !element || element === chosen() || event.composedPath().includes(box.host))
        return;
      path = [element];
      show();
    };
    const press = (event: Event) => {
      if (!event.isTrusted || event.composedPath().includes(box.host)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type !== "click") return;
      fixed = false;
      point(event as PointerEvent);
      fixed = true;
      // A paragraph selects the text around it; “narrower” selects the paragraph.
      for (let at = chosen(); at && at !== document.body && paragraphsIn(at) < 2; at = chosen()) {
        if (!at.parentElement) break;
        path.push(at.parentElement);
      }
      show();
    };
    const key = (event: KeyboardEvent) => {
      const act = {
        Escape: () => end(undefined),
        Enter: accept,
        ArrowUp: wider,
        ArrowDown: narrower,
      }[event.key];
      // Enter on a button of the picker presses that button.
      if (
        !event.isTrusted ||
        !act ||
        (event.key === "Enter" && event.composedPath()[0] === box.host)
      )
        return;
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    };
    const { signal } = life;
    const first = { signal, capture: true };
    addEventListener("pointermove", point, { ...first, passive: true });
    for (const type of ["pointerdown", "pointerup", "mousedown", "mouseup", "click"])
      addEventListener(type, press, first);
    addEventListener("keydown", key, first);
    addEventListener("scroll", show, { ...first, passive: true });
    addEventListener("resize", show, first);
  });
}

function paragraphsIn(element: Element): number {
  const finding = findArticle(document, {
    ...withDefaults(SETTINGS, { root: [element] }),
    rules: new Rules(HEURISTICS),
  });
  let step = finding.next();
  while (!step.done) step = finding.next();
  return step.value.passages.length;
}
