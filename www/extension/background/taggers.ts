/**
 * The only place where wasm runs. The engine starts with the first request and ends when the
 * browser stops us.
 */
import { load, type Tagger, type Theme, ThemelightError } from "../../src/engine/index.js";
import { entryOf, list } from "../shared/check.js";
import { packOf } from "../shared/database.js";
import { MAX_THEMES } from "../shared/limits.js";
import { theme } from "../shared/messages.js";
import { BUILT_IN, type Settings } from "../shared/settings.js";

let current: { readonly id: string; readonly tagger: Promise<Tagger> } | undefined;

/** Returns the tagger of a model, and closes the one before it. */
export function taggerOf(id: string): Promise<Tagger> {
  if (current?.id === id) return current.tagger;
  const old = current;
  const tagger = start(id).catch((cause) => {
    if (current?.tagger === tagger) current = undefined;
    throw cause;
  });
  current = { id, tagger };
  // Requests that were on their way to it when the model changed are sent anew by their pages.
  old?.tagger.then(
    (one) => one.close(),
    () => {},
  );
  return tagger;
}

const themesOfModel = list(theme, MAX_THEMES);

async function start(id: string): Promise<Tagger> {
  if (id === BUILT_IN) return load();
  const found = await packOf(id);
  if (!found) {
    throw new ThemelightError(
      "model/missing",
      "The model in use is not on this computer any more. Choose another one in the options, or import it again.",
    );
  }
  const tagger = await load({ model: found.model });
  try {
    // Names, ids and colours go into style sheets: a model with control characters in them is
    // refused.
    themesOfModel(tagger.themes, "the model's themes");
  } catch (cause) {
    tagger.close();
    throw cause;
  }
  return tagger;
}

/** Returns what a model says of itself. A model that is not in use is opened only for this. */
export async function inspect(id: string): Promise<Pick<Tagger, "themes" | "info">> {
  if (current?.id === id) return current.tagger;
  const tagger = await start(id);
  tagger.close();
  return tagger;
}

/** A theme as the reader wants it, with its index among the model's scores. */
export interface WantedTheme extends Theme {
  readonly at: number;
}

/**
 * The model's themes with the reader's names, colours and thresholds, without those that are
 * switched off.
 */
export function wantedThemes(themes: readonly Theme[], { model, themes: all }: Settings): WantedTheme[] {
  const wanted: WantedTheme[] = [];
  for (const [at, theme] of themes.entries()) {
    const { on = true, name, ...changed } = entryOf(entryOf(all, model), theme.id) ?? {};
    if (!on) continue;
    const names = name ? { vi: name, en: name } : theme.name;
    wanted.push({ ...theme, ...defined(changed), name: names, at });
  }
  return wanted;
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
