/**
 * The embed's first script, all a page pays before its article comes into view. It reads the settings, puts
 * `window.themelight` there, and fetches the rest when an article nears the view or someone asks.
 */
import { check, EMBED_KINDS, type EmbedSettings } from "../src/config/index.js";
import { BODY_NAMES } from "../src/finder/body-names.js";
import type { ThemelightEvents } from "../src/highlighter/events.js";
import { compare } from "../src/highlighter/owner.js";
import type { Page } from "../src/highlighter/page.js";
import { VERSION } from "../src/version.js";
import { OPTED_OUT, type ThemelightGlobal } from "./global.js";
import { settingsOf } from "./settings.js";

/** Names the file of the rest; the build puts the versioned name in. */
declare const REST: string;
type Rest = typeof import("./rest.js");

/** What an article usually is, for the guess when to start; the finder looks closer. */
const ARTICLE = `[data-themelight-root],article,main,[role=main],${BODY_NAMES}`;

/** Signs of a page that its framework wakes up after the server sent it. */
const HYDRATES =
  "#__next,#__nuxt,#___gatsby,[data-reactroot],[data-server-rendered],[ng-server-context],[data-sveltekit-hydrate]," +
  'astro-island,script[src*="/_next/"],script[src*="/_nuxt/"]';

const script = ownScript();
const warn = (message: string) => console.warn(`Themelight: ${message}`);
const settings = settingsOf(script, warn);
const known = window.themelight;

if (!known) start();
// Two copies: the newer one takes over, the same one is written twice by mistake and does no harm.
else if (compare(VERSION, known.version) > 0) start();

function start(): void {
  const api: ThemelightGlobal = {
    version: VERSION,
    attach,
    load: async (options) => (await rest()).load(options),
  };
  window.themelight = api;
  if (settings.auto === false || document.documentElement.hasAttribute(OPTED_OUT)) return;
  whenParsed(() => {
    // A framework that still has to hydrate the server's page must find it as the server sent it.
    if (document.readyState === "complete" || !document.querySelector(HYDRATES)) whenNear();
    else addEventListener("load", whenNear, { once: true });
  });
}

function whenParsed(begin: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();
}

/** Attaches once an article is a screen away. Pages without a likely element are left to the finder at once. */
function whenNear(): void {
  const root = typeof settings.root === "string" ? settings.root : ARTICLE;
  const articles = document.querySelectorAll(root);
  const begin = () => {
    // The failure has been told already; nobody waits for this call.
    attach().catch(() => {});
  };
  if (!articles.length) begin();
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      begin();
    },
    { rootMargin: "100%" },
  );
  for (const article of articles) near.observe(article);
}

/** Highlights the page; resolves to its handle. Fails with one message in the console and one event. */
async function attach(options: Partial<EmbedSettings> = {}): Promise<Page> {
  try {
    const given = { ...settings, ...check<EmbedSettings>({ ...options }, EMBED_KINDS, warn) };
    return await (await rest()).attach(given, base());
  } catch (cause) {
    const { code = "embed/failed", message } = cause as { code?: string; message: string };
    console.error(`Themelight: ${message}`);
    const detail: ThemelightEvents["themelight:error"] = { code, message };
    document.dispatchEvent(new CustomEvent("themelight:error", { detail }));
    throw cause;
  }
}

let loaded: Promise<Rest> | undefined;

function rest(): Promise<Rest> {
  loaded ??= import(new URL(REST, base()).href).catch((cause: unknown) => {
    loaded = undefined;
    throw Object.assign(
      new Error(
        `${new URL(REST, base())} could not be loaded (${cause instanceof Error ? cause.message : cause}). Serve it ` +
          "beside themelight.js as text/javascript, from another origin with Access-Control-Allow-Origin, and allow " +
          "that origin in the Content-Security-Policy's script-src.",
      ),
      { code: "embed/script", cause },
    );
  });
  return loaded;
}

function base(): string {
  const address = settings.base ?? script?.src;
  if (address) return new URL(address, document.baseURI).href;
  throw Object.assign(
    new Error(
      "the script's own address is unknown, since the page inlines or renames it. Say where its folder is: " +
        '<script type="application/json" class="themelight-config">{"base": "https://…/embed/"}</script>',
    ),
    { code: "embed/base" },
  );
}

/** The script element; found by name where the browser does not say, as in modules and under script optimisers. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.scripts].findLast(({ src }) => /\/themelight\.js([?#]|$)/.test(src)) ?? null;
}
