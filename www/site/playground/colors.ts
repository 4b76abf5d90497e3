/** Colours of the themes, as custom properties of the site. */
import type { PageTheme } from "../../src/api/handle.js";
import { el } from "../../src/dom/el.js";
import { contrast, MIN_CONTRAST, PAPER } from "../../studio/themes/colors.js";
import { texts } from "./texts.js";

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
      const ratio = contrast(picker.value, PAPER.light);
      const isWeak = own.checked && ratio < MIN_CONTRAST;
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
