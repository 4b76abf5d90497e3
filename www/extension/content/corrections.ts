/**
 * Under “why?”: the reader's word against the model's. Kept on this computer, shown at once, taken back with one press.
 * Only presses that the browser vouches for count: a page can press our buttons too, but not as its reader.
 */
import { button, el } from "../../src/highlighter/dom.js";
import type { Page } from "../../src/highlighter/page.js";
import type { Look } from "../../src/highlighter/palette.js";
import { ask } from "../shared/ask.js";
import { type Translator, translator } from "../shared/i18n.js";
import type { Verdict } from "../shared/messages.js";
import { clipped, type RemoteTagger } from "./remote-tagger.js";

/** Gives what stands under “why?” for a paragraph, and listens to the keys X (not this theme) and U (undo). */
export function corrections(page: Page, tagger: RemoteTagger): (index: number) => Node {
  const t = translator(page.lang);
  const desk = new Desk(page, tagger);
  document.addEventListener(
    "keydown",
    (event) => {
      const plain = event.isTrusted && page.keys && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || page.selected < 0 || isWriting(event.composedPath()[0])) return;
      const key = event.key.toLowerCase();
      if (key === "x") void desk.refuseStrongest(page.selected);
      else if (key === "u") void desk.undo(page.selected);
      else return;
      event.preventDefault();
    },
    { signal: page.signal },
  );
  return (index) => view(page, desk, index, t);
}

class Desk {
  readonly #page: Page;
  readonly #tagger: RemoteTagger;
  failed: string | undefined;

  constructor(page: Page, tagger: RemoteTagger) {
    this.#page = page;
    this.#tagger = tagger;
  }

  said(index: number, theme: string): boolean | undefined {
    return this.#tagger.verdicts.get(this.#page.paragraphs[index]?.text ?? "")?.[theme];
  }

  async say(index: number, theme: string, verdict: Verdict): Promise<void> {
    const text = this.#page.paragraphs[index]?.text;
    if (text === undefined) return;
    try {
      this.#tagger.judged(text, await ask("judge", { text: clipped(text), theme, verdict }));
      this.failed = undefined;
    } catch (cause) {
      this.failed = (cause as { code?: string }).code ?? "failed";
    }
    // The taggings changed in place; asking for the same confidence makes the page look at all of them again.
    this.#page.setConfidence(this.#page.view.confidence);
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

function view(page: Page, desk: Desk, index: number, t: Translator): Node {
  const carried = new Set(page.themesOf(index).map(({ look }) => look));
  const others = page.looks.filter(
    (look) => !carried.has(look) && desk.said(index, look.theme.id) === undefined,
  );
  const say = (look: Look, verdict: Verdict) => (event: Event) => {
    if (event.isTrusted) void desk.say(index, look.theme.id, verdict);
  };
  const rows = page.looks.flatMap((look): HTMLElement[] => {
    const said = desk.said(index, look.theme.id);
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
  if (desk.failed) box.append(el("p", { class: "hint" }, t(desk.failed === "full" ? "full" : "notKept")));
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
