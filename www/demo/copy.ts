import type { Texts } from "./texts.js";

/** Copies the embed's line. Without permission to write to the clipboard, selects it instead. */
export function copyOnClick(text: Texts): void {
  const snippet = document.querySelector<HTMLElement>("#snippet")!;
  const copied = document.querySelector<HTMLElement>("#copied")!;
  document.querySelector("#copy")!.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(snippet.textContent);
      copied.textContent = text.copied;
    } catch {
      getSelection()!.selectAllChildren(snippet);
      copied.textContent = text.selected;
    }
  });
}
