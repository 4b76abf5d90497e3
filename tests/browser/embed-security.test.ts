// The loader trusts its own script and files only, and no text of a model or a page becomes CSS.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import {
  type BrowserName,
  browserTest,
  complaints,
  type Site,
  script,
  site,
  webkitTest,
} from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8").replace(
  /<style>[\s\S]*?<\/style>/,
  "",
);
const ONE_LINE = '<script async src="/embed/themelight.js"></script>';
/** Our scripts that the loader must never fetch from elsewhere: this one says that it ran. */
const EVIL = "document.documentElement.dataset.evil = 'ran'; export default () => { throw 0 };";

const withHead = (head: string, body = ""): string =>
  ARTICLE.replace("</head>", () => `<link rel="icon" href="data:,">${head}</head>`).replace(
    "<body>",
    () => `<body>${body}`,
  );

/** HTML as a reader could write it in a comment, with an address of another site. */
const clobbered = (evil: string): Record<string, string> => ({
  "image-and-form": `<img name="currentScript" alt=""><form name="scripts"><input src="${evil}/themelight.js"></form>`,
  "collection-of-forms": `<form name="scripts"><input name="0" src="${evil}/themelight.js"></form>
    <form name="scripts"></form><img name="currentScript" alt="">`,
  "form-as-script": `<form name="currentScript"><input name="src" value="${evil}/themelight.js">
    <input name="dataset"></form>`,
  "svg-image": `<svg><image name="currentScript" href="${evil}/themelight.js"></image></svg>
    <object name="currentScript" data="${evil}/themelight.js"></object>`,
  config: `<div class="themelight-config">{"base": "${evil}/"}</div>
    <img class="themelight-config" name="querySelectorAll" alt="">`,
});

const sites: Record<string, Site> = {};
before(async () => {
  await buildEmbed();
  const [rest = ""] = readdirSync("dist/embed").filter((name) => name.startsWith("rest-"));
  const evilFiles = { "themelight.js": EVIL, [rest]: EVIL, "index.html": "" };
  sites.evil = await site({ files: evilFiles }, { "access-control-allow-origin": "*" });
  const evil = sites.evil.url.slice(0, -1);
  const files: Record<string, string> = {
    "index.html": withHead(ONE_LINE),
    "module.html": withHead('<script type="module" src="/embed/themelight.js"></script>'),
    "nonce.html": withHead('<script async nonce="abc" src="/embed/themelight.js"></script>'),
    "base.html": withHead(
      '<script type="module" src="/embed/themelight.js" data-base="/embed/"></script>',
    ),
    "share.html": withHead(`<base href="${evil}/">`),
    "plain.html": withHead(""),
    "keys.html": withHead(
      `<script type="application/json" class="themelight-config">
        {"constructor": 1, "__proto__": {"base": "${evil}/"}, "toString": "x", "hasOwnProperty": 2}</script>
      <script async src="/embed/themelight.js" data-constructor="x" data-__proto__="y"></script>`,
    ),
    "flags.html": withHead(
      '<script async src="/embed/themelight.js" data-cues="constructor" data-legend="toString"></script>',
    ),
    "widget.js": await script("tests/browser/lib/expose.ts"),
  };
  for (const [name, html] of Object.entries(clobbered(evil)))
    for (const kind of ["async", "module"])
      files[`${name}-${kind}.html`] = withHead(
        `<script ${kind === "async" ? kind : 'type="module"'} src="/embed/themelight.js"></script>`,
        html,
      );
  const serve = (headers: Record<string, string> = {}) =>
    site({ links: { embed: "dist/embed" }, files }, headers);
  sites.own = await serve();
  sites.nonce = await serve({
    "content-security-policy": "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'",
  });
});
after(async () => {
  for (const one of Object.values(sites)) await one.close();
});

const at = (path: string, from = sites.own!): string => new URL(path, from.url).href;

