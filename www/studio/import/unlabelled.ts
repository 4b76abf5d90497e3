/** Adds a file of texts without labels. */
import type { App } from "../app.js";
import { fileButton } from "../controls.js";

export const unlabelledButton = ({ t, worker, run }: App): HTMLElement =>
  fileButton(t.addUnlabelled, ".txt,.csv,.tsv,.jsonl,.xlsx,.xls,.ods", async (file) => {
    await run(async () => {
      await worker.readFile(file.name, await file.arrayBuffer());
      await worker.remap({ labels: { style: "none" } });
      return worker.accept("add");
    });
  });
