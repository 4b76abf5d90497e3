/** Reads JSON files strictly. */
import { LimitError, ValidationError } from "../shared/check.js";
import { MAX_SETTINGS_FILE } from "../shared/limits.js";

/** @throws {LimitError} for a file that is too large, before it is read. */
export function checkJsonSize(fileName: string, size: number): void {
  if (size > MAX_SETTINGS_FILE) {
    throw new LimitError(
      "file",
      `${fileName}: expected at most ${MAX_SETTINGS_FILE / 1024} KB, found ${Math.ceil(size / 1024)} KB.`,
    );
  }
}

/**
 * @throws {ValidationError} for text that is not JSON, and for repeated keys in an object.
 */
export function parseJson(fileName: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ValidationError(
      `${fileName} is not JSON (${(cause as Error).message.slice(0, 200)}).`,
      "file/json",
    );
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) {
    throw new ValidationError(
      `${fileName}: "${twice.slice(0, 60)}" stands twice in one object.`,
      "file/json",
    );
  }
  return value;
}

/**
 * Refuses repeated keys, of which `JSON.parse` silently keeps the last. The text must be valid
 * JSON.
 */
function repeatedKey(text: string): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  for (const [token, string, colon] of text.matchAll(
    /("(?:[^"\\]|\\[\s\S]?)*(?:"|$))\s*(:?)|[{}[\]]/g,
  )) {
    if (token === "{") objects.push(new Set());
    else if (token === "[") objects.push(undefined);
    else if (token === "}" || token === "]") objects.pop();
    else if (colon) {
      const key = JSON.parse(string!) as string;
      const keys = objects.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}
