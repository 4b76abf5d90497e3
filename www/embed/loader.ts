/**
 * The embed's first script, which loads with the page. It reads the settings, sets
 * `window.themelight`, and fetches the rest when an article is near the view or a script calls
 * `attach`.
 *
 * It trusts its own `<script>` element and the site's JSON script tag only. Everything else on the
 * page may come from readers: names, ids and form fields that shadow properties.
 */
import { check } from "../src/api/check.js";
import type { PageHandle } from "../src/api/handle.js";
import { EMBED_SETTINGS, type EmbedSettings, withDefaults } from "../src/api/settings.js";
import { later } from "../src/dom/later.js";
import { bare, checkPromises, doc, isScript } from "../src/dom/native.js";
import { isOptedOut } from "../src/dom/opt-out.js";
import { customEvent, report, reporting } from "../src/dom/report.js";
import { isVast } from "../src/dom/sheets.js";
import { ThemelightError } from "../src/engine/error.js";
import { type Open, openByFetch } from "../src/engine/open.js";
import type { LoadOptions, Source, Tagger } from "../src/engine/types.js";
import { compare } from "../src/highlighter/owner.js";
import { VERSION } from "../src/version.js";
import type { ThemelightGlobal } from "./global.js";
import { type File, importPart, type Rest } from "./parts.js";
import { settingsOf } from "./settings.js";

/** The other files; defined by the build. */
declare const FILES: {
  readonly rest: File;
  readonly wasm: File;
  readonly model: File;
  readonly css: File;
};

/** Elements that may hold an article. Decides when to start; the finder decides what is tagged. */
const ARTICLE =
  "[data-themelight-root],article,main,[role=main],[itemprop~=articleBody]," +
  "[class*=article],[class*=content],[class*=detail]";

/** Signs of a page from a server that a framework hydrates. */
const HYDRATES =
  "[src*='/_next/'],[src*='/_nuxt/'],#___gatsby,[data-reactroot],[data-server-rendered]," +
  "[ng-server-context],astro-island";

/** Cancelled by a loader that runs in this document; `document.open` removes its listener. */
const RUNNING = "themelight:running";

const ONCE = bare({ once: true });

/** Milliseconds after which the work begins on a page that still loads, or is never idle. */
const DEADLINE = 3000;

/** Milliseconds in which the files must arrive: a page may have replaced `fetch`. */
const PATIENCE = 60_000;

const own = ownScript();
const warn = (message: string) => console.warn(`Themelight: ${message}`);
let settings: Partial<EmbedSettings> = bare({});
/** True once a script of the page has called `attach`. */
let attached = false;

function begin(): void {
  doc.addEventListener(RUNNING, (event) => event.preventDefault());
  if (doc.dispatchEvent(customEvent(RUNNING, null)))
    throw new TypeError("the page's addEventListener does nothing");
  settings = settingsOf(own, warn);
  publish({
    version: VERSION,
    // A script of the page does not wait until the page is idle.
    attach(options) {
      hurry();
      attached = true;
      return attach(options);
    },
    load(options) {
      hurry();
      return load(options);
    },
  });
  if (settings.auto === false || isOptedOut()) return;
  whenParsed(() => {
    // A framework must find the page as the server sent it until it has hydrated it.
    if (!isVast() && doc.querySelector(HYDRATES)) whenLoaded(whenNear);
    else whenNear();
  });
}

/** Sets `window.themelight`, unless the page uses the name; the article is tagged in any case. */
function publish(api: ThemelightGlobal): void {
  if (known && !isApi(known)) {
    warn("window.themelight is the page's own: scripts cannot attach");
    return;
  }
  Object.defineProperty(
    window,
    "themelight",
    bare({ value: api, writable: true, configurable: true }),
  );
}

const isApi = (value: unknown): value is ThemelightGlobal =>
  value instanceof Object && Object.hasOwn(value, "version") && Object.hasOwn(value, "attach");

function whenParsed(then: () => void): void {
  if (doc.readyState === "loading") doc.addEventListener("DOMContentLoaded", reporting(then), ONCE);
  else then();
}

function whenLoaded(then: () => void): void {
  if (doc.readyState === "complete") then();
  else addEventListener("load", reporting(then), ONCE);
}

/**
 * Attaches when an article is at most a screen away; at once if no element looks like an article.
 * Requests the files now, but begins the work when the page has loaded and is idle, or after
 * `DEADLINE`.
 */
function whenNear(): void {
  // Elements cannot be settings of a script tag.
  const root = settings.root as string | undefined;
  // Among very many elements, the search is a long task.
  const articles = isVast() ? [] : doc.querySelectorAll(root ?? ARTICLE);
  // The page may have replaced the observer by one that never calls back.
  let observed = !articles.length || typeof IntersectionObserver !== "function";
  const start = () => {
    near?.disconnect();
    // A second call would end the page handle that the script holds.
    if (attached) return;
    // `attach` has reported the failure.
    attach().catch(() => {});
    // Safari has no idle callbacks.
    whenLoaded(() => window.requestIdleCallback?.(hurry) || hurry());
  };
  const cancel = later(DEADLINE, () => {
    hurry();
    if (!observed) start();
  });
  // Nothing runs on a page that is marked.
  void quiet.then(cancel);
  const near = observed
    ? undefined
    : new IntersectionObserver(
        reporting((entries) => {
          observed = true;
          if (entries.some(isNear) || !entries.some(hasBox)) start();
        }),
        bare({ rootMargin: "100%" }),
      );
  if (near) for (const article of articles) near.observe(article);
  else start();
}

