/**
 * Corrections, under “why?”: stored on this computer, shown at once, undone with one press. Only
 * trusted events count: a page's script can click our buttons too, but cannot correct anything.
 */
import { button, el } from "../../src/highlighter/dom.js";
import type { Page } from "../../src/highlighter/page.js";
import type { Look } from "../../src/highlighter/palette.js";
import { entryOf } from "../shared/check.js";
import { type Key, type Translator, translator } from "../shared/i18n.js";
import type { Verdict } from "../shared/messages.js";
import { request } from "../shared/request.js";
import type { RemoteTagger } from "./remote-tagger.js";

/**
 * Returns a function that makes the controls under “why?” for a paragraph. Adds the keys X (not
 * this theme) and U (undo).
 */
export function corrections(page: Page, tagger: RemoteTagger): (index: number) => Element {
  const t = translator(page.lang);
  const controller = new CorrectionController(page, tagger);
  document.addEventListener(
    "keydown",
    (event) => {
      const plain = event.isTrusted && page.keys && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || page.selected < 0 || isWriting(event.composedPath()[0])) return;
      const key = event.key.toLowerCase();
      if (key === "x") void controller.refuseStrongest(page.selected);
      else if (key === "u") void controller.undo(page.selected);
      else return;
      event.preventDefault();
    },
    { signal: page.signal },
  );
  return (index) => controller.show(index, () => view(page, controller, index, t));
}

/** The text for each error code. */
const HINTS: Readonly<Record<string, Key>> = {
  full: "full",
  "limit/text": "limitText",
  "limit/corrections-of-site": "limitSite",
  "limit/corrections": "limitCorrections",
};

class CorrectionController {
  readonly #page: Page;
  readonly #tagger: RemoteTagger;
  /** The text about the last correction, if it was not stored. */
  hint: Key | undefined;
  /** The controls on show, and the function that makes them. */
  #shown: { readonly node: Element; readonly index: number; readonly make: () => Element } | undefined;

  constructor(page: Page, tagger: RemoteTagger) {
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
      const { stored } = await request("judge", { text, theme, verdict });
      this.#tagger.judged(text, theme, verdict);
      this.hint = stored ? undefined : "correctionPrivate";
    } catch (cause) {
      this.hint = HINTS[(cause as { code?: string }).code ?? ""] ?? "notKept";
    }
    // The taggings changed in place; setting the same confidence makes the page read all of them
    // again.
    this.#page.setConfidence(this.#page.view.confidence);
    this.#refresh(index);
  }

  show(index: number, make: () => Element): Element {
    const node = make();
    this.#shown = { node, index, make };
    return node;
  }

  /**
   * “Why?” is built anew only when the paragraph's themes change, which a refused correction does
   * not do.
   */
  #refresh(index: number): void {
    const shown = this.#shown;
    if (!shown?.node.isConnected || shown.index !== index) return;
    const { activeElement } = shown.node.getRootNode() as ShadowRoot;
    const focused = shown.node.contains(activeElement);
    const node = this.show(index, shown.make);
    shown.node.replaceWith(node);
    if (focused) node.querySelector<HTMLElement>("button, summary")?.focus();
  }

  async refuseStrongest(index: number): Promise<void> {
    const [strongest] = this.#page.themesOf(index);
    if (strongest) await this.say(index, strongest.look.theme.id, false);
  }

  async undo(index: number): Promise<void> {
    for (const { theme } of this.#page.looks) {
      if (this.said(index, theme.id) !== undefined) await this.say(index, theme.id, null);
    }
  }
}

function view(page: Page, controller: CorrectionController, index: number, t: Translator): Element {
  const carried = new Set(page.themesOf(index).map(({ look }) => look));
  const others = page.looks.filter(
    (look) => !carried.has(look) && controller.said(index, look.theme.id) === undefined,
  );
  const say = (look: Look, verdict: Verdict) => (event: Event) => {
    if (event.isTrusted) void controller.say(index, look.theme.id, verdict);
  };
  const rows = page.looks.flatMap((look): HTMLElement[] => {
    const said = controller.said(index, look.theme.id);
    if (said !== undefined) {
      const undo = button({ class: "undo", click: say(look, null) }, t("undo"));
      return [el("p", { class: "said" }, t(said ? "saidYes" : "saidNo", look.name), " ", undo)];
    }
    if (!carried.has(look)) return [];
    return [
      button(
        { class: "correct", "data-theme": look.theme.id, click: say(look, false) },
        t("notThis", look.name),
      ),
    ];
  });
  const box = el("div", { class: "corrections", part: "corrections" }, ...rows);
  if (others.length) box.append(too(others, say, t));
  if (controller.hint) box.append(el("p", { class: "hint" }, t(controller.hint)));
  return box;
}

function too(
  looks: readonly Look[],
  say: (look: Look, verdict: Verdict) => (event: Event) => void,
  t: Translator,
): Node {
  const names = looks.map((look) =>
    button({ class: "correct", "data-theme": look.theme.id, click: say(look, true) }, look.name),
  );
  return el("details", { class: "too" }, el("summary", {}, t("thisToo")), ...names);
}

function isWriting(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
