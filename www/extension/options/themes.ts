/** The themes of the model in use: on or off, name, colours, threshold. */
import { GLYPHS, LINES } from "../../src/highlighter/theme-style.js";
import { entryOf } from "../shared/check.js";
import type { Inspected } from "../shared/messages.js";
import { byId, keyOf } from "../shared/page-dom.js";
import type { Settings, ThemeSettings } from "../shared/settings.js";
import { changeSettings } from "../shared/store.js";
import type { OptionsPage } from "./page.js";

export function showThemes(
  page: OptionsPage,
  { model, themes: all }: Settings,
  themes: Inspected["themes"],
): void {
  const { t, guarded } = page;
  const heads = document.createElement("div");
  heads.className = "theme heads";
  heads.append(
    ...["", t("themeName"), t("themeLight"), t("themeDark"), t("themeThreshold")].map(cell),
  );
  const rows = themes.map((theme, i) => {
    const own = entryOf(entryOf(all, model), theme.id) ?? {};
    const lang = document.documentElement.lang;
    const name = own.name ?? theme.name[lang] ?? theme.name.vi ?? theme.id;
    const {
      color = theme.color,
      colorDark = theme.colorDark,
      threshold = theme.threshold,
      on = true,
    } = own;
    const change = (what: ThemeSettings) =>
      changeSettings((old) => ({
        ...old,
        themes: {
          ...old.themes,
          [model]: {
            ...entryOf(old.themes, model),
            [theme.id]: { ...entryOf(entryOf(old.themes, model), theme.id), ...what },
          },
        },
      }));
    const row = document.createElement("div");
    row.className = on ? "theme" : "theme off";
    row.dataset.theme = theme.id;
    const switched = field("checkbox", `${theme.id} on`, t("themeOn", name), (input) =>
      change({ on: input.checked }),
    );
    switched.checked = on;
    const named = field("text", `${theme.id} name`, t("themeName"), (input) =>
      change({ name: input.value.trim() || undefined }),
    );
    named.maxLength = 100;
    named.value = name;
    const light = field("color", `${theme.id} light`, `${t("themeLight")}: ${name}`, (input) =>
      change({ color: input.value }),
    );
    light.value = color;
    const dark = field("color", `${theme.id} dark`, `${t("themeDark")}: ${name}`, (input) =>
      change({ colorDark: input.value }),
    );
    dark.value = colorDark;
    const least = field("range", `${theme.id} least`, `${t("themeThreshold")}: ${name}`, (input) =>
      change({ threshold: Number(input.value) / 100 }),
    );
    Object.assign(least, {
      min: "5",
      max: "99",
      step: "1",
      value: String(Math.round(threshold * 100)),
    });
    const output = document.createElement("output");
    output.textContent = `${least.value}%`;
    least.oninput = () => {
      output.textContent = `${least.value}%`;
    };
    const range = document.createElement("span");
    range.className = "range";
    range.append(least, output);
    const toggle = document.createElement("label");
    const look = {
      line: LINES[i % LINES.length]!,
      glyph: GLYPHS[i % GLYPHS.length]!,
      color,
      colorDark,
    };
    toggle.append(switched, keyOf(look));
    row.append(
      toggle,
      part("named", "", named),
      part("light", t("themeLight"), light),
      part("dark", t("themeDark"), dark),
      part("least", t("themeThreshold"), range),
    );
    return row;
  });
  byId("themes").replaceChildren(heads, ...rows);
  byId("themes-reset").onclick = guarded(() =>
    changeSettings((old) => {
      const { [model]: _, ...others } = old.themes;
      return { ...old, themes: others };
    }),
  );

  function field(
    type: string,
    key: string,
    label: string,
    change: (input: HTMLInputElement) => Promise<unknown>,
  ): HTMLInputElement {
    const input = document.createElement("input");
    input.type = type;
    input.dataset.key = key;
    input.ariaLabel = label;
    input.onchange = guarded(() => change(input));
    return input;
  }
}

/** A control with its name, which shows where the heads of the columns do not. */
function part(className: string, name: string, control: HTMLElement): HTMLElement {
  const label = document.createElement("label");
  label.className = className;
  label.append(cell(name), control);
  return label;
}

function cell(text: string): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}
