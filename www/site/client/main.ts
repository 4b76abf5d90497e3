/** What every page of the documentation runs: buttons that copy code, and the search. */
import { copyText } from "../../demo/copy.js";
import { mountSearch } from "./search.js";
import { texts } from "./texts.js";

for (const block of document.querySelectorAll("main pre")) addCopyButton(block);
mountSearch(document.querySelector<HTMLButtonElement>("#site-search")!);

function addCopyButton(block: Element): void {
  const frame = document.createElement("div");
  frame.className = "code";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "copy", textContent: texts.copy });
  const status = document.createElement("span");
  status.className = "copied";
  status.setAttribute("role", "status");
  button.addEventListener("click", () => copyText(block.querySelector("code")!, status, texts));
  block.replaceWith(frame);
  frame.append(block, button, status);
}
