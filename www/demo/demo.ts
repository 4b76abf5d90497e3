import type { ThemelightEvents } from "../src/api/events.js";
import { copyText } from "./copy.js";
import { figures, showFigures } from "./figures.js";
import { showPasted } from "./paste.js";
import { showProgress } from "./progress.js";
import { TEXTS } from "./texts.js";

const lang = document.documentElement.lang === "en" ? "en" : "vi";
const text = TEXTS[lang];
const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
const status = find("#status");

showProgress(lang, text);
showPasted(text, status);
find("#copy").addEventListener("click", () => {
  void copyText(find("#snippet"), find("#copied"), text);
});

document.addEventListener("themelight:tagged", ({ detail }) => showFigures(text, detail), {
  once: true,
});
document.addEventListener("themelight:error", ({ detail }) => fail(detail));
// The embed reports everything but its own absence.
const embed = document.querySelector<HTMLScriptElement>("script[src^='embed/']")!;
embed.addEventListener("error", () => {
  const message = `${embed.src} could not be loaded.`;
  const detail = { code: "embed/script", message } as const;
  document.dispatchEvent(new CustomEvent("themelight:error", { detail }));
});

/** Shows why the article has no marks, and a button that tries again. */
function fail({ code, message }: ThemelightEvents["themelight:error"]): void {
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button";
  again.textContent = text.retry;
  again.addEventListener("click", retry);
  status.dataset.state = "error";
  status.replaceChildren(text.failed(code), " ", again);
  figures.textContent = `${message} (${code})`;
}

function retry(): void {
  if (!window.themelight) {
    location.reload();
    return;
  }
  delete status.dataset.state;
  status.replaceChildren();
  find("#paste").focus();
  showProgress(lang, text);
  // A failure is an event as well.
  window.themelight.attach().catch(() => {});
}
