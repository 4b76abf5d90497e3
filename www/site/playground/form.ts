/** The form: a field for each setting of the schema. */
import { check } from "../../src/api/check.js";
import { EMBED_SETTINGS, type Kind, type Schema } from "../../src/api/settings.js";
import { el } from "../../src/dom/el.js";
import type { Values } from "./snippet.js";
import { type SettingName, texts } from "./texts.js";

/** Shown apart: they name files, and most sites leave them alone. */
const FILES: readonly SettingName[] = ["model", "modelIntegrity", "wasm", "base"];

const SCHEMA: Schema = EMBED_SETTINGS;
const NAMES = Object.keys(EMBED_SETTINGS) as SettingName[];

type Control = HTMLInputElement | HTMLSelectElement;

/** The fields of all settings, and their values. */
export class SettingsForm {
  readonly #controls = new Map<SettingName, Control>();
  readonly #errors = new Map<SettingName, HTMLElement>();
  readonly common: HTMLElement;
  readonly files: HTMLElement;

  /** @param changed called after the reader changed a value */
  constructor(changed: (name: SettingName) => void) {
    const fields = (names: readonly SettingName[]) =>
      el("div", { class: "fields" }, ...names.map((name) => this.#field(name, changed)));
    this.common = fields(NAMES.filter((name) => !FILES.includes(name)));
    this.files = fields(FILES);
  }

  /** Returns the valid values. An invalid one is left out, and its field says what it takes. */
  get values(): Values {
    const values: Record<string, string | number | boolean | undefined> = {};
    for (const [name, control] of this.#controls) {
      const value = readValue(control);
      const wrong = value === "" ? undefined : problem(name, value);
      const error = this.#errors.get(name)!;
      if (error.textContent !== (wrong ?? "")) error.textContent = wrong ?? "";
      control.setAttribute("aria-invalid", String(wrong !== undefined));
      if (!wrong) values[name] = value;
    }
    return values;
  }

  set(name: SettingName, value: string): void {
    this.#controls.get(name)!.value = value;
  }

  reset(): void {
    for (const [name, control] of this.#controls) fill(control, SCHEMA[name]!.default);
  }

  #field(name: SettingName, changed: (name: SettingName) => void): HTMLElement {
    const [label, hint] = texts.settings[name];
    const id = `setting-${name}`;
    const control = controlOf(SCHEMA[name]!.kind);
    const error = el("span", { class: "wrong", id: `${id}-wrong`, role: "alert" });
    const help = el("span", { class: "quiet", id: `${id}-hint` }, hint);
    control.id = id;
    control.name = name;
    control.setAttribute("aria-describedby", `${help.id} ${error.id}`);
    control.addEventListener("change", () => changed(name));
    fill(control, SCHEMA[name]!.default);
    this.#controls.set(name, control);
    this.#errors.set(name, error);
    const text = el("label", { for: id }, label, " ", el("code", {}, name));
    const isFlag = control instanceof HTMLInputElement && control.type === "checkbox";
    return el(
      "div",
      { class: isFlag ? "field flag" : "field" },
      ...(isFlag ? [control, text] : [text, control]),
      help,
      error,
    );
  }
}

function controlOf(kind: Kind): Control {
  if (kind === "flag") return el("input", { type: "checkbox" });
  if (typeof kind === "string") return el("input", { type: "text", spellcheck: "false" });
  if (isRange(kind)) {
    return el("input", { type: "number", min: String(kind[0]), max: String(kind[1]) });
  }
  const box = el("select");
  box.append(
    ...kind.map((word) => new Option(texts.choices[String(word)] ?? String(word), String(word))),
  );
  return box;
}

const isRange = (kind: Kind): kind is readonly [number, number] => typeof kind[0] === "number";

function fill(control: Control, value: unknown): void {
  if (control instanceof HTMLInputElement && control.type === "checkbox") {
    control.checked = value === true;
  } else control.value = value === undefined ? "" : String(value);
}

function readValue(control: Control): string | number | boolean {
  if (control instanceof HTMLSelectElement) return control.value;
  if (control.type === "checkbox") return control.checked;
  if (control.type === "number") return control.value === "" ? "" : Number(control.value);
  return control.value.trim();
}

/** Returns what a value should be, if the embed would refuse it. */
function problem(name: SettingName, value: unknown): string | undefined {
  let refused = false;
  check({ [name]: value }, SCHEMA, () => {
    refused = true;
  });
  if (!refused) return undefined;
  const { kind } = SCHEMA[name]!;
  if (kind === "selector") return texts.wrong.selector;
  if (kind === "hash") return texts.wrong.hash;
  return isRange(kind) ? texts.wrong.number(...kind) : texts.wrong.address;
}
