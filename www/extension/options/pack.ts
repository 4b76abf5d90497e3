/**
 * A model pack: a `.model` alone, or a zip of the folder that `themelight train` writes, with an
 * optional LICENSE.
 */
import { isObject, LimitError, ValidationError } from "../shared/check.js";
import type { Pack, PackScores } from "../shared/database.js";
import { sha256 } from "../shared/labelled.js";
import { MAX_MODEL_FILE, MAX_THEMES } from "../shared/limits.js";
import { entriesOf, inflate, type ZipEntry } from "./zip.js";

const MB = 1024 * 1024;

/** @throws {LimitError} for a file that is too large, before it is read. */
export function checkPackSize(fileName: string, size: number): void {
  if (size > MAX_MODEL_FILE) {
    const found = Math.ceil(size / MB);
    const most = MAX_MODEL_FILE / MB;
    throw new LimitError(
      "file",
      `${fileName}: expected a model or a zip of at most ${most} MB, found ${found} MB.`,
    );
  }
}

/**
 * Reads a pack. Does not validate the model; the engine does.
 *
 * @throws {ValidationError} for a file that is not a pack.
 */
export async function packFrom(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Pack> {
  checkPackSize(fileName, bytes.length);
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { model, name, report, licence } = zipped
    ? await unzipped(fileName, bytes)
    : { model: bytes, name: fileName };
  const scores = report === undefined ? undefined : scoresIn(report);
  return {
    id: await sha256(model),
    name: printable(name.replace(/\.model$/i, ""), 100) || "model",
    model,
    ...(licence && { licence }),
    ...(scores && { scores }),
  };
}

interface Parts {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly report?: string | undefined;
  readonly licence?: string | undefined;
}

async function unzipped(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Parts> {
  const entries = entriesOf(fileName, bytes).filter(({ name }) => !name.includes("__MACOSX"));
  const models = entries.filter(({ name }) => /[^/]\.model$/i.test(name));
  const [model] = models;
  if (!model || models.length > 1) {
    throw new ValidationError(
      `${fileName}: expected one .model in the zip, found ${models.length}. Zip the folder that themelight train wrote.`,
    );
  }
  const bytesOf = (entry: ZipEntry) => inflate(fileName, bytes, entry);
  const textOf = async (entry: ZipEntry | undefined) =>
    entry && new TextDecoder().decode(await bytesOf(entry));
  const licence = await textOf(entries.find(({ name }) => /(?:^|\/)licen[cs]e[^/]*$/i.test(name)));
  return {
    model: await bytesOf(model),
    name: model.name.split("/").at(-1)!,
    report: await textOf(entries.find(({ name }) => /(?:^|\/)report\.json$/i.test(name))),
    licence: printable(licence?.split("\n").find((line) => line.trim()) ?? "", 120),
  };
}

/** Returns a text as one line without control characters. */
const printable = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, " ")
    .trim()
    .slice(0, most);

/**
 * Returns the F1 of the training; undefined for an unreadable report, which is only for display.
 */
function scoresIn(report: string): PackScores | undefined {
  try {
    const { macro_f1: mean, labels } = JSON.parse(report) as { macro_f1: unknown; labels: unknown };
    if (!isScore(mean) || !Array.isArray(labels)) return undefined;
    const themes = labels.slice(0, MAX_THEMES).flatMap((one): [string, number][] => {
      const { id, metrics } = isObject(one) ? one : {};
      const f1 = isObject(metrics) ? metrics.f1 : undefined;
      return typeof id === "string" && id !== "__proto__" && isScore(f1)
        ? [[id.slice(0, 200), f1]]
        : [];
    });
    return { mean, themes: Object.fromEntries(themes) };
  } catch {
    return undefined;
  }
}

const isScore = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= 1;
