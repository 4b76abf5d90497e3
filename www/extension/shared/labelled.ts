/** The reader's corrections as labelled JSON Lines, the form that `themelight train` and `evaluate` read. */
import type { Correction } from "./database.js";

/**
 * One line a paragraph: labels are the themes that the reader gave it. Themes that they said nothing about are open, so they
 * stand in `ignore`: silence is no label.
 */
export async function labelledLines(
  corrections: readonly Correction[],
  themes: readonly string[],
): Promise<string> {
  const lines = await Promise.all(
    corrections.map(async ({ text, verdicts }) => {
      const labels = themes.filter((theme) => verdicts[theme] === true);
      const ignore = themes.filter((theme) => verdicts[theme] === undefined);
      return JSON.stringify({
        id: `reader-${(await sha256(new TextEncoder().encode(text))).slice(0, 12)}`,
        text,
        labels,
        ignore,
      });
    }),
  );
  // In the order of the ids, so that the same corrections make the same file.
  return lines
    .sort()
    .map((line) => `${line}\n`)
    .join("");
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
