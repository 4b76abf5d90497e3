/**
 * An imported model: a `.themelight` pack, a `.model` alone, or a zip of the folder that `themelight
 * train` writes, with an optional LICENSE.
 */
import { isPack, readPack } from "../../src/pack/index.js";
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
      `${fileName}: expected a model, a pack or a zip of at most ${most} MB, found ${found} MB.`,
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
  if (isPack(bytes)) return fromPack(fileName, bytes);
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

/** Returns the SHA-256 of a model without the header of its pack. */
export async function modelHash({ id, model }: Pick<Pack, "id" | "model">): Promise<string> {
  if (!isPack(model)) return id;
  // A stored pack that is damaged equals no other.
  const inner = await readPack(model).catch(() => undefined);
  return inner ? sha256(inner.model.slice()) : id;
}

/**
 * Keeps the whole pack as the model: the engine reads it, and runs its self-tests.
 */
async function fromPack(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Pack> {
  const { title, license, scores: found } = (await readPack(bytes)).header;
  const figures = isObject(found?.themes) ? Object.entries(found.themes) : [];
  const scores = scoresOf(
    found?.macro_f1,
    figures.map(([id, one]) => [id, isObject(one) ? one.f1 : undefined]),
  );
  return {
    id: await sha256(bytes),
    name: printable(title ?? fileName.replace(/\.themelight$/i, ""), 100) || "model",
    model: bytes,
    ...(license && { licence: printable(license, 120) }),
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
      "file/models",
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
    if (!Array.isArray(labels)) return undefined;
    const themes = labels.map((one): [unknown, unknown] => {
      const { id, metrics } = isObject(one) ? one : {};
      return [id, isObject(metrics) ? metrics.f1 : undefined];
    });
    return scoresOf(mean, themes);
  } catch {
    return undefined;
  }
}

/** Returns the valid scores; undefined without a mean. */
function scoresOf(
  mean: unknown,
  themes: readonly (readonly [id: unknown, f1: unknown])[],
): PackScores | undefined {
  if (!isScore(mean)) return undefined;
  const valid = themes
    .slice(0, MAX_THEMES)
    .flatMap(([id, f1]): [string, number][] =>
      typeof id === "string" && id !== "__proto__" && isScore(f1) ? [[id.slice(0, 200), f1]] : [],
    );
  return { mean, themes: Object.fromEntries(valid) };
}

const isScore = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= 1;
