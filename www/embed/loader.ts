/**
 * The embed's first script, all a page pays before its article comes into view. It reads the settings, puts
 * `window.themelight` there, and fetches the rest when an article nears the view or someone asks.
 *
 * It trusts two things: its own `<script>` element and the site's JSON script tag. Everything else
 * on the page may have been written by a reader: names, ids and form fields that shadow properties.
 */
import { EMBED_KINDS, type EmbedSettings } from "../src/config/embed.js";
import { check } from "../src/config/index.js";
import { bare, doc, isScript } from "../src/dom/native.js";
import { ThemelightError } from "../src/engine/error.js";
import { type Open, openByFetch } from "../src/engine/open.js";
import type { LoadOptions, Tagger } from "../src/engine/types.js";
import { report, reporting } from "../src/highlighter/events.js";
import { compare } from "../src/highlighter/owner.js";
import type { Page } from "../src/highlighter/page.js";
import { type Lang, langOf } from "../src/i18n/lang.js";
import { VERSION } from "../src/version.js";
import { OPTED_OUT, type ThemelightGlobal } from "./global.js";
import { importRest, type Rest } from "./parts.js";
import { settingsOf } from "./settings.js";

/** A file beside this script: its name with its version, and the hash of what it must be. */
type File = readonly [name: string, integrity: string];

/** The other files; the build puts them in. */
declare const FILES: {
  readonly rest: File;
  readonly wasm: File;
  readonly model: File;
  /** How the widget looks and what it says, one file a language. */
  readonly ui: Readonly<Record<Lang, File>>;
};

/** What an article usually is, for the guess when to start; the finder looks closer. */
const ARTICLE =
  "[data-themelight-root],article,main,[role=main],[itemprop~=articleBody],[class*=article],[class*=content],[class*=detail]";

/** Signs of a page that its framework wakes up after the server sent it. */
const HYDRATES =
  "[src*='/_next/'],[src*='/_nuxt/'],#___gatsby,[data-reactroot],[data-server-rendered],[ng-server-context]," +
  "astro-island";

const ONCE = bare({ once: true });

const own = ownScript();
const warn = (message: string) => console.warn(`Themelight: ${message}`);
let settings: Partial<EmbedSettings> = bare({});

function begin(): void {
  settings = settingsOf(own, warn);
  publish({ version: VERSION, attach, load });
  if (settings.auto === false || doc.documentElement.hasAttribute(OPTED_OUT)) return;
  whenParsed(() => {
    // A framework that still has to hydrate the server's page must find it as the server sent it.
    if (doc.readyState === "complete" || !doc.querySelector(HYDRATES)) whenNear();
    else addEventListener("load", reporting(whenNear), ONCE);
  });
}

/** A global of the page's own with our name stays the page's; the article is tagged all the same. */
function publish(api: ThemelightGlobal): void {
  const taken = ownGlobal();
  if (taken && !isApi(taken)) {
    warn("window.themelight belongs to the page already, so that scripts cannot call attach().");
    return;
  }
  Object.defineProperty(window, "themelight", bare({ value: api, writable: true, configurable: true }));
}

/** Elements and frames with that id or name are no own properties of the window. */
const ownGlobal = (): unknown => Object.getOwnPropertyDescriptor(window, "themelight")?.value;

const isApi = (value: unknown): value is ThemelightGlobal =>
  value instanceof Object && Object.hasOwn(value, "version") && Object.hasOwn(value, "attach");

function whenParsed(then: () => void): void {
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", reporting(then), ONCE);
  else then();
}

/** Attaches once an article is a screen away. Pages without a likely element are left to the finder at once. */
function whenNear(): void {
  const root = typeof settings.root === "string" ? settings.root : ARTICLE;
  const articles = doc.querySelectorAll(root);
  const go = () => {
    // `attach` has reported the failure; nobody waits for this call.
    attach().catch(() => {});
  };
  if (!articles.length || typeof IntersectionObserver !== "function") {
    go();
    return;
  }
  const near = new IntersectionObserver(
    reporting((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      go();
    }),
    bare({ rootMargin: "100%" }),
  );
  for (const article of articles) near.observe(article);
}

