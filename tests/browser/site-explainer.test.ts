// The explainer: what it shows is what the package computes, for the site's models and a reader's own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { load, type Tagger } from "themelight";
import { browserTest, complaints, holdRequests, type Site, site } from "./lib/harness.js";

const MODEL = "models/vi-public-life/vi-public-life.model";
const PACK = "tests/fixtures/released/0.1.0/toy.themelight";

let docs: Site;
let tagger: Tagger;
before(async () => {
  docs = await site("dist/site");
  tagger = await load({ model: new Uint8Array(readFileSync(MODEL)) });
});
after(() => docs.close());

const lines = readFileSync("tests/bench/sentences.txt", "utf8").split("\n").filter(Boolean);
const TEXTS = [
  ...lines.slice(0, 12),
  lines.slice(12, 20).join(" "),
  "Hoà giải, KỈ LUẬT: 1.250 người 😀",
  "…",
];

async function open(page: Page, path = "docs/en/explainer.html"): Promise<void> {
  await page.goto(docs.url + path);
  await page.waitForSelector("#stage-probability .card");
}

/** Sets the text as typing does and waits for the next frame, in which the stages are drawn. */
const type = (page: Page, text: string) =>
  page.evaluate(async (value) => {
    const input = document.querySelector<HTMLTextAreaElement>("#text")!;
    input.value = value;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // Two frames: the page's own callback may have been registered in this one.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  }, text);

const numberIn = (text: string) => Number(text.replace("−", "-").replace(/[%,]/g, ""));

/** Returns the numbers of the result and of the formulas of the last stage, per theme. */
async function shown(page: Page) {
  const results = await page.$$eval(".result .verdict", (all) => all.map((one) => one.textContent));
  const formulas = await page.$$eval("#stage-probability .card", (cards) =>
    cards.map((card) => [...card.querySelectorAll("dd")].map((line) => line.textContent)),
  );
  return {
    results: results.map((text) => numberIn(/[\d.]+%/.exec(text)![0])),
    tagged: results.map((text) => text.startsWith("✓")),
    steps: formulas.map((lines) =>
      lines.map((line) => (line.match(/−?\d[\d.,]*%?/g) ?? []).map(numberIn)),
    ),
  };
}

/** Returns the weights in the table of a theme: those shown and those in `details`. */
const weightSums = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#stage-weights .card")].map((card) =>
      [...card.querySelectorAll("td b")]
        .map((cell) => Number(cell.textContent.replace("−", "-")))
        .reduce((a, b) => a + b, 0),
    ),
  );

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "the shown numbers are those of tagger.tag", async (page) => {
    const found = complaints(page);
    await open(page);
    await page.select("#models", "vi");
    await page.waitForFunction(() => document.querySelectorAll(".result li").length === 4);
    const thresholds = tagger.themes.map((label) => label.threshold);
    for (const text of TEXTS) {
      await type(page, text);
      const [tagging] = tagger.tag([text]);
      const { results, tagged, steps } = await shown(page);
      const scores = [...tagging!.scores];
      for (const [l, score] of scores.entries()) {
        const about = `${text}, theme ${l}`;
        assert.ok(Math.abs(results[l]! - 100 * score) < 0.051, `${results[l]} ${score}: ${about}`);
        assert.equal(tagged[l], score >= thresholds[l]!, about);
        const [raw, calibrated, probability] = steps[l]!;
        // pooled × scale + bias = logit; the operands are rounded to two or three digits.
        const logit = raw!.at(-1)!;
        assert.equal(calibrated![0], logit, about);
        assert.equal(probability!.at(-1), results[l], about);
        const p = 100 / (1 + Math.exp(-calibrated!.at(-1)!));
        assert.ok(Math.abs(p - results[l]!) < 0.25, `${p} ${results[l]}: ${about}`);
      }
    }
    assert.deepEqual(found, []);
  });

  browserTest(browser, "the weights of a sentence add up to its sum", async (page) => {
    await open(page);
    await page.select("#models", "vi");
    await page.waitForFunction(() => document.querySelectorAll(".result li").length === 4);
    for (const text of lines.slice(0, 6)) {
      await type(page, text);
      const sums = await page.$$eval("#stage-sums .card", (cards) =>
        cards.map((card) =>
          Number(/^[+−]?\d+/.exec(card.querySelector("dd")!.textContent)![0].replace("−", "-")),
        ),
      );
      assert.equal(sums.length, 4);
      assert.deepEqual(await weightSums(page), sums, text);
    }
  });

  browserTest(browser, "a pack of the reader's is used; a bad file is refused", async (page) => {
    const found = complaints(page);
    await open(page);
    const input = (await page.$("#stage-input input[type=file]"))!;
    const says = (text: RegExp) =>
      page.waitForFunction(
        (source) =>
          new RegExp(source).test(
            document.querySelector("#stage-input [role=status]")!.textContent,
          ),
        {},
        text.source,
      );
    const before = await page.$$eval(".result .name", (names) => names.map((n) => n.textContent));
    await input.uploadFile("package.json");
    await says(/^The model could not be opened: .{10}/);
    const kept = await page.$$eval(".result .name", (names) => names.map((n) => n.textContent));
    assert.deepEqual(kept, before, "the model before stays in use");
    await input.uploadFile(PACK);
    await says(/toy\.themelight/);
    const names = await page.$$eval(".result .name", (all) => all.map((name) => name.textContent));
    assert.notDeepEqual(names, before);
    const own = await load({ model: new Uint8Array(readFileSync(PACK)) });
    assert.equal(names.length, own.themes.length);
    await type(page, lines[0]!);
    const { results } = await shown(page);
    const [tagging] = own.tag([lines[0]!]);
    for (const [l, score] of [...tagging!.scores].entries())
      assert.ok(Math.abs(results[l]! - 100 * score) < 0.051, `${results[l]} ${score}`);
    assert.deepEqual(found, []);
  });
}

