/**
 * The built-in and imported models, with themes, licence and scores. One is in use.
 */
import { entryOf } from "../shared/check.js";
import {
  dropCorrections,
  dropPack,
  keepPack,
  moveCorrections,
  type Pack,
  type PackScores,
  packs,
  type UnreadableRecord,
} from "../shared/database.js";
import type { Inspected } from "../shared/messages.js";
import { byId } from "../shared/page-dom.js";
import { request } from "../shared/request.js";
import { BUILT_IN, type Settings } from "../shared/settings.js";
import { changeSettings } from "../shared/store.js";
import { onFile } from "./chosen-file.js";
import { failureOf } from "./failure.js";
import { checkPackSize, modelHash, packFrom } from "./pack.js";
import { make, type OptionsPage } from "./page.js";

/** The scores of the built-in model's training. The build defines them. */
declare const BUILT_IN_SCORES: PackScores;

/**
 * Shows the models. Returns the themes of the model in use, and the unreadable records of models.
 */
export async function showModels(
  page: OptionsPage,
  settings: Settings,
): Promise<{ themes: Inspected["themes"]; unreadable: readonly UnreadableRecord[] }> {
  const { t, guarded } = page;
  // The built-in model can be chosen even when the database cannot be read.
  const stored = await packs().catch((cause: unknown) => {
    page.notify(failureOf(t, cause));
    return { values: [], unreadable: [] };
  });
  const known: (Pick<Pack, "id" | "name" | "licence" | "scores"> | undefined)[] = [
    undefined,
    ...stored.values,
  ];
  const nameOf = (pack: Pick<Pack, "name"> | undefined) => pack?.name ?? t("modelBuiltIn");
  let themes: Inspected["themes"] = [];
  const rows = known.map(async (pack) => {
    const id = pack?.id ?? BUILT_IN;
    const row = make("li", "");
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, {
      type: "radio",
      name: "model",
      value: id,
      checked: settings.model === id,
    });
    input.dataset.key = `model ${id}`;
    input.onchange = guarded(() => changeSettings((old) => ({ ...old, model: id })));
    label.append(input, nameOf(pack));
    row.append(label);
    try {
      const inspected = await request("inspect", { model: id });
      if (settings.model === id) themes = inspected.themes;
      row.append(...about(page, pack, inspected));
    } catch (cause) {
      const { text, detail } = failureOf(t, cause, { name: nameOf(pack), kind: "model" });
      const wrong = make("p", "about wrong", text);
      wrong.title = detail;
      row.append(wrong);
    }
    if (pack) row.append(remover(page, pack));
    return row;
  });
  byId("models").replaceChildren(...(await Promise.all(rows)));
  onFile(page, "model-file", "model", (file) => importModel(page, file));
  return { themes, unreadable: stored.unreadable };
}

function about(
  { t }: OptionsPage,
  pack: Pick<Pack, "licence" | "scores"> | undefined,
  { themes, bytes }: Inspected,
): HTMLElement[] {
  const lang = document.documentElement.lang;
  const scores = pack ? pack.scores : BUILT_IN_SCORES;
  const names = themes.map(({ id, name }) => entryOf(name, lang) ?? id);
  const licence = pack ? (pack.licence ?? t("modelNoLicence")) : "MIT / Apache 2.0";
  const quality = scores ? ` · ${t("modelScore", Math.round(scores.mean * 100))}` : "";
  return [
    make("p", "about", names.join(" · ")),
    make(
      "p",
      "about quiet",
      `${t("modelLicence", licence)} · ${Math.ceil(bytes / 1024)} KB${quality}`,
    ),
  ];
}

function remover(
  { t, guarded, notify }: OptionsPage,
  { id, name }: Pick<Pack, "id" | "name">,
): HTMLElement {
  const button = make("button", "link about", t("modelRemove"));
  button.onclick = guarded(async () => {
    await changeSettings((old) => {
      const { [id]: _, ...themes } = old.themes;
      return { ...old, themes, model: old.model === id ? BUILT_IN : old.model };
    });
    await dropPack(id);
    await dropCorrections(id);
    button.closest("li")?.remove();
    notify(t("modelRemoved", name));
  });
  return button;
}

/**
 * Imports a model. Removes it again if the background cannot open it. A pack whose model is stored
 * already, with another header, replaces it: settings and corrections are kept.
 */
async function importModel({ t, notify }: OptionsPage, file: File): Promise<void> {
  checkPackSize(file.name, file.size);
  const pack = await packFrom(file.name, new Uint8Array(await file.arrayBuffer()));
  const stored = (await packs()).values;
  const old = await sameModel(pack, stored);
  await keepPack(pack);
  try {
    await request("inspect", { model: pack.id });
  } catch (cause) {
    if (!stored.some(({ id }) => id === pack.id)) await dropPack(pack.id);
    throw cause;
  }
  if (old) await moveCorrections(old.id, pack.id);
  await changeSettings((settings) => {
    if (!old) return { ...settings, model: pack.id };
    const { [old.id]: moved, ...themes } = settings.themes;
    return {
      ...settings,
      model: pack.id,
      themes: { ...themes, ...(moved && { [pack.id]: moved }) },
    };
  });
  if (old) await dropPack(old.id);
  notify(old ? t("modelReplaced", pack.name, old.name) : t("modelImported", pack.name));
}

/** Returns the stored pack that has the same model as another pack. */
async function sameModel(pack: Pack, stored: readonly Pack[]): Promise<Pack | undefined> {
  const hash = await modelHash(pack);
  for (const one of stored) {
    if (one.id !== pack.id && (await modelHash(one)) === hash) return one;
  }
  return undefined;
}
