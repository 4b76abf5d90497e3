/**
 * The embed's first script, all a page pays before its article comes into view. It reads the settings, puts
 * `window.themelight` there, and fetches the rest when an article nears the view or someone asks.
 */
import { EMBED_KINDS, type EmbedSettings } from "../src/config/embed.js";
import { check } from "../src/config/index.js";
import { messageOf, ThemelightError } from "../src/engine/error.js";
import { readFiles } from "../src/engine/files.js";
import { type Open, openByFetch } from "../src/engine/open.js";
import type { LoadOptions, Tagger } from "../src/engine/types.js";
import type { ThemelightEvents } from "../src/highlighter/events.js";
import { compare } from "../src/highlighter/owner.js";
import type { Page } from "../src/highlighter/page.js";
import { type Lang, langOf } from "../src/i18n/lang.js";
import { VERSION } from "../src/version.js";
import { OPTED_OUT, type ThemelightGlobal } from "./global.js";
import { settingsOf } from "./settings.js";

/** A file beside this script: its name with its version, and the hash of what it must be. */
type File = readonly [name: string, integrity: string];

/** The other files; the build puts them in. */
declare const FILES: {
  readonly rest: string;
  readonly wasm: File;
  readonly model: File;
  /** How the widget looks and what it says, one file a language. */
  readonly ui: Readonly<Record<Lang, string>>;
};
type Rest = typeof import("./rest.js");

/** What an article usually is, for the guess when to start; the finder looks closer. */
const ARTICLE =
  "[data-themelight-root],article,main,[role=main],[itemprop~=articleBody],[class*=article],[class*=content],[class*=detail]";

/** Signs of a page that its framework wakes up after the server sent it. */
const HYDRATES =
  "[src*='/_next/'],[src*='/_nuxt/'],#___gatsby,[data-reactroot],[data-server-rendered],[ng-server-context]," +
  "astro-island";

const own = ownScript();
const warn = (message: string) => console.warn(`Themelight: ${message}`);
const settings = settingsOf(own, warn);
const known = window.themelight;

function begin(): void {
  const api: ThemelightGlobal = {
    version: VERSION,
    attach,
    load,
  };
  window.themelight = api;
  if (settings.auto === false || document.documentElement.hasAttribute(OPTED_OUT)) return;
  whenParsed(() => {
    // A framework that still has to hydrate the server's page must find it as the server sent it.
    if (document.readyState === "complete" || !document.querySelector(HYDRATES)) whenNear();
    else addEventListener("load", whenNear, { once: true });
  });
}

function whenParsed(then: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", then, { once: true });
  else then();
}

/** Attaches once an article is a screen away. Pages without a likely element are left to the finder at once. */
function whenNear(): void {
  const root = typeof settings.root === "string" ? settings.root : ARTICLE;
  const articles = document.querySelectorAll(root);
  const go = () => {
    // The failure has been told already; nobody waits for this call.
    attach().catch(() => {});
  };
  if (!articles.length) go();
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      go();
    },
    { rootMargin: "100%" },
  );
  for (const article of articles) near.observe(article);
}

/** Highlights the page; resolves to its handle. Fails with one message in the console and one event. */
async function attach(options: Partial<EmbedSettings> = {}): Promise<Page> {
  try {
    const given = { ...settings, ...check<EmbedSettings>({ ...options }, EMBED_KINDS, warn) };
    const { auto: _, base: __, model, wasm, ...rest } = given;
    const lang = langOf(given.lang);
    const [tagger, { open }, ui] = await Promise.all([
      // One tagger a page, for every call.
      once("", () => load({ model: model && at(model), wasm: wasm && at(wasm) })),
      script(),
      once(lang, async () => (await openByFetch(at(FILES.ui[lang]))).json()),
    ]);
    return open(tagger, rest, { lang, ...ui });
  } catch (cause) {
    const { code = "embed/failed", message } = cause as { code?: string; message: string };
    console.error(`Themelight: ${message}`);
    const detail: ThemelightEvents["themelight:error"] = { code, message };
    document.dispatchEvent(new CustomEvent("themelight:error", { detail }));
    throw cause;
  }
}

/** All files come at once: no download waits for another. */
async function load(options?: LoadOptions): Promise<Tagger> {
  const [wasm, model] = [at(FILES.wasm[0]), at(FILES.model[0])];
  // Ours are held against their hashes; what the site names itself is its own affair.
  const open: Open = (address, signal) =>
    openByFetch(address, signal, address === wasm ? FILES.wasm[1] : address === model ? FILES.model[1] : "");
  const platform = { wasm, model, open };
  const files = readFiles(platform, options);
  return (await script()).start(files);
}

const script = (): Promise<Rest> => {
  const address = at(FILES.rest).href;
  return once(address, () =>
    import(address).catch((cause: unknown) =>
      fail(
        "embed/script",
        `${address} could not be loaded (${messageOf(cause)}). Serve it beside themelight.js as text/javascript; from ` +
          "another origin with Access-Control-Allow-Origin, named in the Content-Security-Policy's script-src.",
      ),
    ),
  );
};

/** What was asked for already. */
const asked: Record<string, Promise<unknown>> = {};

/** Asks once, and again only after a failure. */
function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
  asked[key] ??= ask().catch((cause) => {
    delete asked[key];
    throw cause;
  });
  return asked[key] as Promise<T>;
}

function fail(code: string, message: string): never {
  throw new ThemelightError(code, message);
}

/** A file of the embed's folder, or where the site says it is. */
const at = (file: string): URL => new URL(file, base());

function base(): string {
  const address = settings.base ?? own?.src;
  if (address) return new URL(address, document.baseURI).href;
  return fail(
    "embed/base",
    "the script's own address is unknown; the page inlines or renames it. Say where its folder is in the setting base.",
  );
}

/** The script element; found by name where the browser does not say, as in modules and under script optimisers. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.scripts].findLast(({ src }) => /\/themelight\.js([?#]|$)/.test(src)) ?? null;
}

// Two copies: the newer one takes over, the same one is written twice by mistake and does no harm.
if (!known || compare(VERSION, known.version) > 0) begin();
