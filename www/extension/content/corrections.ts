/**
 * The controls for corrections under “why?”. They accept only trusted events, since a page's script
 * can click the buttons too.
 */
import { button, el } from "../../src/dom/el.js";
import { isWriting } from "../../src/dom/typing.js";
import type { PageController } from "../../src/highlighter/controller.js";
import type { ThemeStyle } from "../../src/highlighter/theme-style.js";
import { type Translator, translator } from "../shared/i18n.js";
import type { Verdict } from "../shared/messages.js";
import { CorrectionController } from "./correction-controller.js";
import { CorrectionNote, outcomeText, retryButton } from "./correction-note.js";
import type { RemoteTagger } from "./remote-tagger.js";

/** Adds controls to the panel “why?”, and the keys X (not this theme) and U (undo). */
export function addCorrections(page: PageController, tagger: RemoteTagger): void {
  const t = translator(page.lang);
  const note = new CorrectionNote(t);
  page.shadow.append(note.node);
  const controller = new CorrectionController(page, tagger, (outcome) => {
    const undo = () => void controller.undo(page.selected);
    if (outcome) note.show(outcome, page.themes, controller, { undo, withKey: page.keys });
    else note.clear();
  });
  listenToKeys(page, controller);
  page.on("explained", ({ index, explanation, extra }) => {
    const { activeElement } = page.shadow;
    const focused = extra.contains(activeElement);
    const isParagraph = page.paragraphs[index] !== undefined;
    // Without a theme there is nothing to explain; only the corrections are shown.
    if (isParagraph && !page.themesOf(index).length) explanation.replaceChildren();
    extra.replaceChildren(...(isParagraph ? [view(page, controller, index, t)] : []));
    if (focused) extra.querySelector<HTMLElement>("button, summary")?.focus();
  });
}

function listenToKeys(page: PageController, controller: CorrectionController): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const plain =
        event.isTrusted && page.keys && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || page.selected < 0 || isWriting(event)) return;
      const key = event.key.toLowerCase();
      if (key === "x") void controller.removeStrongest(page.selected);
      else if (key === "u") void controller.undo(page.selected);
      else return;
      event.preventDefault();
    },
    { signal: page.signal },
  );
}

function view(
  page: PageController,
  controller: CorrectionController,
  index: number,
  t: Translator,
): Element {
  const carried = new Set(page.themesOf(index).map(({ theme }) => theme));
  const others = page.themes.filter(
    (theme) => !carried.has(theme) && controller.verdictOf(index, theme.id) === undefined,
  );
  const correct = (theme: ThemeStyle, verdict: Verdict) => (event: Event) => {
    if (event.isTrusted) void controller.correct(index, theme.id, verdict);
  };
  const rows = page.themes.flatMap((theme): HTMLElement[] => {
    const verdict = controller.verdictOf(index, theme.id);
    if (verdict !== undefined) {
      const undo = button({ class: "undo", click: correct(theme, null) }, t("undo"));
      const text = t(verdict ? "verdictYes" : "verdictNo", theme.name);
      return [el("p", { class: "verdict-of-reader" }, text, " ", undo)];
    }
    if (!carried.has(theme)) return [];
    return [
      button(
        { class: "correct", "data-theme": theme.id, click: correct(theme, false) },
        t("notThis", theme.name),
      ),
    ];
  });
  const box = el("div", { class: "corrections", part: "corrections" }, ...rows);
  if (others.length) box.append(otherThemes(others, correct, t));
  const { outcome } = controller;
  if (outcome?.error || outcome?.stored === false) {
    const text = outcomeText(outcome, page.themes, t);
    box.append(el("p", { class: "hint" }, text, " ", ...retryButton(outcome, controller, t)));
  }
  return box;
}

/** A list of the themes that can be added. */
function otherThemes(
  themes: readonly ThemeStyle[],
  correct: (theme: ThemeStyle, verdict: Verdict) => (event: Event) => void,
  t: Translator,
): Node {
  const names = themes.map((theme) =>
    button({ class: "correct", "data-theme": theme.id, click: correct(theme, true) }, theme.name),
  );
  return el("details", { class: "others" }, el("summary", {}, t("addTheme")), ...names);
}
