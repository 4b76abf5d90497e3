// The arguments of attach in the built package: what it accepts, and what it says of the rest.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest, type Site, site } from "./lib/harness.js";

const SENTENCE = "Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật khiển trách 63 đảng viên vi phạm.";
const PAGE = `<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="icon" href="data:,">
<title>Arguments</title><div class="article"><p>${SENTENCE}</p></div><div class="other"><p>${SENTENCE}</p></div>`;

let served: Site;
before(async () => {
  served = await site({ links: { themelight: "dist/npm" }, files: { "index.html": PAGE } });
});
after(() => served.close());

/** Runs `attach` with each expression. Resolves with the parents of the marked paragraphs, or the error. */
const attachAll = (expressions: readonly string[]) => `(async () => {
  const { attach, load } = await import("/themelight/index.js");
  const tagger = await load();
  const results = [];
  for (const call of [${expressions.map((one) => `() => ${one}`)}]) {
    const before = document.documentElement.outerHTML;
    try {
      const page = call();
      await page.done;
      const marked = document.querySelectorAll("p[data-themelight]");
      results.push([...marked].map((p) => p.parentElement.className).join());
      page.destroy();
    } catch (error) {
      results.push(error.name + " " + error.code + " " + error.message);
    }
    if (document.documentElement.outerHTML !== before) results.push("the page is not as before");
  }
  return results;
})()`;

browserTest("chromium", "attach takes the article in every form", async (page) => {
  await page.goto(served.url);
  const forms = [
    'attach(tagger, ".article")',
    'attach(tagger, { root: ".article" })',
    'attach(tagger, document.querySelector(".article"))',
    'attach(tagger, [document.querySelector(".article")])',
    'attach(tagger, document.querySelectorAll(".article"))',
    'attach(tagger, document.getElementsByClassName("article"))',
    'attach(tagger, { root: document.querySelector(".article") })',
  ];
  assert.deepEqual(
    await page.evaluate(attachAll(forms)),
    forms.map(() => "article"),
  );
});

browserTest("chromium", "a page handle does nothing after its marks are removed", async (page) => {
  await page.goto(served.url);
  const seen = await page.evaluate(`(async () => {
    const { attach, load } = await import("/themelight/index.js");
    const tagger = await load();
    const before = document.documentElement.outerHTML;
    const events = [];
    const handle = attach(tagger);
    await handle.done;
    for (const type of ["before-tag", "tagged", "filter", "select"])
      document.addEventListener("themelight:" + type, () => events.push(type));
    handle.destroy();
    handle.update();
    handle.filter(["staffing"]);
    handle.select(0);
    handle.destroy();
    await handle.done;
    await handle.drawn;
    const asBefore = document.documentElement.outerHTML === before;
    return { events, asBefore, sheets: document.adoptedStyleSheets.length };
  })()`);
  assert.deepEqual(seen, { events: [], asBefore: true, sheets: 0 });
});

browserTest("chromium", "misuse of attach gets an error that names it", async (page) => {
  await page.goto(served.url);
  const cases: [call: string, message: RegExp][] = [
    ["attach(load())", /a promise as its tagger\. Await it: attach\(await load\(\)\)/],
    ["attach()", /undefined as its tagger/],
    ["attach(document.body)", /object as its tagger/],
    ["attach(tagger, null)", /null as the article.*no element matches/],
    ["attach(tagger, 'p:nope(')", /"p:nope\(", which is not a CSS selector/],
    ["attach(tagger, '')", /"", which is not a CSS selector/],
    ["attach(tagger, 5)", /number as the article or options/],
    ["attach(tagger, [])", /an empty list of elements/],
    ["attach(tagger, ['p'])", /a list of other things than elements/],
    ["attach(tagger, Promise.resolve(document.body))", /a promise as the article/],
  ];
  const found = (await page.evaluate(attachAll(cases.map(([call]) => call)))) as string[];
  assert.equal(found.length, cases.length, found.join("\n"));
  for (const [i, [call, message]] of cases.entries()) {
    assert.match(found[i]!, /^ThemelightError input\/type attach\(\) was given /, call);
    assert.match(found[i]!, message);
  }
});
