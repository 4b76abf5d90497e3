import { button, el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import { FORMATS, type Format, formatted } from "./export.js";
import { COLLAPSED } from "./fragment.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";
import { copy, linkTo, save } from "./share.js";

/** UTF-16 code units of a paragraph's text in the list; a line shows as many as fit. */
const MAX_TEXT = 99;
const MAX_ENTRIES = 200;

/**
 * A list of the paragraphs with themes: an overview, the accessible form of the strip, and where
 * they can be copied and saved.
 */
export function listPanel(page: LegendModel, announce: (text: string) => void): Panel {
  const { t } = page;
  const list = el("ol", { class: "list", part: "list" });
  let entries: HTMLButtonElement[] = [];
  let built = "";
  const entry = (index: number) => {
    const glyphs = page.themesOf(index).map(({ theme: { glyph, name, color } }) => {
      const node = el("span", { role: "img", "aria-label": name }, glyph);
      node.style.color = color;
      return node;
    });
    const click = () => page.select(index, { focus: true });
    const text = page.paragraphs[index]!.text.slice(0, MAX_TEXT);
    return button({ value: String(index), click }, ...glyphs, ` ${text}`);
  };
  const format = el(
    "select",
    { "aria-label": t.format },
    ...Object.keys(FORMATS).map((name) =>
      el("option", { value: name }, name === "txt" ? t.plainText : FORMATS[name as Format].name),
    ),
  );
  const chosen = () => format.value as Format;
  const n = () => page.shown.length;
  const tell = (told: string) => (done: boolean) =>
    announce(done ? fill(told, { n: n() }) : t.notCopied);
  const copyAll = () => void copy(formatted(page, chosen())).then(tell(t.copied));
  const copyLink = () => {
    const collapsed = page.collapsed && page.filtered.size ? `&${COLLAPSED}` : "";
    void copy(linkTo(`themelight=${[...page.filtered]}${collapsed}`)).then(tell(t.linkCopied));
  };
  const tools = el(
    "div",
    { class: "tools" },
    format,
    button({ class: "tab", click: copyAll }, t.copy),
    button(
      {
        class: "tab",
        click: () => save(formatted(page, chosen()), chosen(), FORMATS[chosen()].type),
      },
      t.save,
    ),
    button({ class: "tab", click: copyLink }, t.copyLink),
  );
  const key = page.settings.strip ? [el("p", { class: "hint" }, t.stripKey)] : [];
  return {
    node: el("div", { class: "panel" }, list, tools, ...key),
    update() {
      const shown = page.shown.slice(0, MAX_ENTRIES);
      const key = shown
        .map((i) => [i, ...page.themesOf(i).map(({ theme }) => theme.id)].join(" "))
        .join();
      if (key !== built) {
        built = key;
        entries = shown.map(entry);
        list.replaceChildren(...entries.map((one) => el("li", {}, one)));
      }
      for (const one of entries) {
        one.setAttribute("aria-current", String(Number(one.value) === page.selected));
      }
    },
  };
}