browserTest(
  "chromium",
  "a slow connection shows how much has arrived; after a failure, a button tries again",
  async (page) => {
    const held = await holdRequests(page, "trace.wasm", 503);
    await page.goto(`${docs.url}docs/explainer.html`);
    await page.waitForFunction(() => {
      const { value = 0, hidden } = document.querySelector("progress") ?? {};
      return value > 0 && value < 1 && !hidden;
    });
    held.answer();
    const state = ".state button:not([hidden])";
    await page.waitForSelector(state);
    const said = await page.$eval(".state", (line) => line.textContent);
    assert.equal(said, "Không tải được mô hình. Hãy kiểm tra kết nối mạng.Thử lại");
    assert.equal(await page.$("progress:not([hidden])"), null);
    held.refuse = false;
    await page.focus(state);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#stage-probability .card");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "models");
  },
);

browserTest("chromium", "all of it works by keyboard, and focus shows", async (page) => {
  await open(page);
  const press = (key: "Tab" | "Enter") => page.keyboard.press(key);
  /** Presses Tab until an element has the focus; every stop on the way shows it. */
  const tabTo = async (wanted: string) => {
    for (let stops = 0; stops < 20; stops++) {
      await press("Tab");
      const stop = await page.evaluate((selector) => {
        const { activeElement } = document;
        const { outlineStyle } = getComputedStyle(activeElement!);
        return { there: activeElement!.matches(selector), outlineStyle };
      }, wanted);
      assert.notEqual(stop.outlineStyle, "none", `stop ${stops} before ${wanted}`);
      if (stop.there) return;
    }
    assert.fail(`Tab does not reach ${wanted}`);
  };
  const results = () => page.$$eval(".result li", (all) => all.map((one) => one.textContent));
  await page.focus("#models");
  await page.keyboard.type("V");
  await page.waitForFunction(() => document.querySelectorAll(".result li").length === 4);
  await tabTo("#stage-input button");
  await tabTo("#text");
  const before = await results();
  await page.keyboard.type(" Kỷ luật khiển trách hai đảng viên.");
  await page.waitForFunction(
    (old) => document.querySelector(".result")!.textContent !== old,
    {},
    before.join(""),
  );
  await tabTo("#stage-input button");
  await press("Enter");
  assert.match(await page.$eval("#text", (text) => (text as HTMLTextAreaElement).value), /^KỈ/);
  await tabTo("summary");
  await press("Enter");
  assert.equal(
    await page.evaluate(() => (document.activeElement!.parentElement as HTMLDetailsElement).open),
    true,
  );
});

browserTest("chromium", "a long text is cut, an empty one has no tokens", async (page) => {
  await open(page);
  await type(page, "a 😀".repeat(1500));
  const status = await page.$$eval("#stage-input [role=status]", (all) =>
    all.map((one) => one.textContent),
  );
  assert.ok(
    status.some((text) => text.includes("2,000")),
    status.join(),
  );
  await type(page, "");
  assert.equal(await page.$$eval("#stage-tokens .chip", (chips) => chips.length), 0);
});

browserTest("chromium", "no other page loads the wasm of the explainer", async (page) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  for (const path of ["docs/", "docs/embed.html", "docs/playground.html", ""]) {
    await page.goto(docs.url + path, { waitUntil: "load" });
  }
  assert.ok(requests.length > 10);
  assert.deepEqual(
    requests.filter((address) => address.endsWith("trace.wasm")),
    [],
  );
});
