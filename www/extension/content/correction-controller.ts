/** Stores the reader's corrections of one page, and what undoes and repeats them. */
import type { PageController } from "../../src/highlighter/controller.js";
import { entryOf } from "../shared/check.js";
import type { Verdict } from "../shared/messages.js";
import { request } from "../shared/request.js";
import type { RemoteTagger } from "./remote-tagger.js";

interface Change {
  readonly text: string;
  /** Id of the theme. */
  readonly theme: string;
  /** True = the theme was added, false = it was removed, null = a correction was undone. */
  readonly verdict: Verdict;
}

/** The result of the last correction. */
export interface Outcome extends Change {
  /** Code of the error; undefined if the correction was accepted. */
  readonly error?: string;
  /** False in private windows: the correction ends with the page. */
  readonly stored: boolean;
}

export class CorrectionController {
  readonly #page: PageController;
  readonly #tagger: RemoteTagger;
  readonly #shown: (outcome: Outcome | undefined) => void;
  /** The corrections of this visit, oldest first, with the verdict before each. */
  #history: readonly (Change & { readonly before: Verdict })[] = [];
  /** Corrections run one after the other: two quick presses of X remove two themes. */
  #last: Promise<void> = Promise.resolve();
  #outcome: Outcome | undefined;

  /** `shown` is called after each correction, and with undefined when its paragraph is left. */
  constructor(
    page: PageController,
    tagger: RemoteTagger,
    shown: (outcome: Outcome | undefined) => void,
  ) {
    this.#page = page;
    this.#tagger = tagger;
    this.#shown = shown;
    page.on("change", () => {
      const { text } = this.#outcome ?? {};
      if (text === undefined || text === this.#textOf(page.selected)) return;
      this.#outcome = undefined;
      shown(undefined);
    });
  }

  /** The result of the last correction, while its paragraph is selected. */
  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Returns the reader's verdict on a theme of a paragraph. */
  verdictOf(index: number, theme: string): boolean | undefined {
    return this.#verdictOn(this.#textOf(index) ?? "", theme);
  }

  /** Adds or removes a theme, or, with null, undoes the reader's verdict on it. */
  correct(index: number, theme: string, verdict: Verdict): Promise<void> {
    const text = this.#textOf(index);
    return this.#inSequence(async () => {
      if (text === undefined) return;
      const accepted = await this.#store({ text, theme, verdict }, verdict === null);
      if (verdict === null && accepted)
        this.#history = this.#history.filter((one) => one.text !== text || one.theme !== theme);
    });
  }

  /** Removes the strongest theme of a paragraph. */
  removeStrongest(index: number): Promise<void> {
    const text = this.#textOf(index);
    return this.#inSequence(async () => {
      // Another correction may have run meanwhile.
      const now = this.#page.paragraphs.findIndex((one) => one.text === text);
      const [strongest] = this.#page.themesOf(now);
      if (text !== undefined && strongest)
        await this.#store({ text, theme: strongest.theme.id, verdict: false });
    });
  }

  /**
   * Undoes the last correction of a paragraph in this visit; without one, all its corrections of
   * earlier visits.
   */
  undo(index: number): Promise<void> {
    const text = this.#textOf(index);
    return this.#inSequence(async () => {
      if (text === undefined) return;
      const last = this.#history.findLast((one) => one.text === text);
      if (last) {
        const { theme, before } = last;
        if (await this.#store({ text, theme, verdict: before }, true))
          this.#history = this.#history.filter((one) => one !== last);
        return;
      }
      for (const { id } of this.#page.themes) {
        if (this.#verdictOn(text, id) !== undefined)
          await this.#store({ text, theme: id, verdict: null }, true);
      }
    });
  }

  /** Repeats the last correction if it failed. */
  retry(): Promise<void> {
    return this.#inSequence(async () => {
      if (this.#outcome?.error) await this.#store(this.#outcome);
    });
  }

  #inSequence(work: () => Promise<unknown>): Promise<void> {
    this.#last = this.#last.then(work).then(() => {});
    return this.#last;
  }

  /** Returns whether the correction was accepted. */
  async #store({ text, theme, verdict }: Change, undoing = false): Promise<boolean> {
    const before = this.#verdictOn(text, theme) ?? null;
    let outcome: Outcome;
    try {
      const { stored } = await request("correct", { text, theme, verdict });
      const taggings = this.#page.paragraphs.flatMap((one) =>
        one.text === text && one.tagging ? [one.tagging] : [],
      );
      this.#tagger.correct(text, theme, verdict, taggings);
      outcome = { text, theme, verdict: undoing ? null : verdict, stored };
      if (!undoing) this.#history = [...this.#history, { text, theme, verdict, before }];
    } catch (cause) {
      const { code = "failed" } = cause as { code?: string };
      outcome = { text, theme, verdict, stored: false, error: code };
    }
    this.#outcome = outcome;
    // The taggings changed in place. Rebuilds the panel “why?” too, which shows a failure.
    this.#page.refresh();
    this.#shown(this.#outcome);
    return !outcome.error;
  }

  #textOf(index: number): string | undefined {
    return this.#page.paragraphs[index]?.text;
  }

  #verdictOn(text: string, theme: string): boolean | undefined {
    return entryOf(this.#tagger.verdicts.get(text), theme);
  }
}