const tagged = (page: Page) =>
  page.waitForFunction(
    () =>
      Reflect.apply(Document.prototype.querySelectorAll, document, ["[data-themelight]"]).length >
      0,
  );

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "HTML from readers changes no address that the loader requests",
    async (page) => {
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      const names = Object.keys(clobbered("")).flatMap((name) => [
        `${name}-async`,
        `${name}-module`,
      ]);
      for (const name of names) {
        await page.goto(at(`${name}.html`));
        await tagged(page);
        assert.equal(await page.evaluate("document.documentElement.dataset.evil"), undefined, name);
      }
      const foreign = requests.filter((url) => url.startsWith(sites.evil!.url));
      // The page's own picture may come from there, our scripts may not.
      assert.deepEqual(
        foreign.filter((url) => /rest-|\.json|\.wasm|\.model/.test(url)),
        [],
      );
    },
  );

  browserTest(
    browser,
    "settings named like members of every object are unknown settings",
    async (page) => {
      const found = complaints(page);
      await page.goto(at("keys.html"));
      await tagged(page);
      assert.equal(found.length, 6, found.join("\n"));
      for (const name of [
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "data-constructor",
      ]) {
        assert.ok(
          found.some((text) =>
            text.startsWith(`warn: Themelight: ${name} is not a setting. There are: `),
          ),
          `${name}: ${found.join("\n")}`,
        );
      }
      found.length = 0;
      await page.goto(at("flags.html"));
      await tagged(page);
      assert.match(found[0]!, /data-cues cannot be "constructor". It takes true or false\./);
      assert.match(found[1]!, /data-legend cannot be "toString"/);
      assert.equal(found.length, 2);
    },
  );
}

/** Files of the embed with other bytes that would work, so that only their hash is wrong. */
const altered = (name: string, bytes: string): string =>
  name.startsWith("rest") ? EVIL : name.endsWith(".css") ? `/*x*/${bytes}` : `${bytes} `;

browserTest(
  "chromium",
  "a file with other bytes is never used: one load/integrity, no trace",
  async (page) => {
    const names = readdirSync("dist/embed").filter((name) =>
      /^(rest|widget|engine|vi-)/.test(name),
    );
    assert.equal(names.length, 4);
    let file = "";
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      const name = request.url().split("/").at(-1)!;
      if (name !== file) return void request.continue();
      const type = name.endsWith(".js") ? "text/javascript" : "text/css";
      const body = altered(name, readFileSync(`dist/embed/${name}`, "utf8"));
      return void request.respond({ status: 200, contentType: type, body });
    });
    const said: string[] = [];
    page.on(
      "console",
      (message) => message.text().startsWith("Themelight:") && said.push(message.text()),
    );
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("themelight:error", ({ detail }) => {
        document.documentElement.dataset.codes = `${document.documentElement.dataset.codes ?? ""} ${detail.code}`;
      });
    });
    for (file of names) {
      for (const path of ["index.html", "module.html"]) {
        said.length = 0;
        await page.goto(at(path));
        await page.waitForSelector("html[data-codes]");
        // The link of a part that is still on its way goes when the part has come.
        await page.waitForFunction(() => !document.querySelector("[rel=modulepreload]"));
        const seen = await page.evaluate(() => ({
          ...document.documentElement.dataset,
          traces: document.querySelectorAll("themelight-ui,[data-themelight],[rel=modulepreload]")
            .length,
          sheets: document.adoptedStyleSheets.length,
        }));
        assert.deepEqual(seen, { codes: " load/integrity", traces: 0, sheets: 0 }, file);
        assert.equal(said.length, 1, said.join());
        assert.match(said[0]!, new RegExp(`${file} is not the expected file: its hash differs`));
      }
    }
  },
);

for (const browser of BROWSERS) {
  browserTest(browser, "a nonce and strict-dynamic are enough for the rest", async (page) => {
    const found = complaints(page);
    await page.goto(at("nonce.html", sites.nonce));
    await tagged(page);
    assert.deepEqual(found, []);
  });

  browserTest(
    browser,
    "the filter is kept in the address under a base on another site",
    async (page) => {
      const found = complaints(page);
      await page.goto(`${at("share.html")}?a=1#binh-luan`);
      await page.addScriptTag({ url: at("widget.js"), type: "module" });
      await page.waitForFunction("typeof attach === 'function'");
      const seen = await page.evaluate(async () => {
        globalThis.page = attach(toyTagger, { share: true });
        await globalThis.page.done;
        const hrefs: string[] = [];
        for (const themes of [["staffing", "training"], []]) {
          globalThis.page.filter(themes);
          hrefs.push(location.href);
        }
        return hrefs;
      });
      assert.deepEqual(seen, [
        `${at("share.html")}?a=1#binh-luan&themelight=staffing,training`,
        `${at("share.html")}?a=1#binh-luan`,
      ]);
      assert.deepEqual(found, []);
    },
  );
}

