// The engine in real browsers, loaded from the built package without a bundler.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import {
  type BrowserName,
  browserTest,
  complaints,
  type Site,
  script,
  site,
  type Tab,
  webkitTest,
} from "./lib/harness.js";

const BLANK =
  "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Themelight</title>";
const BROWSERS: BrowserName[] = ["chromium", "firefox"];

let engine: Site;
before(async () => {
  engine = await site({
    links: { themelight: "dist/npm", models: "models", "tests/golden": "tests/golden" },
    files: { "index.html": BLANK, "golden.js": await script("tests/js/lib/golden.ts") },
  });
});
after(() => engine.close());

for (const name of ["toy", "vi-public-life"]) {
  const title = `the engine gives the golden results of ${name}`;
  const holds = async (tab: Tab) => {
    await tab.goto(engine.url);
    const { compared, differences } = (await tab.evaluate(`(async () => {
      const { load } = await import("/themelight/index.js");
      const { compare } = await import("/golden.js");
      const golden = await (await fetch("/tests/golden/${name}.json")).json();
      return compare(await load({ model: "/" + golden.model }), golden);
    })()`)) as { compared: number; differences: string[] };
    assert.deepEqual(differences, []);
    assert.ok(compared > 0);
  };
  for (const browser of BROWSERS) browserTest(browser, title, holds);
  webkitTest(title, holds);
}

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "the package loads without a bundler, fetches its two files once, and nothing later",
    async (page) => {
      const found = complaints(page);
      await page.goto(engine.url);
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      const [before, tagged] = (await page.evaluate(`(async () => {
      const { load } = await import("/themelight/index.js");
      const [tagger] = await Promise.all([load(), load()]);
      window.tagger = tagger;
      return [tagger.themes.length, tagger.tag(["Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật 63 đảng viên."])[0].themes[0].theme];
    })()`)) as [number, string];
      assert.equal(before, 4);
      assert.equal(tagged, "discipline");
      assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1);
      asked.length = 0;
      await page.evaluate(`tagger.tag(["một", "hai"]), tagger.explain("biên chế")`);
      assert.deepEqual(asked, []);
      assert.deepEqual(found, []);
    },
  );

  browserTest(browser, "it works in a module worker", async (page) => {
    await page.goto(engine.url);
    const count = await page.evaluate(`new Promise((resolve, reject) => {
      const code = 'import { load } from "${engine.url}themelight/index.js"; postMessage((await load()).tag(["a", "b"]).length);';
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    })`);
    assert.equal(count, 2);
  });

  browserTest(browser, "a policy without wasm-unsafe-eval is explained", async (page) => {
    const strict = await site(
      { links: { themelight: "dist/npm" }, files: { "index.html": BLANK } },
      { "content-security-policy": "default-src 'self'; img-src data:" },
    );
    try {
      await page.goto(strict.url);
      const [code, message] =
        (await page.evaluate(`import("/themelight/index.js").then(({ load }) =>
        load().then(() => ["loaded", ""], (error) => [error.code, error.message]))`)) as [
          string,
          string,
        ];
      assert.equal(code, "load/csp");
      assert.match(message, /'wasm-unsafe-eval'/);
    } finally {
      await strict.close();
    }
  });

  browserTest(browser, "the error for a missing wasm names it", async (page) => {
    await page.goto(engine.url);
    const [code, message] = (await page.evaluate(`import("/themelight/index.js").then(({ load }) =>
      load({ wasm: "/gone.wasm" }).catch((error) => [error.code, error.message]))`)) as [
      string,
      string,
    ];
    assert.equal(code, "load/http");
    assert.match(message, /gone\.wasm answered 404/);
  });
}

for (const browser of BROWSERS) {
  browserTest(browser, "in a worker: the same results, typed errors, and close", async (page) => {
    await page.goto(engine.url);
    const seen = (await page.evaluate(`(async () => {
      const { load, loadInWorker } = await import("/themelight/index.js");
      const texts = ["Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật 63 đảng viên.", "Trời hôm nay đẹp."];
      const here = await load();
      const there = await loadInWorker();
      const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
      const told = (work) => work.then(() => "nothing", ({ name, code }) => name + " " + code);
      const broken = await told(loadInWorker({ model: "index.html" }));
      const wrong = [];
      for (const texts of [[1], "a text, not a list", [Symbol("text")], null]) wrong.push(await told(there.tag(texts)));
      for (const options of [null, 5, { model: null }, { wasm: {} }, { signal: 1 }]) {
        wrong.push(await told(loadInWorker(options)));
      }
      const answers = [
        same(here.themes, there.themes),
        same(here.tag(texts), await there.tag(texts)),
        same(here.explain(texts[0]), await there.explain(texts[0])),
      ];
      const late = told(there.tag(texts));
      there.close();
      return { answers, broken, wrong, late: await late, after: await told(there.explain("a")) };
    })()`)) as object;
    assert.deepEqual(seen, {
      answers: [true, true, true],
      broken: "ThemelightError model/magic",
      wrong: Array(9).fill("ThemelightError input/type"),
      late: "ThemelightError tagger/closed",
      after: "ThemelightError tagger/closed",
    });
  });
}

browserTest(
  "chromium",
  "10,000 paragraphs in one call; the second call takes no more wasm memory",
  async (page) => {
    await page.goto(engine.url);
    const { memory, results, tagged } = (await page.evaluate(`(async () => {
    // The engine does not export its memory; the test takes it from the instance.
    let memory;
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate(...given);
      memory = Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
    const { load } = await import("/themelight/index.js");
    const tagger = await load();
    const sentence = "Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật đảng viên; hội nghị bàn về biên chế và chuyển đổi số. ";
    const texts = Array.from({ length: 10_000 }, (_, i) => sentence.repeat(1 + (i % 9)) + i);
    const bytes = [];
    let taggings;
    for (let call = 0; call < 2; call++) {
      taggings = tagger.tag(texts);
      bytes.push(memory.buffer.byteLength);
    }
    return { memory: bytes, results: taggings.length, tagged: taggings.filter(({ themes }) => themes.length).length };
  })()`)) as { memory: [number, number]; results: number; tagged: number };
    assert.equal(results, 10_000);
    assert.ok(tagged > 0);
    assert.equal(memory[1], memory[0]);
    assert.ok(memory[0] <= 2 * 2 ** 20, `${memory[0]} bytes of wasm memory`);
  },
);
