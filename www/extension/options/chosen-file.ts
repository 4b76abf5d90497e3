/** A button that opens a file. */
import { byId } from "../shared/page-dom.js";
import { type ChosenFile, failureOf } from "./failure.js";
import type { OptionsPage } from "./page.js";

/**
 * Calls `open` with each file that the reader chooses. After a failure the message offers to choose
 * another file.
 */
export function onFile(
  { t, notify }: OptionsPage,
  id: string,
  kind: ChosenFile["kind"],
  open: (file: File) => Promise<void>,
): void {
  const input = byId<HTMLInputElement>(id);
  input.onchange = async () => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      await open(file);
    } catch (cause) {
      const again = { name: t("importAgain"), run: () => input.click() };
      notify(failureOf(t, cause, { name: file.name, kind }), again);
    } finally {
      // Otherwise the next choice of the same file fires no event.
      input.value = "";
    }
  };
}
