/** The one place where wasm runs. The engine starts with the first question and ends when the browser puts us to sleep. */
import { load, type Tagger, type Theme, ThemelightError } from "../../src/engine/index.js";
import { pack } from "../shared/database.js";
import { BUILT_IN, type Settings } from "../shared/settings.js";

let current: { readonly id: string; readonly tagger: Promise<Tagger> } | undefined;

/** The tagger of the model in use; the one before it gives its memory back. */
export function taggerOf(id: string): Promise<Tagger> {
  if (current?.id === id) return current.tagger;
  const old = current;
  const tagger = start(id).catch((cause) => {
    if (current?.tagger === tagger) current = undefined;
    throw cause;
  });
  current = { id, tagger };
  // Questions that were on their way to it when the model changed are asked anew by their pages.
  old?.tagger.then(
    (one) => one.close(),
    () => {},
  );
  return tagger;
}

async function start(id: string): Promise<Tagger> {
  if (id === BUILT_IN) return load();
  const found = await pack(id);
  if (!found) {
    throw new ThemelightError(
      "model/missing",
      "The model in use is not on this computer any more. Choose another one in the options, or import it again.",
    );
  }
  return load({ model: found.model });
}

/** What a model says of itself. One that is not in use is opened for the question only. */
export async function inspect(id: string): Promise<Pick<Tagger, "themes" | "info">> {
  if (current?.id === id) return current.tagger;
  const tagger = await start(id);
  tagger.close();
  return tagger;
}

/** A theme as the reader wants it, with its place among the model's scores. */
export interface WantedTheme extends Theme {
  readonly at: number;
}

/** The model's themes with the reader's names, colours and thresholds, without those that are switched off. */
export function wantedThemes(themes: readonly Theme[], { model, themes: all }: Settings): WantedTheme[] {
  const wanted: WantedTheme[] = [];
  for (const [at, theme] of themes.entries()) {
    const { on = true, name, ...changed } = all[model]?.[theme.id] ?? {};
    if (!on) continue;
    const names = name ? { vi: name, en: name } : theme.name;
    wanted.push({ ...theme, ...defined(changed), name: names, at });
  }
  return wanted;
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
