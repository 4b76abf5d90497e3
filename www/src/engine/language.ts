/**
 * Letters that show the language of a text, by language, in NFD. The Vietnamese ones are the vowels
 * with two marks, ơ and ư; đ, ă, ẹ and the like also occur in Romanian, Croatian or Yoruba.
 */
const LETTERS = new Map([
  ["vi", /\u031b|\u0323[\u0302\u0306]|[\u0302\u0306][\u0300\u0301\u0303\u0309]/],
]);

/** Share of words with such a letter. About 0.4 in Vietnamese, below 0.01 in other languages. */
const MIN_SHARE = 0.08;
/** Fewer words show no language: a headline or a name has none of the letters by chance. */
const MIN_WORDS = 10;

/**
 * Returns whether texts, such as the paragraphs of a page, are in a model's language. Vietnamese
 * without accents is not: the model reads no theme in it.
 *
 * True if that cannot be said: for fewer than 10 words, and for a language without special letters.
 *
 * @param language a language tag, as in `tagger.info.language`
 * @example isInLanguage(tagger.info.language, page.paragraphs.map(({ text }) => text))
 */
export function isInLanguage(language: string, texts: Iterable<string>): boolean {
  const letters = LETTERS.get(language.split("-")[0]!.toLowerCase());
  if (!letters) return true;
  let words = 0;
  let marked = 0;
  for (const text of texts) {
    // Each ideograph is a word, as for the model.
    const found = text.normalize("NFD").match(/\p{Script=Han}|[\p{L}\p{M}]+/gu) ?? [];
    words += found.length;
    for (const word of found) if (letters.test(word)) marked++;
  }
  return words < MIN_WORDS || marked >= words * MIN_SHARE;
}
