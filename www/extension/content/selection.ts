/** Shows the themes of the selected text in a card. Escape or a click outside closes it. */
import { button, el } from "../../src/dom/el.js";
import { stylesOf } from "../../src/highlighter/theme-style.js";
import { percentOf } from "../../src/i18n/fill.js";
import { type Lang, TEXTS } from "../../src/i18n/index.js";
import { translator } from "../shared/i18n.js";
import { request } from "../shared/request.js";
import { openBox } from "./own-box.js";

export async function showSelection(text: string, lang: Lang): Promise<void> {
  const t = translator(lang);
  const box = openBox("themelight-note", lang);
  const life = new AbortController();
  const close = () => {
    life.abort();
    box.close();
  };
  const { signal } = life;
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), {
    signal,
    capture: true,
  });
  const elsewhere = (event: Event) => !event.composedPath().includes(box.host) && close();
  document.addEventListener("pointerdown", elsewhere, { signal, capture: true });
  const head = el(
    "div",
    { class: "head" },
    el("h2", {}, t("selection")),
    button({ "aria-label": t("close"), click: close }, "×"),
  );
  const card = el("div", { class: "card", role: "status" }, head);
  box.root.append(card);
  card.append(
    ...(await answer(text, lang).catch((cause: Error) => [
      el("p", { class: "soft" }, cause.message),
    ])),
  );
}

async function answer(text: string, lang: Lang): Promise<Node[]> {
  const t = translator(lang);
  const { themes, refused } = await request("begin", {});
  if (refused) return [el("p", { class: "soft" }, t("never"))];
  const { scores } = await request("tag", { texts: [text] });
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const rows = stylesOf(themes, lang, dark)
    .map((theme, i) => ({ theme, score: scores[0]?.[i] ?? 0 }))
    .filter(({ theme, score }) => score >= theme.threshold)
    .sort((a, b) => b.score - a.score)
    .map(({ theme, score }) => {
      const glyph = el("span", {}, theme.glyph);
      glyph.style.color = theme.color;
      return el("li", {}, glyph, theme.name, el("b", {}, percentOf(TEXTS[lang], score)));
    });
  return rows.length ? [el("ul", {}, ...rows)] : [el("p", { class: "soft" }, t("selectionNone"))];
}
