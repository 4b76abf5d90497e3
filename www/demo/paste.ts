import type { Texts } from "./texts.js";

/** A shorter line without a full stop is shown as a heading. */
const LONGEST_HEADING = 120;

/**
 * Puts a pasted article in the place of the sample. The embed sees the change and marks it as it
 * would mark any page; nothing here calls it.
 */
export function showPasted(text: Texts, status: HTMLElement): void {
  const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
  const toggle = find("#paste");
  const form = find("#paste-form");
  const box = find<HTMLTextAreaElement>("#paste-text");
  const back = find(".back");
  const article = find("#article");
  const sample = [...article.childNodes];
  let pasted = false;

  const open = (on: boolean) => {
    form.hidden = !on;
    toggle.setAttribute("aria-expanded", String(on));
    if (!on) return;
    box.focus();
    // The next paste replaces the last one.
    box.select();
  };

  const show = () => {
    const lines = linesOf(box.value);
    if (!lines.length) {
      say(text.empty);
      box.focus();
      return;
    }
    pasted = true;
    article.replaceChildren(...lines.map(block));
    back.hidden = false;
    say(text.reading);
    open(false);
    toggle.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  };

  // The reason why nothing is marked stays: an embed that failed reads no pasted text either.
  const say = (message: string) => {
    if (status.dataset.state !== "error") status.textContent = message;
  };

  toggle.addEventListener("click", () => open(form.hidden !== false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  form.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "Escape") {
      open(false);
      toggle.focus();
    } else if (key === "Enter" && (ctrlKey || metaKey)) show();
  });
  box.addEventListener("input", (event) => {
    if ((event as InputEvent).inputType === "insertFromPaste") show();
  });
  find("#back").addEventListener("click", () => {
    pasted = false;
    article.replaceChildren(...sample);
    back.hidden = true;
    say("");
    toggle.focus();
  });
  document.addEventListener("themelight:tagged", ({ detail }) => {
    if (!pasted) return;
    const marked = article.querySelectorAll("[data-themelight]").length;
    say(detail.paragraphs ? text.pasted(detail.paragraphs, marked) : text.tooShort);
  });
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The first line of an article is its headline, if it is short; later short lines are its subheads. */
function block(line: string, index: number): HTMLElement {
  const isHeading = line.length <= LONGEST_HEADING && !/[.!?…:;,”"]$/.test(line);
  const element = document.createElement(isHeading ? (index === 0 ? "h2" : "h3") : "p");
  element.textContent = line;
  return element;
}
