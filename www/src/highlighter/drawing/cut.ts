/** Cuts cues where a reader would: at punctuation and between whole words. */
import { COMPOUNDS } from "./compounds.js";

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A syllable, number or code of the text. */
interface Word extends Span {
  /** NFC, lower case. */
  readonly norm: string;
  readonly capital: boolean;
  /** White space alone separates it from the word before. */
  readonly joined: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-/.,:][\p{L}\p{M}\p{N}]+)*/gu;
/** Words around a cue that can belong to it, in UTF-16 code units: two long syllables. */
const CONTEXT = 24;

/** Words that no cue begins or ends with: particles, prepositions, pronouns, forms of address. */
const FUNCTION_WORDS = new Set(
  `và của các những được cho về với trong là đã đang sẽ này đó từ đến tới tại ở theo khi do bởi để như có cũng rất
mà thì nhưng hoặc hay nên vì nếu ra vào lên trên dưới sau trước giữa qua bằng một hai ba bốn năm mỗi mọi cả cùng vẫn chỉ phải
bị có ông bà anh chị em ngày tháng lại nhiều sự rằng đối gồm cụ nhằm còn nữa thêm kể đây đấy ấy nào gì bao hơn nhất vừa mới tuổi giờ
đ triệu tỷ khoảng khỏi lúc rồi xảy hằng hàng lần thứ điểm khoản`.split(/\s+/),
);
/** Words that ask for another one after them: no cue ends with one. */
const OPEN_WORDS = new Set(
  "phó tổng bộ ban sở cục làm giữ người việc trở tỉnh huyện xã".split(" "),
);
/** Function words of two syllables. */
const FUNCTION_PAIRS = new Set(["một số", "sau đó", "mặt khác", "trong đó", "gồm có", "khi đó"]);
const TITLES = new Set(["ông", "bà", "anh", "chị"]);
const SURNAMES = new Set(
  "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô dương đinh trịnh lương phùng tô".split(
    " ",
  ),
);

/** Returns the parts of a span that a reader can be shown, none of them empty, in the order of the text. */
export function cut(text: string, { start, end }: Span): Span[] {
  const words = wordsAround(text, start, end);
  const pairs = pairsOf(words);
  const names = namesOf(words, pairs);
  const alone = (i: number) => !pairs.has(i) && !pairs.has(i - 1);
  const isPair = (i: number) => FUNCTION_PAIRS.has(`${words[i]?.norm} ${words[i + 1]?.norm}`);
  const droppable = (i: number): boolean => {
    const { norm } = words[i]!;
    if (!alone(i)) return false;
    return (
      names.has(i) ||
      FUNCTION_WORDS.has(norm) ||
      /^[\p{N}.,:/-]+$/u.test(norm) ||
      isPair(i) ||
      isPair(i - 1)
    );
  };
  const inside = words.flatMap((word, i) => (word.start < end && start < word.end ? [i] : []));
  const parts: Span[] = [];
  for (const run of runsOf(inside, words)) {
    let from = run[0]!;
    let to = run.at(-1)!;
    if (pairs.has(from - 1)) from--;
    if (pairs.has(to)) to++;
    while (from <= to && droppable(from)) from++;
    while (from <= to && (droppable(to) || (alone(to) && OPEN_WORDS.has(words[to]!.norm)))) to--;
    if (from <= to) parts.push({ start: words[from]!.start, end: words[to]!.end });
  }
  return parts;
}

function wordsAround(text: string, start: number, end: number): Word[] {
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, end + CONTEXT);
  const words: Word[] = [];
  for (const { 0: word, index } of text.slice(from, to).matchAll(WORD)) {
    const at = from + index;
    const last = words.at(-1);
    words.push({
      start: at,
      end: at + word.length,
      norm: word.normalize("NFC").toLowerCase(),
      capital: word !== word.toLowerCase(),
      joined: last !== undefined && /^\s*$/.test(text.slice(last.end, at)),
    });
  }
  return words;
}

/** Returns the indices of words that form a compound with the next word. */
function pairsOf(words: readonly Word[]): Set<number> {
  const pairs = new Set<number>();
  for (let i = 0; i + 1 < words.length; i++) {
    const [one, two] = [words[i]!, words[i + 1]!];
    if (two.joined && !pairs.has(i - 1) && COMPOUNDS.has(`${one.norm} ${two.norm}`)) pairs.add(i);
  }
  return pairs;
}

/** Returns the indices of words that belong to a person's name: capitals after a title or from a surname on. */
function namesOf(words: readonly Word[], pairs: ReadonlySet<number>): Set<number> {
  const names = new Set<number>();
  words.forEach((word, i) => {
    const last = words[i - 1];
    const next = words[i + 1];
    const follows =
      word.joined && last !== undefined && (names.has(i - 1) || TITLES.has(last.norm));
    const begins = SURNAMES.has(word.norm) && next?.joined === true && next.capital;
    if (word.capital && !pairs.has(i) && !pairs.has(i - 1) && (follows || begins)) names.add(i);
  });
  return names;
}

/** Splits indices of words where something other than white space is between them. */
function runsOf(inside: readonly number[], words: readonly Word[]): number[][] {
  const runs: number[][] = [];
  for (const i of inside) {
    const run = runs.at(-1);
    if (run && words[i]!.joined) run.push(i);
    else runs.push([i]);
  }
  return runs;
}
