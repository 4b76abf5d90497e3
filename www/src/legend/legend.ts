/** The legend: a pill at the lower edge that opens to a card. Next and previous are always one tap away. */
import { button, el } from "../dom/el.js";
import type { Page } from "../highlighter/controller.js";
import { fill } from "../i18n/fill.js";
import { type Card, card } from "./card.js";
import { recall, remember } from "./storage.js";

export function openLegend(page: Page): void {
  const { t, settings } = page;
  if (settings.legend === "none") return;
  let open = (recall("legend") ?? settings.legend) === "open";
  let built: Card | undefined;
  const pill = button({ class: "pill", part: "pill", "aria-expanded": "false", click: () => toggle(true) });
  const place = el("span", { class: "place" });
  const status = el("p", { class: "heard", role: "status" });
  const say = (text: string) => {
    status.textContent = text;
  };
  const step = (by: 1 | -1, sign: string, name: string) => {
    const click = () => {
      page.step(by);
      const names = page.themesOf(page.selected).map(({ look }) => look.name);
      say(`${placeText()}. ${names.join(", ")}`);
    };
    return button({ class: "icon", "aria-label": name, click }, sign);
  };
  const placeText = () => `${page.shown.indexOf(page.selected) + 1}/${page.shown.length}`;
  const steps = el(
    "div",
    { class: "steps", part: "steps" },
    step(-1, "‹", t.previous),
    place,
    step(1, "›", t.next),
  );
  const close = (event: Event) => {
    if ((event as KeyboardEvent).key === "Escape" && open) toggle(false);
  };
  const box = el(
    "section",
    { class: "legend", part: "legend", dir: "ltr", lang: page.lang, "aria-label": t.legend, keydown: close },
    el("div", { class: "foot" }, pill, steps),
    status,
  );

  function toggle(to: boolean): void {
    open = to;
    remember("legend", open ? "open" : "closed");
    update();
    (open ? built?.node.querySelector<HTMLElement>(".row") : pill)?.focus();
  }

  function update(): void {
    open ||= page.why;
    const { length } = page.shown;
    const themes = page.view.filter.size || Object.values(page.counts()).filter(Boolean).length;
    pill.hidden = open;
    pill.textContent = themes ? fill(t.pill, { n: length, themes }) : t.none;
    // Invisible rather than gone: what stands beside or over them must not move when they come.
    pill.classList.toggle("unseen", page.busy && !themes);
    steps.classList.toggle("unseen", !length);
    place.textContent = placeText();
    if (open && !built) {
      built = card(page, say, () => toggle(false));
      box.prepend(built.node);
    }
    if (!built) return;
    built.node.hidden = !open;
    // Someone clicked a label: that is the question “why?”.
    if (page.why) built.show("why");
    else if (open) built.update();
    page.why = false;
  }

  page.shadow.append(box);
  page.onChange(update);
  update();
}
