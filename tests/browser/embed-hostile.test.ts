// The embed on pages that shadow, pollute, remove or replace what it uses. Either the paragraphs are
// tagged, or there is one message, one event and an untouched page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { CDPSession, ConsoleMessage, Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import { browserTest, type Site, site } from "./lib/harness.js";
import { HOSTILE_CASES, type HostileCase } from "./lib/hostile-cases.js";

const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8").replace(
  /<style>[\s\S]*?<\/style>/,
  "",
);
const pageOf = ({ html = "", script = "" }: HostileCase): string =>
  ARTICLE.replace(
    "</head>",
    () =>
      `<link rel="icon" href="data:,"><script>${script}</script>` +
      '<script async src="/embed/themelight.js"></script></head>',
  ).replace("<body>", () => `<body>${html}`);

const pathOf = (group: string, i: number): string => `${group.replaceAll(" ", "-")}-${i}.html`;

let served: Site;
before(async () => {
  await buildEmbed();
  const files: Record<string, string> = {};
  for (const [group, cases] of Object.entries(HOSTILE_CASES))
    for (const [i, one] of cases.entries()) files[pathOf(group, i)] = pageOf(one);
  served = await site({ links: { embed: "dist/embed" }, files });
});
after(() => served.close());

/**
 * Milliseconds without marks or report that count as silence; only a page that fails takes so long.
 */
const SILENCE = 60_000;

interface Seen {
  readonly tags: number;
  readonly marks: number;
  /** Elements, attributes, sheets and highlights of Themelight; an untouched page has none. */
  readonly traces: number;
}

/** Runs in an isolated world, whose built-in objects the page cannot reach. */
const LOOK = `(() => {
  const all = (selector) => [...Document.prototype.querySelectorAll.call(document, selector)];
  const sheets = Reflect.get(Document.prototype, "adoptedStyleSheets", document).length;
  const hosts = all("themelight-ui");
  const tags = all("[data-themelight]").length;
  return {
    tags,
    marks: hosts.reduce((sum, host) => sum + (host.shadowRoot?.querySelectorAll(".mark").length ?? 0), 0),
    traces: tags + hosts.length + sheets + CSS.highlights.size + all("[rel=modulepreload]").length,
  };
})()`;

class Watcher {
  /** Messages of Themelight in the console, its error events, and uncaught exceptions. */
  errors: string[] = [];
  events: string[] = [];
  uncaught: string[] = [];
  /** Requests for the site that the hostile pages name. */
  foreign: string[] = [];
  readonly #page: Page;
  readonly #session: CDPSession;

  static async of(page: Page): Promise<Watcher> {
    const watcher = new Watcher(page, await page.createCDPSession());
    page.on("console", (message) => {
      const text = message.text();
      if (text.startsWith("@error ")) watcher.events.push(text);
      else if (message.type() === "error" && text.startsWith("Themelight:"))
        watcher.errors.push(text);
    });
    page.on("request", (request) => {
      if (new URL(request.url()).hostname === "other.example") watcher.foreign.push(request.url());
    });
    page.on("pageerror", (error) => watcher.uncaught.push(String(error)));
    // Runs first on every page, and keeps what the page may replace later.
    await page.evaluateOnNewDocument(() => {
      const log = console.log.bind(console);
      const listen = EventTarget.prototype.addEventListener;
      listen.call(document, "themelight:error", (event) =>
        log(`@error ${(event as CustomEvent).detail.code}`),
      );
    });
    return watcher;
  }

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  async open(url: string): Promise<void> {
    // What the page before reports late is not of this one.
    await this.#page.goto("about:blank");
    const drained = new Promise<void>((resolve) => {
      const listen = (message: ConsoleMessage) => {
        if (message.text() !== "@drained") return;
        this.#page.off("console", listen);
        resolve();
      };
      this.#page.on("console", listen);
    });
    await this.#page.evaluate(() => console.log("@drained"));
    await drained;
    this.errors = [];
    this.events = [];
    this.uncaught = [];
    this.foreign = [];
    await this.#page.goto(url, { waitUntil: "domcontentloaded" });
  }

  async look(): Promise<Seen> {
    const frameId = (this.#page.mainFrame() as unknown as { _id: string })._id;
    const world = await this.#session.send("Page.createIsolatedWorld", { frameId });
    const { result } = await this.#session.send("Runtime.evaluate", {
      expression: LOOK,
      contextId: world.executionContextId,
      returnByValue: true,
    });
    return result.value as Seen;
  }

  /**
   * Waits for marks, unless the page fails after them, or for a report and an untouched page. Returns
   * the state of the page.
   */
  async outcome(fails = false): Promise<Seen & { silent: boolean }> {
    const end = Date.now() + SILENCE;
    for (;;) {
      const seen = await this.look();
      const { length } = this.errors;
      if (length ? !seen.traces : seen.marks && !fails) {
        const settled = await this.look();
        const same = this.errors.length === length && !(length && settled.traces);
        if (same) return { ...settled, silent: false };
      }
      if (Date.now() > end) return { ...seen, silent: !length };
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

for (const [group, cases] of Object.entries(HOSTILE_CASES)) {
  browserTest("chromium", `${group}: tags, or one report and an untouched page`, async (page) => {
    const watcher = await Watcher.of(page);
    const wrong: string[] = [];
    for (const [i, { title, tags, fails }] of cases.entries()) {
      await watcher.open(new URL(pathOf(group, i), served.url).href);
      const seen = await watcher.outcome(fails);
      const { errors, events, uncaught } = watcher;
      const wrongs = [
        seen.silent && "silence",
        uncaught.length && `uncaught: ${uncaught.join(" | ")}`,
        errors.length > 1 && `${errors.length} messages: ${errors.join(" | ")}`,
        errors.length !== events.length && `messages ${errors.join()}, events ${events.join()}`,
        errors.length &&
          seen.traces &&
          `left behind: ${JSON.stringify(seen)} after ${errors.join()}`,
        watcher.foreign.length && `requested ${watcher.foreign.join()}`,
        tags && !seen.tags && `no tags: ${errors.join()}`,
      ].filter(Boolean);
      if (wrongs.length) wrong.push(`${title}: ${wrongs.join("; ")}`);
    }
    assert.deepEqual(wrong, []);
  });
}

test("there are enough hostile pages", () => {
  assert.ok(Object.values(HOSTILE_CASES).flat().length >= 150);
});
