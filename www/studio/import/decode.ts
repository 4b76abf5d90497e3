/** Bytes of a text file to text: recognises the encoding. */

export type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "windows-1258";

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** Whether the file begins with a byte order mark. */
  readonly mark: boolean;
}

const MARKS: readonly [Encoding, readonly number[]][] = [
  ["UTF-8", [0xef, 0xbb, 0xbf]],
  ["UTF-16LE", [0xff, 0xfe]],
  ["UTF-16BE", [0xfe, 0xff]],
];

/** Bytes that are examined for UTF-16 without a mark. */
const SAMPLE = 4096;

/**
 * Decodes a text file. Without a mark, a file is UTF-16 if its ASCII characters show zero bytes,
 * UTF-8 if it is valid UTF-8, else windows-1258, the encoding of old Vietnamese Windows.
 */
export function decode(bytes: Uint8Array): Decoded {
  for (const [encoding, mark] of MARKS) {
    if (mark.every((byte, i) => bytes[i] === byte)) return decoded(bytes, encoding, true);
  }
  const wide = wideEncoding(bytes.subarray(0, SAMPLE));
  if (wide) return decoded(bytes, wide, false);
  try {
    return decoded(bytes, "UTF-8", false);
  } catch {
    return decoded(bytes, "windows-1258", false);
  }
}

function decoded(bytes: Uint8Array, encoding: Encoding, mark: boolean): Decoded {
  const text = new TextDecoder(encoding, { fatal: encoding === "UTF-8" }).decode(bytes);
  // windows-1258 writes tone marks as characters of their own.
  return { text: encoding === "windows-1258" ? text.normalize("NFC") : text, encoding, mark };
}

/** Returns the byte order if an eighth of the bytes are zero, as with Latin letters in UTF-16. */
function wideEncoding(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    if (bytes[i] === 0 && bytes[i + 1] !== 0) zeros[0]!++;
    if (bytes[i + 1] === 0 && bytes[i] !== 0) zeros[1]!++;
  }
  const [big = 0, little = 0] = zeros;
  if ((big + little) * 8 <= bytes.length) return undefined;
  return little > big ? "UTF-16LE" : "UTF-16BE";
}
