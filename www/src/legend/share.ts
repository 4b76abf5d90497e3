/** Links to paragraphs, the clipboard, and files. */
import { el } from "../dom/el.js";
import { bare } from "../dom/native.js";
import { addressWith, PARAGRAPH } from "./fragment.js";

/** Words at either end by which a paragraph is found again. */
const WORDS = 6;

/**
 * Returns the fragment of a paragraph: hashes of its first and its last words, and its index. A
 * paragraph is found again after it moved, or after one of its ends was edited.
 */
export function keyOf(text: string, index: number): string {
  return `${PARAGRAPH}=${endsOf(text).join(".")}.${index}`;
}

/** Returns the index of the paragraph with this key, nearest to its old index; -1 = none. */
export function paragraphOf(key: string, paragraphs: readonly { readonly text: string }[]): number {
  const [first, last, index] = key.split(".");
  let found = -1;
  let best = 0;
  paragraphs.forEach(({ text }, i) => {
    const [a, b] = endsOf(text);
    const ends = Number(a === first) + Number(b === last);
    // A match of both ends counts more than any distance.
    const rank = ends && ends * 1e9 - Math.abs(i - (Number(index) || 0));
    if (rank > best) [found, best] = [i, rank];
  });
  return found;
}

function endsOf(text: string): [first: string, last: string] {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [hash(words.slice(0, WORDS).join(" ")), hash(words.slice(-WORDS).join(" "))];
}

/** 32 bits of FNV-1a, in base 36. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(36);
}

/** Returns the page's address with another fragment. */
export const linkTo = (fragment: string): string => addressWith(fragment);

/** Copies a text; resolves with false where the browser or the page forbids it. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Has the browser save a text as a file. */
export function save(text: string, ending: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], bare({ type })));
  el("a", { href: url, download: `themelight.${ending}` }).click();
  URL.revokeObjectURL(url);
}
