/**
 * The controls for corrections under “why?”. They accept only trusted events, since a page's script
 * can click the buttons too.
 */
import { button, el } from "../../src/dom/el.js";
import { isWriting } from "../../src/dom/typing.js";
import type { PageController } from "../../src/highlighter/controller.js";
import type { ThemeStyle } from "../../src/highlighter/theme-style.js";
import { entryOf } from "../shared/check.js";
import { type Key, type Translator, translator } from "../shared/i18n.js";
import type { Verdict } from "../shared/messages.js";
import { request } from "../shared/request.js";
import type { RemoteTagger } from "./remote-tagger.js";

/** Adds controls to the panel “why?”, and the keys X (not this theme) and U (undo). */
export function addCorrections(page: PageController, tagger: RemoteTagger): void {
  const t = translator(page.lang);
  const controller = new CorrectionController(page, tagger);
  document.addEventListener(
    "keydown",
    (event) => {
      const plain =
        event.isTrusted && page.keys && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || page.selected < 0 || isWriting(event)) return;
      const key = event.key.toLowerCase();
      if (key === "x") void controller.refuseStrongest(page.selected);
      else if (key === "u") void controller.undo(page.selected);
      else return;
      event.preventDefault();
    },
    { signal: page.signal },
  );
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

/** The text for each error code. */
const HINTS: Readonly<Record<string, Key>> = {
  full: "full",
  "limit/text": "limitText",
  "limit/corrections-of-site": "limitSite",
  "limit/corrections": "limitCorrections",
};

class CorrectionController {
  readonly #page: PageController;
  readonly #tagger: RemoteTagger;
  /** The error message of the last correction, if it was not stored. */
  hint: Key | undefined;
  constructor(page: PageController, tagger: RemoteTagger) {
    this.#page = page;
    this.#tagger = tagger;
  }

  said(index: number, theme: string): boolean | undefined {
    return entryOf(this.#tagger.verdicts.get(this.#page.paragraphs[index]?.text ?? ""), theme);
  }

  async say(index: number, theme: string, verdict: Verdict): Promise<void> {
    const text = this.#page.paragraphs[index]?.text;
    if (text === undefined) return;
    try {
      const { stored } = await request("correct", { text, theme, verdict });
      this.#tagger.correct(text, theme, verdict);
      this.hint = stored ? undefined : "correctionPrivate";
    } catch (cause) {
      this.hint = HINTS[(cause as { code?: string }).code ?? ""] ?? "notKept";
    }
    // The taggings changed in place, or the hint changed.
    this.#page.refresh();
  }

  async refuseStrongest(index: number): Promise<void> {
    const [strongest] = this.#page.themesOf(index);
    if (strongest) await this.say(index, strongest.theme.id, false);
  }

  async undo(index: number): Promise<void> {
    for (const { id } of this.#page.themes) {
      if (this.said(index, id) !== undefined) await this.say(index, id, null);
    }
  }
}

function view(
  page: PageController,
  controller: CorrectionController,
  index: number,
  t: Translator,
): Element {
  const carried = new Set(page.themesOf(index).map(({ theme }) => theme));
  const others = page.themes.filter(
    (theme) => !carried.has(theme) && controller.said(index, theme.id) === undefined,
  );
  const say = (theme: ThemeStyle, verdict: Verdict) => (event: Event) => {
    if (event.isTrusted) void controller.say(index, theme.id, verdict);
  };
  const rows = page.themes.flatMap((theme): HTMLElement[] => {
    const said = controller.said(index, theme.id);
    if (said !== undefined) {
      const undo = button({ class: "undo", click: say(theme, null) }, t("undo"));
      return [el("p", { class: "said" }, t(said ? "saidYes" : "saidNo", theme.name), " ", undo)];
    }
    if (!carried.has(theme)) return [];
    return [
      button(
        { class: "correct", "data-theme": theme.id, click: say(theme, false) },
        t("notThis", theme.name),
      ),
    ];
  });
  const box = el("div", { class: "corrections", part: "corrections" }, ...rows);
  if (others.length) box.append(too(others, say, t));
  if (controller.hint) box.append(el("p", { class: "hint" }, t(controller.hint)));
  return box;
}

function too(
  themes: readonly ThemeStyle[],
  say: (theme: ThemeStyle, verdict: Verdict) => (event: Event) => void,
  t: Translator,
): Node {
  const names = themes.map((theme) =>
    button({ class: "correct", "data-theme": theme.id, click: say(theme, true) }, theme.name),
  );
  return el("details", { class: "too" }, el("summary", {}, t("thisToo")), ...names);
}
