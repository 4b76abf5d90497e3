/** Which model tags: the one that ships, or an imported one; its labels, licence and scores. */
import { askOwn } from "../shared/ask-own.js";
import {
  dropCorrections,
  dropPack,
  keepPack,
  type Pack,
  type PackScores,
  packs,
} from "../shared/database.js";
import type { Inspected } from "../shared/messages.js";
import { byId } from "../shared/page-dom.js";
import { BUILT_IN, type Settings } from "../shared/settings.js";
import { changeSettings } from "../shared/store.js";
import type { OptionsPage } from "./options.js";
import { packFrom } from "./pack.js";

/** What the training measured of the model that ships; the build puts it in. */
declare const BUILT_IN_SCORES: PackScores;

/** Shows the models and gives the themes of the one in use. */
export async function showModels(page: OptionsPage, settings: Settings): Promise<Inspected["themes"]> {
  const { t, guarded } = page;
  const known: (Pick<Pack, "id" | "name" | "licence" | "scores"> | undefined)[] = [
    undefined,
    ...(await packs()),
  ];
  let themes: Inspected["themes"] = [];
  const rows = known.map(async (pack) => {
    const id = pack?.id ?? BUILT_IN;
    const row = document.createElement("li");
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "model", value: id, checked: settings.model === id });
    input.dataset.key = `model ${id}`;
    input.onchange = guarded(() => changeSettings((old) => ({ ...old, model: id })));
    label.append(input, pack?.name ?? t("modelBuiltIn"));
    row.append(label);
    try {
      const inspected = await askOwn("inspect", { model: id });
      if (settings.model === id) themes = inspected.themes;
      row.append(...about(page, pack, inspected));
    } catch (cause) {
      row.append(line((cause as Error).message, "about wrong"));
    }
    if (pack) row.append(remover(page, pack));
    return row;
  });
  byId("models").replaceChildren(...(await Promise.all(rows)));
  byId<HTMLInputElement>("model-file").onchange = guarded(() => importModel(page));
  return themes;
}

function about(
  { t }: OptionsPage,
  pack: Pick<Pack, "licence" | "scores"> | undefined,
  { themes, bytes }: Inspected,
): HTMLElement[] {
  const lang = document.documentElement.lang;
  const scores = pack ? pack.scores : BUILT_IN_SCORES;
  const names = themes.map(({ id, name }) => {
    const score = scores?.themes[id];
    return score === undefined ? (name[lang] ?? id) : `${name[lang] ?? id} (F1 ${score.toFixed(2)})`;
  });
  const licence = pack ? (pack.licence ?? t("modelNoLicence")) : "MIT / Apache 2.0";
  const quality = scores ? ` · F1 ${scores.mean.toFixed(2)}` : "";
  return [
    line(names.join(" · "), "about"),
    line(`${t("modelLicence", licence)} · ${Math.ceil(bytes / 1024)} KB${quality}`, "about quiet"),
  ];
}

function line(text: string, className: string): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

function remover({ t, guarded, tell }: OptionsPage, { id, name }: Pick<Pack, "id" | "name">): HTMLElement {
  const button = document.createElement("button");
  button.className = "link about";
  button.textContent = t("modelRemove");
  button.onclick = guarded(async () => {
    await changeSettings((old) => {
      const { [id]: _, ...themes } = old.themes;
      return { ...old, themes, model: old.model === id ? BUILT_IN : old.model };
    });
    await dropPack(id);
    await dropCorrections(id);
    button.closest("li")?.remove();
    tell(t("modelRemoved", name));
  });
  return button;
}

/** Kept only when the engine accepts it: it is read where it will run, and thrown away again when it is refused. */
async function importModel({ t, tell }: OptionsPage): Promise<void> {
  const input = byId<HTMLInputElement>("model-file");
  const file = input.files?.[0];
  if (!file) return;
  const pack = await packFrom(file.name, new Uint8Array(await file.arrayBuffer()));
  input.value = "";
  const had = (await packs()).some(({ id }) => id === pack.id);
  await keepPack(pack);
  try {
    await askOwn("inspect", { model: pack.id });
  } catch (cause) {
    if (!had) await dropPack(pack.id);
    throw cause;
  }
  await changeSettings((old) => ({ ...old, model: pack.id }));
  tell(t("modelImported", pack.name));
}
