/**
 * Runs the engine. It starts at the first request and ends when the browser stops the background.
 */
import { load, type Tagger, type Theme, ThemelightError } from "../../src/engine/index.js";
import { entryOf, list } from "../shared/check.js";
import { packOf } from "../shared/database.js";
import { MAX_THEMES } from "../shared/limits.js";
import { theme } from "../shared/messages.js";
import { BUILT_IN, type Settings } from "../shared/settings.js";

let current: { readonly id: string; readonly tagger: Promise<Tagger> } | undefined;

/** Returns the tagger of a model, and closes the previous one. */
export function taggerOf(id: string): Promise<Tagger> {
  if (current?.id === id) return current.tagger;
  const old = current;
  const tagger = start(id).catch((cause) => {
    if (current?.tagger === tagger) current = undefined;
    throw cause;
  });
  current = { id, tagger };
  // Pages repeat requests that were pending when the model changed.
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
    // Names, ids and colours are written into style sheets, so control characters are refused.
    themesOfModel(tagger.themes, "the model's themes");
  } catch (cause) {
    tagger.close();
    throw cause;
  }
  return tagger;
}

/** Returns the themes of a model. Opens a model that is not in use for this call only. */
export async function inspect(id: string): Promise<Pick<Tagger, "themes" | "info">> {
  if (current?.id === id) return current.tagger;
  const tagger = await start(id);
  tagger.close();
  return tagger;
}

/** A theme with the reader's settings, and its index among the model's scores. */
export interface WantedTheme extends Theme {
  readonly at: number;
}

/**
 * Returns the model's enabled themes with the reader's names, colours and thresholds.
 */
export function wantedThemes(
  themes: readonly Theme[],
  { model, themes: all }: Settings,
): WantedTheme[] {
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
