/** Finds sections of the documentation. Reads neither the page nor the network. */

export interface Section {
  readonly id: string;
  readonly depth: number;
  readonly title: string;
  readonly text: string;
}

/** One page of `search.json`. */
export interface IndexedPage {
  readonly page: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Hit {
  readonly page: IndexedPage;
  readonly section: Section;
  /** A part of the text around the first match, with the matches at odd indices. */
  readonly excerpt: readonly string[];
}

const MOST_HITS = 20;
/** UTF-16 code units before and after the first match of an excerpt. */
const BEFORE = 40;
const AFTER = 120;

/**
 * Returns a text in lower case, without diacritics unless `marks`; one code unit for each of the
 * given text in NFC.
 */
export function fold(text: string, marks = false): string {
  const lower = (letter: string) => {
    const small = letter.toLowerCase();
    const bare = marks ? small : small.normalize("NFD").replace(/\p{M}/gu, "").replace("đ", "d");
    return bare.length === letter.length ? bare : letter;
  };
  return text.normalize("NFC").replace(/[\s\S]/gu, lower);
}

/**
 * Returns the sections that have all words of the query, or words that begin with them; the best
 * first. A query without diacritics finds words with any; of two equal sections the one that has
 * the query's diacritics comes first.
 */
export function find(index: readonly IndexedPage[], query: string): Hit[] {
  const words = wordsOf(fold(query));
  if (words.length === 0) return [];
  const exact = wordsOf(fold(query, true));
  const hits: { hit: Hit; score: number }[] = [];
  for (const page of index) {
    for (const section of page.sections) {
      const score = scoreOf(page, section, words);
      if (score === 0) continue;
      const spelled = scoreOf(page, section, exact, true);
      hits.push({
        hit: { page, section, excerpt: excerpt(section.text, words) },
        score: score + spelled,
      });
    }
  }
  return hits
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Matches a word, or the beginning of one. Words have only letters and digits. */
const pattern = (word: string) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "gu");

/** Returns 0 if a word is missing. A match in a heading counts most, repetitions count little. */
function scoreOf(
  page: IndexedPage,
  section: Section,
  words: readonly string[],
  marks = false,
): number {
  const title = fold(section.title, marks);
  const name = fold(page.title, marks);
  const text = fold(section.text, marks);
  let sum = 0;
  for (const word of words) {
    const count = (where: string) => where.match(pattern(word))?.length ?? 0;
    const score =
      10 * Math.min(1, count(title)) + 4 * Math.min(1, count(name)) + Math.min(3, count(text));
    if (score === 0) return 0;
    sum += score;
  }
  // The first section of a page stands for the page.
  return section.depth === 1 ? sum + 2 : sum;
}

/** Splits the text around the first match so that every second piece is a match. */
function excerpt(text: string, words: readonly string[]): string[] {
  const shown = text.normalize("NFC");
  const folded = fold(shown);
  const found = words.map((word) => folded.search(pattern(word))).filter((at) => at >= 0);
  // 0 if the heading alone matches.
  const first = Math.min(...found, found.length > 0 ? shown.length : 0);
  const start = first > BEFORE ? shown.lastIndexOf(" ", first - BEFORE) + 1 : 0;
  const after = shown.indexOf(" ", first + AFTER);
  const end = after < 0 ? shown.length : after;
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})`, "gu");
  const pieces: string[] = [];
  let at = start;
  for (const { index, 0: hit } of folded.slice(start, end).matchAll(any)) {
    pieces.push(
      shown.slice(at, start + index),
      shown.slice(start + index, start + index + hit.length),
    );
    at = start + index + hit.length;
  }
  pieces.push(shown.slice(at, end));
  if (start > 0) pieces[0] = `… ${pieces[0]}`;
  if (end < shown.length) pieces[pieces.length - 1] += " …";
  return pieces;
}
