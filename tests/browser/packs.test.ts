// Model packs in pages: the embed's data-model, and the npm package's load and worker.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { buildEmbed } from "../../www/embed/build.mjs";
import { buildPackage } from "../../www/tools/build/package.mjs";
import { type BrowserName, browserTest, complaints, type Site, site } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";
const PACK = "tests/fixtures/released/0.1.0/toy.themelight";

const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8").replace(
  /<style>[\s\S]*?<\/style>/,
  "",
);
const hash = (bytes: Uint8Array): string =>
  ` data-model-integrity="sha256-${createHash("sha256").update(bytes).digest("base64")}"`;
const withModel = (model: string, attributes = ""): string =>
  ARTICLE.replace(
    "</head>",
    `<script async src="/embed/themelight.js" data-model="/packs/${model}" data-legend="open" data-lang="vi"${attributes}></script></head>`,
  );

const FILES = {
  "index.html": withModel("toy.themelight"),
  "altered.html": withModel("altered.themelight"),
  "pinned.html": withModel("toy.themelight", hash(readFileSync(PACK))),
  "other.html": withModel("toy.themelight", hash(Buffer.of(1))),
  "package.html": "<!doctype html><title>package</title>",
};

const sites: Record<string, Site> = {};
const folder = mkdtempSync(join(tmpdir(), "themelight-packs-"));

before(async () => {
  await buildEmbed();
  await buildPackage();
  copyFileSync(PACK, join(folder, "toy.themelight"));
  const altered = readFileSync(PACK);
  altered[60]! ^= 1;
  writeFileSync(join(folder, "altered.themelight"), altered);
  const links = { embed: "dist/embed", npm: "dist/npm", packs: resolve(folder) };
  const csp = (policy: string) =>
    site({ links, files: FILES }, { "content-security-policy": policy });
  sites.strict = await csp(`${STRICT}; worker-src 'self'`);
  sites.trusted = await csp(`${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`);
});
after(async () => {
  for (const one of Object.values(sites)) await one.close();
  rmSync(folder, { recursive: true });
});

for (const name of BROWSERS) {
  for (const policy of ["strict", "trusted"]) {
    browserTest(name, `data-model takes a pack under a ${policy} policy`, async (page) => {
      const messages = complaints(page);
      await page.goto(sites[policy]!.url);
      await page.waitForFunction(() => document.querySelector("[data-themelight~=staffing]"));
      const theme = await page.evaluate(async () => {
        const handle = await window.themelight!.attach();
        await handle.done;
        return handle.themes[0]!;
      });
      assert.deepEqual([theme.id, theme.name, theme.color], ["staffing", "Biên chế", "#036946"]);
      assert.deepEqual(messages, []);
    });
  }

  browserTest(name, "data-model-integrity pins the pack", async (page) => {
    await page.goto(new URL("pinned.html", sites.strict!.url).href);
    await page.waitForFunction(() => document.querySelector("[data-themelight~=staffing]"));
    await page.goto(new URL("other.html", sites.strict!.url).href);
    const code = await page.waitForFunction(async () => {
      const error = await window.themelight?.attach().catch((error: unknown) => error);
      return (error as { code?: string } | undefined)?.code;
    });
    assert.equal(await code.jsonValue(), "load/integrity");
    assert.equal(await page.$("[data-themelight]"), null);
  });

  browserTest(name, "an altered pack is refused with the reason", async (page) => {
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("themelight:error", ({ detail }) => {
        (globalThis as { failure?: unknown }).failure = detail;
      });
    });
    await page.goto(new URL("altered.html", sites.strict!.url).href);
    const failure = await page.waitForFunction(
      () => (globalThis as { failure?: { code: string; message: string } }).failure,
    );
    const { code, message } = (await failure.jsonValue())!;
    assert.equal(code, "pack/hash");
    assert.match(message, /SHA-256/);
    assert.equal(await page.$("[data-themelight]"), null);
  });

  browserTest(name, "the package loads a pack in a page and in a worker", async (page) => {
    await page.goto(new URL("package.html", sites.strict!.url).href);
    const found = await page.evaluate(async () => {
      const { load, loadInWorker } = (await import(
        new URL("/npm/index.js", location.href).href
      )) as typeof import("themelight");
      const model = "/packs/toy.themelight";
      const text = "Tinh giản biên chế.";
      const tagger = await load({ model });
      const worker = await loadInWorker({ model });
      const [tags, workerTags] = [tagger.tag([text]), await worker.tag([text])];
      const refused = await load({ model: "/packs/altered.themelight" }).catch(({ code }) => code);
      return {
        names: [tagger, worker].map(({ themes }) => themes[0]!.name.en),
        licences: [tagger, worker].map(({ info }) => info.pack?.license),
        tags: [tags, workerTags].map(([one]) => one!.themes[0]!.theme),
        refused,
      };
    });
    assert.deepEqual(found, {
      names: ["Headcount", "Headcount"],
      licences: ["MIT OR Apache-2.0", "MIT OR Apache-2.0"],
      tags: ["staffing", "staffing"],
      refused: "pack/hash",
    });
  });
}