/** True also with `display: contents`: without a box it never intersects, but what is in it may. */
const isNear = ({ isIntersecting, target }: IntersectionObserverEntry): boolean =>
  isIntersecting || getComputedStyle(target).display === "contents";

const hasBox = ({ boundingClientRect }: IntersectionObserverEntry): boolean =>
  boundingClientRect.width > 0;

/** Resolves `quiet`: from then on the files are used as soon as they are there. */
let hurry: () => void;
const quiet = new Promise<void>((resolve) => {
  hurry = resolve;
});

/** Highlights the page. Rejects after one message in the console and one event. */
async function attach(options: Partial<EmbedSettings> = {}): Promise<PageHandle> {
  try {
    checkPromises();
    const set = { ...settings, ...check({ ...options }, EMBED_SETTINGS, warn) };
    const all = withDefaults(EMBED_SETTINGS, set);
    const { model, wasm, modelIntegrity } = all;
    // All calls share one tagger.
    const tagger = () =>
      once("tagger", () =>
        load({ model: model && at(model), wasm: wasm && at(wasm) }, modelIntegrity),
      );
    const [given, { open }, css] = await inTime(
      Promise.all([
        doc.querySelector("[data-themelight-model]") ? tagger : tagger(),
        script(),
        once("css", async () =>
          (await openByFetch(at(FILES.css[0]), undefined, FILES.css[1], "low")).text(),
        ),
      ]),
    );
    return await open(given, FILES.model[1], all, css, part);
  } catch (cause) {
    throw report(cause);
  }
}

/** @throws ThemelightError `load/network` if the files have not arrived after `PATIENCE`. */
function inTime<T>(files: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = later(PATIENCE, () =>
      reject(new ThemelightError("load/network", "the files did not arrive within a minute")),
    );
    files.then(resolve, reject).finally(cancel);
  });
}

/** Requests engine, model and the rest at the same time. */
async function load(options: LoadOptions = {}, integrity?: string): Promise<Tagger> {
  const given = bare(options);
  const [wasm, model] = [at(FILES.wasm[0]), at(FILES.model[0])];
  const hashes = new Map<unknown, string | undefined>([
    [wasm, FILES.wasm[1]],
    [model, FILES.model[1]],
    [given.model, integrity],
  ]);
  const requested = new Map<unknown, Promise<Response>>();
  const open: Open = (address, signal) => {
    // The hash of a file that the site names is unknown, unless it is given.
    const response =
      requested.get(address) ?? openByFetch(address, signal, hashes.get(address), "low");
    requested.delete(address);
    return response;
  };
  const start = (source: Source | WebAssembly.Module, signal?: AbortSignal) => {
    if (typeof source !== "string" && !(source instanceof URL)) return;
    const response = open(source, signal);
    // The engine reports the failure if it uses the file.
    response.catch(() => {});
    requested.set(source, response);
  };
  // All taggers share one engine, so no caller's signal may abort its request.
  if (!engineRequested) start(given.wasm ?? wasm);
  engineRequested = true;
  start(given.model ?? model, given.signal);
  return (await script()).load({ wasm, model, open }, given, part);
}

let engineRequested = false;

const part = ([name, integrity]: File, shared?: unknown): Promise<unknown> =>
  importPart(at(name).href, integrity, own?.nonce ?? "", quiet, shared);

const script = () => once("rest", () => part(FILES.rest) as Promise<Rest>);

const results = new Map<string, Promise<unknown>>();

/** Calls `get` once for each key, in a task of its own, and again only after a failure. */
function once<T>(key: string, get: () => Promise<T>): Promise<T> {
  let result = results.get(key) as Promise<T> | undefined;
  if (!result) {
    result = new Promise<void>((resolve) => later(0, resolve)).then(get);
    result.catch(() => results.delete(key));
    results.set(key, result);
  }
  return result;
}

/** Returns the address of a file in the embed's folder; absolute addresses stay. */
const at = (file: string): URL => new URL(file, base());

function base(): string {
  const address = settings.base ?? own?.src;
  if (address) return new URL(address, doc.baseURI).href;
  throw new ThemelightError(
    "embed/base",
    "the script's address is unknown: set `base` to the embed's folder",
  );
}

/** Returns the script's element; by name for modules and scripts that an optimiser inserts. */
function ownScript(): HTMLScriptElement | null {
  const current = doc.currentScript;
  if (isScript(current)) return current;
  return [...doc.scripts].findLast(({ src }) => /\/themelight\.js([?#]|$)/.test(src)) ?? null;
}

/**
 * What has the name of our global now. Elements and frames with that id or name are not own
 * properties of the window.
 */
const known: unknown = Object.getOwnPropertyDescriptor(window, "themelight")?.value;
// Of two copies the newer one runs, of equal ones the first, unless the page replaced its document.
// The build's wrapper reports what this throws.
if (
  !isApi(known) ||
  compare(VERSION, known.version) > 0 ||
  doc.dispatchEvent(customEvent(RUNNING, null))
) {
  begin();
}
