/** The work as one file: JSON, for another computer or for safe keeping. */
import { StudioError } from "../worker/rpc.js";
import { type ProjectData, VERSION } from "./data.js";

const FORMAT = "themelight-studio";

export function fileOf({ meta, examples, pool }: ProjectData): string {
  const { training, ...rest } = meta;
  const kept = training && { ...training, model: toBase64(training.model) };
  return JSON.stringify({ format: FORMAT, ...rest, training: kept, examples, pool });
}

/**
 * Reads a file that {@link fileOf} wrote.
 *
 * @throws StudioError `not-a-project`
 */
export function fromFile(name: string, text: string): ProjectData {
  try {
    const { format, examples, pool, training, ...rest } = object(JSON.parse(text), "the file");
    if (format !== FORMAT) throw new Error(`expected "format": "${FORMAT}"`);
    const version = number(rest.version, "version");
    if (version > VERSION) {
      throw new Error(`expected version ${VERSION} or earlier, found ${version}`);
    }
    const read = training === undefined ? {} : { training: trainingFrom(training) };
    const data = { meta: { ...rest, ...read }, examples, pool } as unknown as ProjectData;
    check(data);
    return data;
  } catch (cause) {
    throw new StudioError(
      "not-a-project",
      `${name}: expected a project file of the studio: ${(cause as Error).message}`,
      { name, detail: (cause as Error).message },
    );
  }
}

function trainingFrom(value: unknown) {
  const training = object(value, "training");
  object(training.report, "training.report");
  return { ...training, model: fromBase64(string(training.model, "training.model")) };
}

/** Checks what would otherwise fail later, far from its cause. */
function check({ meta, examples, pool }: ProjectData): void {
  string(meta.language, "language");
  string(meta.title, "title");
  string(meta.license, "license");
  number(meta.revision, "revision");
  object(meta.written, "written");
  list(meta.problems, "problems");
  list(meta.confirmed, "confirmed");
  for (const [i, theme] of list(meta.themes, "themes").entries()) {
    const { id, name, color } = object(theme, `themes[${i}]`);
    string(id, `themes[${i}].id`);
    object(name, `themes[${i}].name`);
    object(color, `themes[${i}].color`);
  }
  for (const [i, example] of list(examples, "examples").entries()) {
    const { id, text, labels } = object(example, `examples[${i}]`);
    string(id, `examples[${i}].id`);
    string(text, `examples[${i}].text`);
    for (const label of list(labels, `examples[${i}].labels`)) string(label, "a label");
  }
  for (const [i, one] of list(pool, "pool").entries()) {
    string(object(one, `pool[${i}]`).text, `pool[${i}].text`);
  }
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === "object" && value && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Error(`${where}: expected an object`);
}

function list(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${where}: expected a list`);
}

function string(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw new Error(`${where}: expected text`);
}

function number(value: unknown, where: string): number {
  if (typeof value === "number") return value;
  throw new Error(`${where}: expected a number`);
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
