/** The explainer: a text from normalisation to probability, each stage as one types. */
import { button, el } from "../../src/dom/el.js";
import { fileButton } from "../../studio/controls.js";
import { FetchError, fetchFile } from "../../studio/fetch-file.js";
import { bar, percent, quiet, tint, whole } from "./format.js";
import { ngrams } from "./ngrams.js";
import { normalise } from "./normalise.js";
import { probability, verdict } from "./probability.js";
import { sums } from "./sums.js";
import { lang, SAMPLES, texts } from "./texts.js";
import { tokens } from "./tokens.js";
import { nameOf, type Trace, type TraceLabel } from "./trace.js";
import { openModel, type Tracer } from "./tracer.js";
import { weights } from "./weights.js";

/** Address of the default model, relative to the site's first page; set by the build. */
declare const DEFAULT_MODEL: string;
/** Bytes of the files that are fetched; set by the build. */
declare const BYTES: Readonly<Record<"wasm" | "vi" | "en", number>>;

/** The scripts of the documentation are one folder below the site's first page. */
const SITE = new URL("../", import.meta.url);
const WASM = new URL("trace.wasm", import.meta.url);
const MODELS = { vi: DEFAULT_MODEL, en: "models/en-town.model" } as const;

/** UTF-16 code units that are traced: a long paragraph. Longer texts would make typing slow. */
const MOST = 2000;
/** Milliseconds without typing until screen readers hear the result. */
const PAUSE = 800;

/** The stages by the id of the element that shows them. */
const STAGES: Readonly<Record<string, (trace: Trace) => Node[]>> = {
  normalise,
  tokens,
  ngrams,
  weights,
  sums,
  probability,
};

let tracer: Tracer | undefined;
let announcement: ReturnType<typeof setTimeout> | undefined;
let frame = 0;

const stage = (name: string) => document.querySelector<HTMLElement>(`#stage-${name}`)!;

const input = el("textarea", { id: "text", rows: "4", spellcheck: "false" });
const modelStatus = el("p", { class: "quiet", role: "status" }, texts.loading);
const progress = el("progress", { "aria-label": texts.loading });
const retry = button({ click: () => again() }, texts.retry);
const lengthStatus = el("p", { class: "quiet", role: "status" });
const result = el("ul", { class: "result" });
const spoken = el("p", { class: "sr", role: "status" });
const samples = el("div", { class: "row" });
const models = el("select", { id: "models" });

function mount(): void {
  models.append(new Option(texts.modelVi, "vi"), new Option(texts.modelEn, "en"));
  models.value = lang;
  models.addEventListener("change", () => void choose(models.value as "vi" | "en"));
  const accept = ".model,.themelight";
  const file = fileButton(texts.open, accept, (file) => void openFile(file), "");
  const drop = el(
    "div",
    { class: "drop" },
    el("label", { for: "models" }, texts.models),
    el("div", { class: "row" }, models, file),
    quiet(texts.drop),
    el("div", { class: "row state" }, modelStatus, progress, retry),
  );
  stage("input").replaceChildren(
    drop,
    el("label", { for: "text" }, texts.text),
    input,
    samples,
    lengthStatus,
    el("p", { class: "label" }, texts.result),
    result,
    spoken,
  );
  acceptDrops(drop);
  input.addEventListener("input", schedule);
  void choose(lang);
}

/** Uses one of the site's models, and samples in its language. A text of the reader's stays. */
async function choose(name: "vi" | "en"): Promise<void> {
  samples.replaceChildren(
    el("span", { class: "quiet" }, texts.samples),
    ...SAMPLES[name].map(([title, text]) => button({ click: () => setText(text) }, title)),
  );
  const title = name === "vi" ? texts.modelVi : texts.modelEn;
  const read = (onBytes: OnBytes) => fetchFile(new URL(MODELS[name], SITE), onBytes);
  again = () => void choose(name);
  const loaded = await use(title, read, BYTES[name]);
  if (loaded && isSample(input.value)) setText(SAMPLES[name][0]![1]);
}

