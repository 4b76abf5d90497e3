/** Colours of the themes, as custom properties of the site. */
import type { PageTheme } from "../../src/api/handle.js";
import { el } from "../../src/dom/el.js";
import { texts } from "./texts.js";

/** Text needs this contrast with its background (WCAG 1.4.3). */
const LEAST_CONTRAST = 4.5;

/** A checkbox and a colour for each theme of the model in the preview. */
export class ColorFields {
  readonly element = el("div", { class: "fields" });
  readonly #changed: () => void;
  #themes = "";
  readonly #colors = new Map<string, string>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Custom properties by name. */
  get properties(): Record<string, string> {
    const pairs = [...this.#colors].map(([id, color]) => [`--themelight-${id}`, color]);
    return Object.fromEntries(pairs);
  }

  reset(): void {
    this.#colors.clear();
    this.#themes = "";
    this.element.replaceChildren();
  }

  /** Shows the fields of a model's themes. Other themes than before begin with their own colours. */
  show(themes: readonly PageTheme[]): void {
    const ids = themes.map(({ id }) => id).join(" ");
    if (ids === this.#themes) return;
    this.reset();
    this.#themes = ids;
    this.element.append(...themes.map((theme) => this.#field(theme)));
  }

  #field({ id, name, color }: PageTheme): HTMLElement {
    const own = el("input", { type: "checkbox", id: `color-${id}` });
    const picker = el("input", { type: "color", "aria-label": texts.color(name) });
    const warning = el("span", { class: "wrong", role: "status" });
    picker.value = hexOf(color);
    const update = () => {
      if (own.checked) this.#colors.set(id, picker.value);
      else this.#colors.delete(id);
      const ratio = contrastWithWhite(picker.value);
      const isWeak = own.checked && ratio < LEAST_CONTRAST;
      const shown = ratio.toLocaleString(document.documentElement.lang, {
        maximumFractionDigits: 1,
      });
      warning.textContent = isWeak ? texts.contrast(shown) : "";
      this.#changed();
    };
    own.addEventListener("change", update);
    picker.addEventListener("change", () => {
      own.checked = true;
      update();
    });
    const label = el("label", { for: own.id }, texts.ownColor(name));
    return el("div", { class: "field flag" }, own, label, picker, warning);
  }
}

/** Returns a CSS colour as `#rrggbb`, which is what a colour field takes. */
function hexOf(color: string): string {
  const context = document.createElement("canvas").getContext("2d")!;
  context.fillStyle = color;
  return String(context.fillStyle);
}

/** Returns the contrast ratio of `#rrggbb` and white (WCAG 2.2). */
export function contrastWithWhite(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05);
}
