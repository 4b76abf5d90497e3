/** Says what the last correction did, on the page and to screen readers. */
import { button, el } from "../../src/dom/el.js";
import type { ThemeStyle } from "../../src/highlighter/theme-style.js";
import type { Key, Translator } from "../shared/i18n.js";
import { isSample } from "../shared/sample.js";
import type { CorrectionController, Outcome } from "./correction-controller.js";

/** The text for each code of an error. */
const ERRORS: Readonly<Record<string, Key>> = {
  full: "full",
  "limit/text": "limitText",
  "limit/corrections-of-site": "limitSite",
  "limit/corrections": "limitCorrections",
};

/** Returns what a correction did, or why it failed. */
export function outcomeText(
  { theme, verdict, error, stored }: Outcome,
  themes: readonly ThemeStyle[],
  t: Translator,
): string {
  if (error) return t(ERRORS[error] ?? "correctionFailed");
  const name = themes.find(({ id }) => id === theme)?.name ?? theme;
  const done = t(verdict === null ? "undone" : verdict ? "added" : "removed", name);
  if (stored) return done;
  return `${done} ${t(isSample(location.href) ? "correctionOfSample" : "correctionPrivate")}`;
}

/** Returns the button that repeats a failed correction; nothing where that cannot help. */
export function retryButton(
  { error }: Outcome,
  controller: CorrectionController,
  t: Translator,
): HTMLElement[] {
  if (!error || error === "limit/text") return [];
  const click = (event: Event) => event.isTrusted && void controller.retry();
  return [button({ class: "retry", click }, t("retry"))];
}

/**
 * A line at the lower edge of the window: a live region that is empty until the first correction,
 * and again when another paragraph is selected.
 */
export class CorrectionNote {
  readonly node = el("div", { class: "correction-note", part: "correction-note", role: "status" });
  readonly #t: Translator;

  constructor(t: Translator) {
    this.#t = t;
  }

  clear(): void {
    this.node.replaceChildren();
  }

  /** `undo` is called by the button; `withKey` names the key that does the same. */
  show(
    outcome: Outcome,
    themes: readonly ThemeStyle[],
    controller: CorrectionController,
    { undo, withKey }: { readonly undo: () => void; readonly withKey: boolean },
  ): void {
    const t = this.#t;
    const focused = this.node.contains((this.node.getRootNode() as ShadowRoot).activeElement);
    const click = (event: Event) => event.isTrusted && undo();
    const undoable = !outcome.error && outcome.verdict !== null;
    const close = button(
      { class: "close", "aria-label": t("close"), click: () => this.clear() },
      "×",
    );
    this.node.replaceChildren(
      el("span", { class: outcome.error ? "failed" : "done" }, outcomeText(outcome, themes, t)),
      " ",
      ...(undoable ? [button({ class: "undo", click }, t(withKey ? "undoKey" : "undo"))] : []),
      ...retryButton(outcome, controller, t),
      close,
    );
    if (focused) this.node.querySelector("button")?.focus();
  }
}