const isSample = (text: string) =>
  text === "" || Object.values(SAMPLES).some((list) => list.some(([, sample]) => sample === text));

async function openFile(file: File): Promise<void> {
  again = () => void openFile(file);
  await use(file.name, () => file.arrayBuffer(), 0);
}

/** The latest model that was asked for: an earlier one that loads later is not used. */
let asked = 0;
/** Tries again what failed. */
let again: () => void;

type OnBytes = (loaded: number) => void;

let wasm: Promise<ArrayBuffer> | undefined;
let wasmLoaded = 0;

/**
 * Loads a model, and the wasm with the first one.
 *
 * @param size the bytes that `read` reports at its end
 */
async function use(
  name: string,
  read: (onBytes: OnBytes) => Promise<ArrayBuffer>,
  size: number,
): Promise<boolean> {
  const number = ++asked;
  let modelLoaded = 0;
  const show = () => {
    if (number === asked) progress.value = (wasmLoaded + modelLoaded) / (BYTES.wasm + size);
  };
  state(texts.loading, "loading");
  show();
  wasm ??= fetchFile(WASM, (bytes) => {
    wasmLoaded = bytes;
    show();
  });
  wasm.catch(() => {
    // The next model tries again.
    wasm = undefined;
  });
  const model = read((bytes) => {
    modelLoaded = bytes;
    show();
  });
  try {
    const [engine, bytes] = await Promise.all([wasm, model]);
    const opened = await openModel(engine, new Uint8Array(bytes));
    if (number !== asked) {
      opened.close();
      return false;
    }
    tracer?.close();
    tracer = opened;
    state(texts.loaded(name, whole(opened.trace("").vocabulary)));
    update();
    return true;
  } catch (error) {
    if (number !== asked) return false;
    if (error instanceof FetchError) state(texts.notLoaded, "failed");
    else state(texts.failed((error as Error).message));
    return false;
  }
}

function state(text: string, kind?: "loading" | "failed"): void {
  const focused = document.activeElement === retry;
  modelStatus.textContent = text;
  progress.hidden = kind !== "loading";
  retry.hidden = kind !== "failed";
  if (focused && retry.hidden) models.focus();
}

/** Takes a file that is dropped anywhere on the page: a miss would open it instead. */
function acceptDrops(target: HTMLElement): void {
  const withFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!withFile(event)) return;
    event.preventDefault();
    target.classList.add("over");
  });
  document.addEventListener("dragleave", () => target.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    target.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void openFile(file);
  });
}

function setText(text: string): void {
  input.value = text;
  update();
}

/** Updates once a frame, however fast one types. */
function schedule(): void {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(update);
}

function update(): void {
  if (!tracer) return;
  const text = cut(input.value);
  lengthStatus.textContent = text.length < input.value.length ? texts.tooLong(whole(MOST)) : "";
  const trace = tracer.trace(text);
  result.replaceChildren(...trace.labels.map(resultItem));
  for (const [name, show] of Object.entries(STAGES)) stage(name).replaceChildren(...show(trace));
  announce(trace);
}

/** Returns the first `MOST` code units, without half a character at the end. */
function cut(text: string): string {
  const first = text.slice(0, MOST);
  return first.length < text.length && /[\ud800-\udbff]$/.test(first) ? first.slice(0, -1) : first;
}

function resultItem(label: TraceLabel): HTMLLIElement {
  const name = el("span", { class: "name" }, nameOf(label, lang));
  return tint(el("li", {}, name, bar(label.probability), verdict(label)), label);
}

function announce({ labels }: Trace): void {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    const tagged = labels
      .filter((label) => label.tagged)
      .map((label) => `${nameOf(label, lang)} ${percent(label.probability)}`);
    spoken.textContent = texts.announced(tagged.join(", ") || texts.noTheme);
  }, PAUSE);
}

mount();
