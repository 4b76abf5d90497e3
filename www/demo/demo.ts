import type { ThemelightEvents } from "../src/api/events.js";
import { copyText } from "./copy.js";
import { figures, showFigures } from "./figures.js";
import { showPasted } from "./paste.js";
import { TEXTS } from "./texts.js";

const text = TEXTS[document.documentElement.lang === "en" ? "en" : "vi"];
const status = document.querySelector<HTMLElement>("#status")!;

showPasted(text, status);
document.querySelector("#copy")!.addEventListener("click", () => {
  const byId = (id: string) => document.querySelector<HTMLElement>(id)!;
  void copyText(byId("#snippet"), byId("#copied"), text);
});

document.addEventListener("themelight:tagged", ({ detail }) => showFigures(text, detail), {
  once: true,
});
document.addEventListener("themelight:error", ({ detail }) => fail(detail));

/** Shows why the article has no marks. */
function fail({ code, message }: ThemelightEvents["themelight:error"]): void {
  status.dataset.state = "error";
  status.textContent = text.failed(code);
  figures.textContent = `${message} (${code})`;
}
