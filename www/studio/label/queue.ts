/** Texts that are worth a label. */
import type { PoolText } from "../keep/data.js";
import type { Training } from "../training.js";
import type { QueueItem, QueueKind } from "../worker/views.js";
import { isAnswered } from "./answers.js";

/** Returns texts of the pool without answers: at most 20, the best first. */
export function queueOf(
  engine: Training,
  model: Uint8Array,
  pool: readonly PoolText[],
  kind: QueueKind,
  theme: string,
): QueueItem[] {
  const open = pool.flatMap((one, index) => (isAnswered(one) ? [] : [{ index, text: one.text }]));
  if (!open.length) return [];
  const queues = engine.queues(
    model,
    open.map(({ text }) => text),
  );
  const chosen =
    kind === "random"
      ? queues.random
      : (queues[kind].find((queue) => queue.theme === theme)?.texts ?? []);
  return chosen.map(({ index }) => open[index]!);
}
