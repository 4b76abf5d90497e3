/** Small helpers for our own pages. */
import type { ThemeCount } from "./messages.js";

/** An element of the page that its HTML names; a missing one is our own mistake. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

/** Line and glyph of a theme, as on the page. */
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
