import { bare, doc } from "../dom/native.js";
import { isWriting } from "../dom/typing.js";
import type { LegendModel } from "./model.js";

/** J and K step through the paragraphs with themes, Enter explains one, Escape selects none. */
export function listenToKeys(page: LegendModel): void {
  page.keys = page.settings.keys && page.storage.get("keys") !== "off";
  doc.addEventListener(
    "keydown",
    page.guard((event) => {
      if (!page.keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
        return;
      if (isWriting(event)) return;
      const key = event.key.toLowerCase();
      const { selected } = page;
      if (key === "escape" && selected >= 0) page.select(-1);
      else if (key === "j" || key === "k") page.step(key === "j" ? 1 : -1, { focus: true });
      else if (key === "enter" && page.paragraphs[selected]?.element === event.composedPath()[0])
        // Enter on anything else, such as a link in the paragraph, is not ours.
        page.explainFor(selected);
      else return;
      event.preventDefault();
    }),
    bare({ signal: page.signal }),
  );
}
