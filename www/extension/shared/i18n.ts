/**
 * Texts of the extension's pages, from the `_locales` files of the manifest. They are bundled,
 * since `chrome.i18n` supports only the browser's language.
 */

import type { Lang } from "../../src/i18n/index.js";
import en from "../_locales/en/messages.json" with { type: "json" };
import vi from "../_locales/vi/messages.json" with { type: "json" };

export type Key = keyof typeof vi;
export type Translator = (key: Key, ...values: (string | number)[]) => string;

/**
 * Returns the language of the extension's pages: the chosen one, else English if the browser's is
 * English, else Vietnamese.
 */
export const ownLang = (chosen: "auto" | Lang): Lang =>
  chosen !== "auto" ? chosen : /^en\b/.test(chrome.i18n.getUILanguage()) ? "en" : "vi";

export function translator(chosen: "auto" | Lang): Translator {
  const catalogue: Record<Key, { message: string }> = ownLang(chosen) === "en" ? en : vi;
  return (key, ...values) =>
    catalogue[key].message.replace(/\$(\d)/g, (_, place: string) =>
      String(values[Number(place) - 1] ?? ""),
    );
}

/**
 * Fills in the texts of a page: `data-t` names the text of an element, `data-t-label` its
 * `aria-label`.
 */
export function translate(root: ParentNode, t: Translator): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-t]"))
    element.textContent = t(element.dataset.t as Key);
  for (const element of root.querySelectorAll<HTMLElement>("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel as Key));
  }
}