/** Highlights the page; resolves to its handle. Fails with one message in the console and one event. */
async function attach(options: Partial<EmbedSettings> = {}): Promise<Page> {
  try {
    const given = bare({ ...settings, ...check<EmbedSettings>({ ...options }, EMBED_KINDS, warn) });
    const { auto: _, base: __, model, wasm, ...rest } = given;
    const lang = langOf(given.lang);
    const [tagger, { open }, ui] = await Promise.all([
      // One tagger a page, for every call.
      once("", () => load({ model: model && at(model), wasm: wasm && at(wasm) })),
      script(),
      once(lang, () => uiOf(lang)),
    ]);
    return await open(tagger, rest, { lang, ...ui });
  } catch (cause) {
    throw report(cause);
  }
}

const uiOf = async (lang: Lang) => {
  const [name, integrity] = FILES.ui[lang];
  return (await openByFetch(at(name), undefined, integrity)).json();
};

/** Requests engine, model and the rest at once: no download waits for another. */
async function load(options: LoadOptions = {}): Promise<Tagger> {
  const given = bare(options);
  const [wasm, model] = [at(FILES.wasm[0]), at(FILES.model[0])];
  // Our own files must match their hashes; the hashes of files that the site names are unknown.
  const request: Open = (address, signal) =>
    openByFetch(address, signal, address === wasm ? FILES.wasm[1] : address === model ? FILES.model[1] : "");
  const requested = new Map<unknown, Promise<Response>>();
  const start = (source: unknown, signal?: AbortSignal) => {
    if (typeof source !== "string" && !(source instanceof URL)) return;
    const response = request(source, signal);
    // The engine reports the failure, if it still wants the file.
    response.catch(() => {});
    requested.set(source, response);
  };
  // One engine serves all taggers; its request belongs to no single caller's signal.
  if (!engineRequested) start(given.wasm ?? wasm);
  engineRequested = true;
  start(given.model ?? model, given.signal);
  const open: Open = (address, signal) => {
    const response = requested.get(address);
    requested.delete(address);
    return response ?? request(address, signal);
  };
  return (await script()).load({ wasm, model, open }, given);
}

let engineRequested = false;

const script = (): Promise<Rest> => {
  const [name, integrity] = FILES.rest;
  const { href } = at(name);
  return once(href, () => importRest(href, integrity, own?.nonce ?? ""));
};

/** What was asked for already. */
const asked = new Map<string, Promise<unknown>>();

/** Asks once, and again only after a failure. */
function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
  let answer = asked.get(key) as Promise<T> | undefined;
  if (!answer) {
    answer = ask();
    answer.catch(() => asked.delete(key));
    asked.set(key, answer);
  }
  return answer;
}

/** A file of the embed's folder, or where the site says it is. */
const at = (file: string): URL => new URL(file, base());

function base(): string {
  const address = settings.base ?? own?.src;
  if (address) return new URL(address, doc.baseURI).href;
  throw new ThemelightError(
    "embed/base",
    "the script's own address is unknown; the page inlines or renames it. Say where its folder is in the setting base.",
  );
}

/** The script element; found by name where the browser does not say, as in modules and under script optimisers. */
function ownScript(): HTMLScriptElement | null {
  const current = doc.currentScript;
  if (isScript(current)) return current;
  return [...doc.scripts].findLast(({ src }) => /\/themelight\.js([?#]|$)/.test(src)) ?? null;
}

// Two copies: the newer one takes over, the same one is written twice by mistake and does no harm.
// What this throws, the build's wrapper reports.
const known = ownGlobal();
if (!isApi(known) || compare(VERSION, known.version) > 0) begin();
