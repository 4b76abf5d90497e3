/** Step 2: themes, and where paragraphs without a theme come from. */
import { el } from "../../src/dom/el.js";
import { GLYPHS } from "../../src/highlighter/theme-style.js";
import type { App, Render } from "../app.js";
import { keepFocus, radios, select, textField } from "../controls.js";
import { unlabelledButton } from "../import/unlabelled.js";
import type { Negatives } from "../keep/data.js";
import type { Overview, ThemeView } from "../worker/views.js";
import { colorProblems } from "./colors.js";

/** Languages that a model can be said to read; the paragraphs decide what it does read. */
const LANGUAGES = ["vi", "en"];

/** Notes on colours at a time. */
const NOTES = 3;

export function mountThemes(body: HTMLElement, app: App): Render {
  const { t, worker } = app;
  const list = el("div", { class: "themes" });
  const notes = el("div", { class: "notes" });
  const negatives = el("div");
  const language = el("div", { class: "mapping" });
  let shown = "";

  return (overview) => {
    if (!overview.themes.length) {
      shown = "";
      return body.replaceChildren(el("p", { class: "quiet" }, t.noThemesYet));
    }
    // Fields that have the focus stay: only another list of themes makes new ones.
    const ids = JSON.stringify(overview.themes.map(({ id }) => id));
    if (ids !== shown) {
      shown = ids;
      list.replaceChildren(...overview.themes.map((theme, i) => themeRow(app, theme, i)));
      body.replaceChildren(el("p", {}, t.themesHint), list, notes, negatives, language);
    }
    for (const [i, theme] of overview.themes.entries()) {
      const output = list.children[i]?.querySelector("output");
      if (output) output.textContent = t.themeCount(theme);
    }
    notes.replaceChildren(...colorNotes(app, overview));
    keepFocus(negatives, () => negatives.replaceChildren(...negativesView(app, overview)));
    keepFocus(language, () =>
      language.replaceChildren(
        select(
          t.languageOfTexts,
          LANGUAGES.map((lang) => [lang, t.languages[lang] ?? lang]),
          overview.language,
          (lang) => app.run(() => worker.setLanguage(lang)),
        ),
      ),
    );
  };
}

function themeRow({ t, lang, worker, run }: App, theme: ThemeView, index: number): HTMLElement {
  const other = lang === "vi" ? "en" : "vi";
  const name = (language: "vi" | "en") =>
    textField(
      `${t.themeName} (${t.languages[language]})`,
      theme.name[language] ?? theme.id,
      (text) => {
        if (text) void run(() => worker.setTheme(theme.id, { name: { [language]: text } }));
      },
    );
  const color = (page: "light" | "dark") => {
    const box = el("input", {
      type: "color",
      "aria-label": t.themeColor(theme.name[lang] ?? theme.id, page),
      change: () => {
        glyph.style.color = page === "light" ? box.value : glyph.style.color;
        void run(() => worker.setTheme(theme.id, { color: { ...colors(), [page]: box.value } }));
      },
    });
    box.value = theme.color[page];
    return box;
  };
  const glyph = el(
    "span",
    { class: "glyph", "aria-hidden": "true" },
    GLYPHS[index % GLYPHS.length]!,
  );
  glyph.style.color = `light-dark(${theme.color.light}, ${theme.color.dark})`;
  const light = color("light");
  const dark = color("dark");
  const colors = () => ({ light: light.value, dark: dark.value });
  return el(
    "div",
    { class: "theme", "data-theme": theme.id },
    glyph,
    name(lang),
    name(other),
    el(
      "span",
      { class: "field" },
      el("span", {}, t.colors),
      el("span", { class: "colors" }, light, dark),
    ),
    el("output", {}),
  );
}

function colorNotes({ t, lang }: App, { themes, suggestedColors }: Overview): HTMLElement[] {
  const nameOf = (id: string) => themes.find((theme) => theme.id === id)?.name[lang] ?? id;
  return colorProblems(themes, suggestedColors)
    .slice(0, NOTES)
    .map((problem) =>
      el(
        "p",
        { class: "notice" },
        problem.code === "contrast"
          ? t.lowContrast(nameOf(problem.theme), problem.on)
          : t.alike(nameOf(problem.theme), nameOf(problem.other)),
      ),
    );
}

function negativesView(app: App, overview: Overview): HTMLElement[] {
  const { t, worker, run } = app;
  const { negatives, pool, answered, withoutTheme } = overview;
  const options: [Negatives, string][] = [
    ["examples", t.negativesExamples(withoutTheme)],
    ["background", t.negativesBackground],
  ];
  if (pool > answered) options.push(["pool", t.negativesPool(pool - answered)]);
  const noNegatives = withoutTheme === 0 && negatives === "examples";
  return [
    ...(noNegatives ? [el("p", { class: "notice strong" }, t.cannotLearnNone)] : []),
    radios("negatives", t.negatives, options, negatives, (value) =>
      run(() => worker.setNegatives(value as Negatives)),
    ),
    el("p", {}, unlabelledButton(app)),
  ];
}
