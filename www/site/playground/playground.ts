/** The playground: settings as a form, a sample article with the real embed, and the snippet. */
import { EMBED_SETTINGS } from "../../src/api/settings.js";
import { button, el } from "../../src/dom/el.js";
import { VERSION } from "../../src/version.js";
import { fileButton } from "../../studio/controls.js";
import { fetchFile } from "../../studio/fetch-file.js";
import { ColorFields } from "./colors.js";
import { SettingsForm } from "./form.js";
import { Preview } from "./preview.js";
import { policyOf, scriptOf, styleOf } from "./snippet.js";
import { texts } from "./texts.js";

/** The scripts of the documentation are one folder below the site's first page. */
const SITE = new URL("../", import.meta.url);
const ENGLISH = new URL("models/en-town.model", SITE);
const FOLDER = `/embed/${VERSION}/`;

const byId = (id: string) => document.querySelector<HTMLElement>(`#${id}`)!;
const place = byId("playground");
/** Written by the build. */
const integrity = place.dataset.integrity!;

const form = new SettingsForm((name) => {
  // Of another model the hash is another one.
  if (name === "model") {
    form.set("modelIntegrity", "");
    own = undefined;
  }
  update();
});
const colors = new ColorFields(() => update());
const status = el("p", { class: "quiet", role: "status" }, texts.loading);
const fileStatus = el("p", { class: "wrong", role: "alert" });
const frame = el("iframe", { title: texts.preview, class: "preview" });
const folder = el("input", { type: "text", id: "folder", spellcheck: "false", value: FOLDER });
const folderWrong = el("span", { class: "wrong", role: "alert", id: "folder-wrong" });

/** The model that the reader opened, or one of this site, and the address that stands for it. */
let own: { address: string; bytes: ArrayBuffer } | undefined;
/** The language of the sample article. */
let sample: "vi" | "en" = "vi";

const preview = new Preview(frame, {
  tagged(paragraphs, tagged, state, themes) {
    colors.show(themes);
    status.textContent = state === "found" ? texts.tagged(tagged, paragraphs) : texts.status[state];
  },
  failed(message) {
    const again = () => {
      update();
      frame.focus();
    };
    status.replaceChildren(texts.failed(message), " ", button({ click: again }, texts.retry));
  },
});

function mount(): void {
  const group = (name: string, ...children: Node[]) =>
    el("fieldset", {}, el("legend", {}, name), ...children);
  const models = el(
    "div",
    { class: "row" },
    button({ click: () => void chooseDefault() }, texts.useDefault),
    button({ click: () => void chooseEnglish() }, texts.useEnglish),
    fileButton(texts.openFile, ".model,.themelight", (file) => void openFile(file), ""),
  );
  const folderField = el(
    "div",
    { class: "field" },
    el("label", { for: "folder" }, texts.folder),
    folder,
    el("span", { class: "quiet" }, texts.folderHint),
    folderWrong,
  );
  folder.setAttribute("aria-describedby", "folder-wrong");
  folder.addEventListener("change", update);
  place.replaceChildren(
    frame,
    status,
    group(texts.common, form.common),
    group(texts.modelAndFiles, models, fileStatus, folderField, form.files),
    group(texts.look, colors.element),
    el("p", {}, button({ click: reset }, texts.reset)),
  );
  update();
}

/** Writes the snippet and marks the sample again. */
function update(): void {
  const { values } = form;
  const base = folderOf(folder.value);
  folderWrong.textContent = base ? "" : texts.folderWrong;
  const snippet = { folder: base ?? FOLDER, integrity, values };
  const style = styleOf(colors.properties);
  show("snippet", scriptOf(EMBED_SETTINGS, snippet));
  show("policy", `Content-Security-Policy: ${policyOf(snippet)}`);
  show("style", style);
  byId("style-part").hidden = style === "";
  status.textContent = values.auto === false ? texts.waiting : texts.loading;
  preview.show(`${SITE.pathname}docs/sample-${sample}.html`, {
    script: new URL("embed/themelight.js", SITE).href,
    integrity,
    values,
    style,
    own,
  });
}

/** Returns the address of a folder with a slash at its end; undefined if it is none. */
function folderOf(text: string): string | undefined {
  const address = text.trim();
  if (!/^(https?:\/)?\//.test(address) || !URL.canParse(address, SITE)) return undefined;
  return address.endsWith("/") ? address : `${address}/`;
}

function show(id: string, text: string): void {
  byId(`code-${id}`).querySelector("code")!.textContent = text;
}

function chooseDefault(): void {
  choose("", "", undefined, "vi");
}

async function chooseEnglish(): Promise<void> {
  await tryModel("/models/en-town.model", () => fetchFile(ENGLISH), "en");
}

/** Tries a file in the sample; the snippet has the address where the reader will put it. */
async function openFile(file: File): Promise<void> {
  await tryModel(`/${encodeURIComponent(file.name)}`, () => file.arrayBuffer(), sample);
}

async function tryModel(
  address: string,
  read: () => Promise<ArrayBuffer>,
  language: "vi" | "en",
): Promise<void> {
  try {
    const bytes = await read();
    choose(address, await sriOf(bytes), { address, bytes }, language);
  } catch (error) {
    fileStatus.textContent = texts.unread((error as Error).message);
  }
}

function choose(model: string, hash: string, file: typeof own, language: "vi" | "en"): void {
  fileStatus.textContent = "";
  form.set("model", model);
  form.set("modelIntegrity", hash);
  [own, sample] = [file, language];
  update();
}

/** Returns the SRI hash of a file; empty where the page may not compute it. */
async function sriOf(bytes: ArrayBuffer): Promise<string> {
  const hash = await crypto.subtle?.digest("SHA-256", bytes);
  return hash ? `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}` : "";
}

function reset(): void {
  form.reset();
  colors.reset();
  folder.value = FOLDER;
  chooseDefault();
}

mount();
