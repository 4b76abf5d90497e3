import { button, el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import type { Card } from "./card.js";
import { emptyText } from "./empty.js";
import type { LegendModel } from "./model.js";

export interface Legend {
  /** Has screen readers read a text. */
  announce(text: string): void;
  /** Closes the card; the reader's choice is kept for the next page. */
  hideCard(): void;
  mount(shadow: ShadowRoot): void;
}

/** Milliseconds after which the pill says that the connection is slow. */
const SLOW = 5000;

/**
 * Makes the legend: a button at the lower edge that opens a card, and buttons for next and
 * previous. A filter has its name on the button, and a button to end it.
 */
export function legendOf(page: LegendModel): Legend {
  const { t, lang, settings, storage } = page;
  let open = false;
  let built: Card | undefined;
  /** The text that the pill shows in place of its own. */
  let loading: "loading" | "slow" | "notLoaded" | undefined;
  /** Calls `then` with the card, once it is loaded. After a failure the pill tries again. */
  const withCard = (then: (card: Card) => void): void => {
    if (page.details && !built) {
      built = page.details.card(page, announce, () => toggle(false));
      box.prepend(built.node);
    }
    if (built) {
      then(built);
      return;
    }
    const settle = (result: typeof loading) =>
      page.guard(() => {
        if (page.signal.aborted) return;
        // What is settled is no longer slow.
        if (result === "slow" && loading !== "loading") return;
        loading = result;
        if (result) announce(t[result]);
        else withCard(then);
        update();
      });
    loading = "loading";
    setTimeout(settle("slow"), SLOW);
    page.loadDetails().then(settle(undefined), settle("notLoaded"));
  };
  const toggle = (to: boolean) => {
    open = to;
    storage.set("legend", open ? "open" : "closed");
    if (open) withCard(({ focus }) => focus());
    update();
    if (!open) pill.focus();
  };
  const status = el("p", { class: "heard", role: "status" });
  const announce = (text: string) => {
    status.textContent = text;
  };
  const positionText = () => {
    const index = page.shown.indexOf(page.selected);
    return `${index < 0 ? "–" : index + 1}/${page.shown.length}`;
  };
  const stepper = (by: 1 | -1, sign: string, name: string) => {
    const click = () => {
      page.step(by);
      const names = page.themesOf(page.selected).map(({ theme }) => theme.name);
      announce(`${positionText()}. ${names.join(", ")}`);
    };
    return button({ class: "icon", "aria-label": name, click }, sign);
  };
  const pill = button({
    class: "pill",
    part: "pill",
    "aria-expanded": "false",
    // A click after a failure tries again.
    click: () => toggle(!open || built === undefined),
  });
  const showAll = () => {
    page.filter();
    announce(fill(t.showingAll, { n: page.shown.length }));
    (pill.hidden ? built?.node : pill)?.focus();
  };
  const clear = button({ class: "icon", "aria-label": t.showAll, click: showAll }, "×");
  const pillBox = el("div", { class: "pill-box" }, pill, clear);
  const position = el("span", { class: "place" });
  const steps = el(
    "div",
    { class: "steps", part: "steps" },
    stepper(-1, "‹", t.previous),
    position,
    stepper(1, "›", t.next),
  );
  const keydown = (event: Event) => {
    if ((event as KeyboardEvent).key === "Escape" && open) toggle(false);
  };
  const box = el(
    "section",
    { class: "legend", part: "legend", dir: "ltr", lang, "aria-label": t.legend, keydown },
    el("div", { class: "foot" }, pillBox, steps),
    status,
  );

  const pillText = (themes: number): string => {
    const { filtered } = page;
    if (open && loading) return t[loading];
    if (!themes) return emptyText(page);
    if (!filtered.size) return fill(t.pill, { n: page.shown.length, themes });
    const kept = page.themes.filter(({ id }) => filtered.has(id));
    return fill(t.filtering, { themes: kept.map(({ short, name }) => short ?? name).join(", ") });
  };

  function update(): void {
    const n = page.shown.length;
    const filters = page.filtered.size;
    const themes = filters || Object.values(page.counts).filter(Boolean).length;
    const cardShown = open && built !== undefined;
    pillBox.hidden = cardShown && !filters;
    clear.hidden = !filters;
    pill.textContent = pillText(themes);
    pill.setAttribute("aria-expanded", String(cardShown));
    pill.setAttribute("aria-busy", String(!!loading && loading !== "notLoaded"));
    // Front pages and forms have nothing to show, unless the site wants the legend open.
    box.hidden = page.status === "no-article" && settings.legend !== "open" && !open;
    // Keeps the space of both, so that nothing beside or over them moves when they appear.
    pillBox.classList.toggle("unseen", page.busy && !themes);
    steps.classList.toggle("unseen", !n);
    position.textContent = positionText();
    if (!built) return;
    built.node.hidden = !open;
    if (open) built.update();
  }

  return {
    announce,
    hideCard() {
      open = false;
      update();
    },
    mount(shadow) {
      open ||= (storage.get("legend") ?? settings.legend) === "open";
      shadow.append(box);
      if (open) withCard(() => {});
      page.on("change", update);
      update();
    },
  };
}
