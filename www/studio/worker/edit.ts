/** Changes to the work, without storage or training. */
import { isInLanguage } from "../../src/engine/language.js";
import { type ProjectData, VERSION } from "../keep/data.js";
import type { Example, ThemeDefinition, Training } from "../training.js";

export const EMPTY: ProjectData = {
  meta: {
    version: VERSION,
    language: "vi",
    negatives: "examples",
    themes: [],
    written: {},
    problems: [],
    title: "",
    license: "",
    revision: 0,
    confirmed: [],
  },
  examples: [],
  pool: [],
};

/**
 * Adds examples to others. An id that is taken gets a number. The ids of a first file stay as they
 * are: without a group, the id decides the fold, and the command line must make the same model.
 */
export function merged(old: readonly Example[], more: readonly Example[]): Example[] {
  const taken = new Set(old.map(({ id }) => id));
  const unique = (id: string): string => {
    for (let n = 1; ; n++) {
      const tried = n === 1 ? id : `${id}-${n}`;
      if (!taken.has(tried)) return tried;
    }
  };
  return [...old, ...more.map((one) => ({ ...one, id: unique(one.id) }))];
}

/** Returns the examples with the labels as the imported files write them. */
export function asWritten(
  examples: readonly Example[],
  written: Readonly<Record<string, string>>,
): Example[] {
  const label = (id: string) => written[id] ?? id;
  return examples.map((one) => ({
    ...one,
    labels: one.labels.map(label),
    ...(one.ignore && { ignore: one.ignore.map(label) }),
  }));
}

/** Paragraphs that are read to recognise the language. */
const SAMPLE = 200;

/** Returns the language of the examples: Vietnamese or English. */
export const languageOf = (examples: readonly Example[]): string => {
  const texts = examples.slice(0, SAMPLE).map(({ text }) => text);
  return isInLanguage("vi", texts) ? "vi" : "en";
};

/**
 * Returns the themes that the examples use, in the order of their ids. What was known of a theme
 * stays.
 *
 * @param names the names as written in the file, by id
 */
export function themesOf(
  examples: readonly Example[],
  known: readonly ThemeDefinition[],
  names: ReadonlyMap<string, string>,
  training: Training,
): ThemeDefinition[] {
  const ids = new Set(examples.flatMap(({ labels, ignore = [] }) => [...labels, ...ignore]));
  const named = [...ids].sort().map((id) => ({ id, name: names.get(id) ?? id }));
  const plain = training.plainThemes(named);
  const found = plain.map(({ id }) => known.find((theme) => theme.id === id));
  // A theme that joins others takes a colour that none of them has.
  const taken = new Set(found.map((theme) => theme?.color.light));
  const free = paletteOf(training).filter(({ light }) => !taken.has(light));
  return plain.map((theme, i) => found[i] ?? { ...theme, color: free.shift() ?? theme.color });
}

/** Colours that the training gives to themes, in its order. */
const COLORS = 32;

export const paletteOf = (training: Training): ThemeDefinition["color"][] =>
  training
    .plainThemes(Array.from({ length: COLORS }, (_, i) => ({ id: String(i), name: String(i) })))
    .map(({ color }) => color);
