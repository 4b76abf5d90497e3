/** Helpers for the extension's pages. */
import type { ThemeCount } from "./messages.js";

/** Returns an element of the page by its id. @throws {Error} if it does not exist. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

/** Returns a theme's name in a language, else its first name. */
export const nameIn = (lang: string, { id, name }: Pick<ThemeCount, "id" | "name">): string =>
  name[lang] ?? name.vi ?? Object.values(name)[0] ?? id;

/** Creates the line and glyph of a theme, as on marked pages. */
export function keyOf({
  line,
  glyph,
  color,
  colorDark,
}: Pick<ThemeCount, "line" | "glyph" | "color" | "colorDark">): HTMLElement {
  const key = document.createElement("span");
  key.className = "key";
  key.ariaHidden = "true";
  key.style.setProperty("--c", color);
  key.style.setProperty("--c-dark", colorDark);
  const bar = document.createElement("i");
  bar.style.borderInlineStartStyle = line;
  key.append(bar, glyph);
  return key;
}