/** Ends strings, rules and comments in every way that CSS has, and names addresses. */
const PIECES = [
  ...[
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\f",
    "\0",
    "\u0001",
    "\u007f",
    "\u0085",
    "\u2028",
    "\ud800",
    "\udc00",
    "\ufeff",
  ],
  ...[
    "{",
    "}",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    ",",
    "/*",
    "*/",
    "<!--",
    "-->",
    "</style>",
    "!important",
    " ",
  ],
  ...[
    "url(//other.example/x)",
    "url(",
    "@import '//other.example/y';",
    "@layer x{",
    "}*{background:",
  ],
  ...["var(--x)", "env(x)", "image-set(", "#123456", "red", "ễ", "😀", "training", "0", "-", "--"],
];

/** Numbers from 0 to 1, the same in every run. */
function* random(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const next = random(20260101);
const nasty = (): string =>
  Array.from(
    { length: 1 + next.next().value! * 7 },
    () => PIECES[Math.floor(next.next().value! * PIECES.length)],
  ).join("");

browserTest(
  "chromium",
  "names, ids and colours of a model, and colours of the page, add no rule",
  async (page) => {
    await page.goto(at("plain.html"));
    await page.addScriptTag({ url: at("widget.js"), type: "module" });
    await page.waitForFunction("typeof attach === 'function'");
    // The test runner's compiler wraps named functions in this.
    await page.evaluate("globalThis.__name = (named) => named");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const models = Array.from({ length: 150 }, () =>
      Array.from({ length: 4 }, () => ({ id: nasty(), name: nasty(), color: nasty() })),
    );
    const wrong = await page.evaluate(async (all) => {
      /** What a sheet consists of: its rules, and the properties that each sets. */
      const shape = (rules: CSSRuleList): unknown =>
        [...rules].map((rule) => [
          rule.constructor.name,
          rule instanceof CSSStyleRule ? [...rule.style] : [],
          "cssRules" in rule ? shape(rule.cssRules as CSSRuleList) : [],
        ]);
      const sheetsFor = async (themes: (typeof all)[number], site: string) => {
        const sheets: string[] = [];
        for (const { id } of themes)
          document.documentElement.style.setProperty(`--themelight-${id}`, site);
        const handle = attach(
          {
            ...toyTagger,
            themes: toyTagger.themes.map((theme, i) => ({
              ...theme,
              id: themes[i]!.id,
              name: { vi: themes[i]!.name },
              color: themes[i]!.color,
              colorDark: themes[i]!.color,
            })),
            explain: () => [],
          },
          {
            legend: "open",
            installStyles: (css) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(css);
              document.adoptedStyleSheets.push(sheet);
              sheets.push(JSON.stringify(shape(sheet.cssRules)));
              return () => {
                document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
                  (one) => one !== sheet,
                );
              };
            },
          },
        );
        await handle.done;
        handle.filter([themes[0]!.id]);
        await handle.drawn;
        handle.destroy();
        document.documentElement.removeAttribute("style");
        return sheets.join("\n");
      };
      const plain = all[0]!.map((_, i) => ({ id: `t${i}`, name: "x", color: "#123456" }));
      const expected = await sheetsFor(plain, "red");
      const found: unknown[] = [];
      for (const [i, themes] of all.entries()) {
        const got = await sheetsFor(themes, i % 2 ? themes[0]!.color : "");
        if (got !== expected) found.push([themes, got]);
      }
      return found;
    }, models);
    assert.deepEqual(wrong.slice(0, 2), []);
    assert.deepEqual(requests, []);
  },
);

webkitTest("the rest is the file whose hash was checked, fetched once", async (tab) => {
  await tab.goto(at("index.html"));
  const fetched = await tab.evaluate(`(async () => {
    await new Promise((resolve) => {
      const look = () => document.querySelector("[data-themelight]") && resolve();
      new MutationObserver(look).observe(document, { attributes: true, subtree: true });
      look();
    });
    const names = performance.getEntriesByType("resource").map(({ name }) => name);
    return names.filter((name) => name.includes("rest-")).length;
  })()`);
  assert.equal(fetched, 1);
});
