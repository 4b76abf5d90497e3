/** Converts corrections to labelled JSON Lines for `themelight train` and `evaluate`. */
import { entryOf } from "./check.js";
import type { Correction } from "./database.js";
import type { Verdicts } from "./messages.js";

/**
 * Returns a line for each text. `labels` are the themes that the reader added; themes without a
 * verdict are unknown, so they are in `ignore`. A text that was corrected on several sites is one
 * line with the newest verdicts.
 */
export async function labelledLines(
  corrections: readonly Pick<Correction, "text" | "verdicts" | "at">[],
  themes: readonly string[],
): Promise<string> {
  const byText = new Map<string, Verdicts>();
  for (const { text, verdicts } of corrections.toSorted((a, b) => a.at - b.at)) {
    byText.set(text, { ...byText.get(text), ...verdicts });
  }
  const lines = await Promise.all(
    [...byText].map(async ([text, verdicts]) => {
      const labels = themes.filter((theme) => entryOf(verdicts, theme) === true);
      const ignore = themes.filter((theme) => entryOf(verdicts, theme) === undefined);
      const hash = await sha256(new TextEncoder().encode(text));
      return JSON.stringify({ id: `reader-${hash.slice(0, 12)}`, text, labels, ignore });
    }),
  );
  // Sorted, so that the same corrections give the same file.
  return lines
    .sort()
    .map((line) => `${line}\n`)
    .join("");
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
