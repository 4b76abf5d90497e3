/** A model pack: the `.model` alone, or a zip of the folder that `themelight train` writes, with a LICENSE if there is one. */
import { unzipSync } from "fflate";
import type { Pack, PackScores } from "../shared/database.js";
import { sha256 } from "../shared/labelled.js";

/** Larger files are no models of ours; a zip may not unfold to more, either. */
const MOST = 32 * 1024 * 1024;

export async function packFrom(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<Pack> {
  if (bytes.length > MOST) {
    throw new Error(
      `${fileName}: expected a model or a zip of at most 32 MB, found ${Math.ceil(bytes.length / 1048576)} MB.`,
    );
  }
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { model, name, report, licence } = zipped ? unzipped(fileName, bytes) : alone(fileName, bytes);
  const scores = report === undefined ? undefined : scoresIn(report);
  return {
    id: await sha256(model),
    name: name.replace(/\.model$/, "").slice(0, 100) || "model",
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

const alone = (name: string, model: Uint8Array<ArrayBuffer>): Parts => ({ model, name });

function unzipped(fileName: string, bytes: Uint8Array<ArrayBuffer>): Parts {
  let room = MOST;
  const wanted = /(?:^|\/)([^/]+\.model|report\.json|licen[cs]e[^/]*)$/i;
  let files: Record<string, Uint8Array<ArrayBuffer>>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.test(name) || name.includes("__MACOSX")) return false;
        room -= originalSize;
        return room >= 0;
      },
    });
  } catch (cause) {
    throw new Error(`${fileName} is no zip that can be read (${(cause as Error).message}).`);
  }
  const names = Object.keys(files);
  const models = names.filter((name) => /\.model$/i.test(name));
  if (models.length !== 1) {
    throw new Error(
      `${fileName}: expected one .model in the zip, found ${models.length}. Zip the folder that themelight train wrote.`,
    );
  }
  const textOf = (pattern: RegExp): string | undefined => {
    const name = names.find((one) => pattern.test(one));
    return name && new TextDecoder().decode(files[name]);
  };
  const licence = textOf(/licen[cs]e[^/]*$/i)
    ?.split("\n")
    .find((line) => line.trim())
    ?.trim()
    .slice(0, 120);
  return {
    model: files[models[0]!]!,
    name: models[0]!.split("/").at(-1)!,
    report: textOf(/report\.json$/i),
    licence,
  };
}

/** What we read of `report.json`. */
interface Report {
  readonly macro_f1: number;
  readonly labels: readonly { readonly id: string; readonly metrics: { readonly f1: number } }[];
}

/** The F1 that the training measured. A report that cannot be read is as good as none: it decides nothing. */
function scoresIn(report: string): PackScores | undefined {
  try {
    const { macro_f1: mean, labels } = JSON.parse(report) as Report;
    const themes = labels.map(({ id, metrics }) => [String(id), Number(metrics.f1)] as const);
    return Number.isFinite(mean) ? { mean, themes: Object.fromEntries(themes) } : undefined;
  } catch {
    return undefined;
  }
}
