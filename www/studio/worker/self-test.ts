/** Examples that a model pack carries, so that a reader of the pack can check its own answers. */
import type { ProjectData } from "../keep/data.js";

/** Texts with each theme, and without any. */
const EACH = 2;
/** Longest text, in UTF-16 code units. */
const LONGEST = 400;

export function selfTestTexts({ examples, meta }: ProjectData): string[] {
  const short = examples.filter(({ text }) => text.length <= LONGEST);
  const chosen = meta.themes.flatMap(({ id }) =>
    short.filter(({ labels }) => labels.includes(id)).slice(0, EACH),
  );
  const without = short.filter(({ labels, ignore }) => !labels.length && !ignore?.length);
  const texts = [...chosen, ...without.slice(0, EACH)].map(({ text }) => text);
  return [...new Set(texts)];
}
