// The cost of long pages: twice the page may cost at most some twice the calls to the DOM.
import assert from "node:assert/strict";
import { assertLinear, changeWork, loadWork, N, paragraphs, SENTENCE, workOf } from "./lib/cost.js";
import { browserTest } from "./lib/harness.js";

/** What may stand in an article, in a size. */
const LOADS: readonly [title: string, script: (n: number) => string][] = [
  ["paragraphs", paragraphs],
  ["letters without a space", (n) => `more.innerHTML = "<p>" + "a".repeat(${n * 40}) + "</p>"`],
  ["lines parted by <br>", (n) => `more.innerHTML = "một dòng ngắn<br>".repeat(${n})`],
  [
    "paragraphs parted by <br>",
    (n) => `more.innerHTML = ${JSON.stringify(`${SENTENCE}<br><br>`)}.repeat(${n})`,
  ],
  ["text nodes", (n) => `for (let i = 0; i < ${n * 4}; i++) more.append("chữ ")`],
  ["nested inline elements", (n) => `more.innerHTML = "<b>".repeat(${n / 4}) + "một <p>hai</p>"`],
  ["inline elements in a row", (n) => `more.innerHTML = "<b>một</b> ".repeat(${n})`],
  [
    "elements nested by a script",
    (n) =>
      `let at = more; for (let i = 0; i < ${n * 0.75}; i++) { const one = document.createElement("div"); ` +
      `one.append("một hai"); at.append(one); at = one; }`,
  ],
  [
    "long class names",
    (n) => `more.innerHTML = "<p class='" + "-comment".repeat(${n}) + "x'>chữ</p>"`,
  ],
  [
    "roots",
    (n) =>
      `more.innerHTML = ${JSON.stringify(`<div data-themelight-root><p>${SENTENCE}</p></div>`)}.repeat(${n / 2})`,
  ],
];

for (const [title, script] of LOADS) {
  browserTest("chromium", `twice as many cost at most twice as much: ${title}`, async (page) => {
    assertLinear(await loadWork(page, script(N)), await loadWork(page, script(2 * N)), title);
  });
}

/** What may happen to an article of so many paragraphs. */
const CHANGES: readonly [
  title: string,
  before: (n: number) => string,
  change: (n: number) => string,
][] = [
  ["paragraphs come", () => "", paragraphs],
  [
    "paragraphs go",
    paragraphs,
    (n) => `for (let i = 0; i < ${n / 2}; i++) more.firstChild.remove()`,
  ],
  ["paragraphs move", paragraphs, () => "for (const one of [...more.children]) more.prepend(one)"],
  [
    "texts change",
    paragraphs,
    () => `for (const one of more.children) one.firstChild.data += " Thêm."`,
  ],
  [
    "paragraphs are wrapped",
    paragraphs,
    () =>
      "for (const one of [...more.children]) { const box = document.createElement('div'); one.before(box); box.append(one); }",
  ],
  [
    "text comes beside the article",
    () => "",
    (n) =>
      `for (let i = 0; i < ${n}; i++) { const one = document.createElement("aside"); one.textContent = "chữ"; document.body.append(one); }`,
  ],
];

for (const [title, before, change] of CHANGES) {
  browserTest("chromium", `twice as many cost at most twice as much: ${title}`, async (page) => {
    const [small, large] = [
      await changeWork(page, before(N), change(N)),
      await changeWork(page, before(2 * N), change(2 * N)),
    ];
    assertLinear(small, large, title);
  });
}

browserTest(
  "chromium",
  "appended paragraphs cost what the same text costs at load",
  async (page) => {
    const loaded = await loadWork(page, paragraphs(4 * N));
    const appended = await changeWork(page, "", paragraphs(4 * N));
    assert.equal(appended.paragraphs, loaded.paragraphs);
    assert.ok(
      appended.steps <= loaded.steps * 1.5,
      `${appended.steps} steps, at load ${loaded.steps}`,
    );
    // In slices: the work of one task does not grow with the number of paragraphs.
    assert.ok(appended.most <= 30_000, `${appended.most} steps in one task`);
  },
);

/** What happens to a part of an article: the work must not depend on the rest of it. */
const LOCAL: readonly [title: string, change: string][] = [
  [
    "paragraphs come",
    `for (let i = 0; i < 50; i++) { const one = document.createElement("p"); one.textContent = i + ". " + ${JSON.stringify(SENTENCE)}; more.append(one); }`,
  ],
  ["a paragraph changes", `more.children[300].firstChild.data += " Thêm."`],
  ["a paragraph is put in between", `more.children[300].before(more.children[10].cloneNode(true))`],
  ["a filter is chosen", `globalThis.page.filter(["digital"])`],
  ["the confidence changes near the view", `globalThis.page.setConfidence(0.9)`],
  ["the reader scrolls", "scrollBy(0, 3 * innerHeight); await probes.frames()"],
];

/** Without the legend and the strip, which are drawn at any time after the last mark. */
const BARE = { legend: "none", strip: false };

for (const [title, change] of LOCAL) {
  browserTest("chromium", `the work does not depend on the article: ${title}`, async (page) => {
    const [few, many] = [N / 2, 6 * N];
    const [small, large] = [
      await changeWork(page, paragraphs(few), change, BARE),
      await changeWork(page, paragraphs(many), change, BARE),
    ];
    // How often the view is drawn, some 1,100 steps each time, depends on when the frames come.
    const most = small.steps + 0.8 * (many - few);
    assert.ok(large.steps <= most, `${small.steps} steps, then ${large.steps}`);
  });
}

browserTest("chromium", "a filter changes elements near the view only", async (page) => {
  await loadWork(page, paragraphs(4 * N));
  const faded = await page.evaluate(async () => {
    globalThis.page.filter(["digital"]);
    await globalThis.page.drawn;
    const near = document.querySelectorAll("[data-themelight-faded]").length;
    scrollTo(0, document.documentElement.scrollHeight / 2);
    await probes.frames();
    const [middle] = [...document.querySelectorAll("[data-themelight-faded]")];
    const there = Math.abs(middle!.getBoundingClientRect().top) < 3 * innerHeight;
    globalThis.page.filter();
    await globalThis.page.drawn;
    return [near, there, document.querySelectorAll("[data-themelight-faded]").length];
  });
  assert.ok(Number(faded[0]) > 0 && Number(faded[0]) < 200, `${faded[0]} blocks`);
  assert.deepEqual(faded.slice(1), [true, 0]);
});

browserTest("chromium", "rules for cue words apply near the view only", async (page) => {
  await loadWork(page, paragraphs(4 * N));
  const cued = (await page.evaluate(`(async () => {
    const count = () => document.querySelectorAll("[data-themelight-cues]").length;
    const settle = async () => {
      await probes.frames();
      await globalThis.page.drawn;
    };
    await settle();
    const top = count();
    scrollTo(0, document.documentElement.scrollHeight / 2);
    await settle();
    const [first] = document.querySelectorAll("[data-themelight-cues]");
    const there = Math.abs(first.getBoundingClientRect().top) < 3 * innerHeight;
    const middle = count();
    globalThis.page.destroy();
    return { top, middle, there, after: count() };
  })()`)) as { top: number; middle: number; there: boolean; after: number };
  assert.ok(cued.top > 0 && cued.top < 200, `${cued.top} blocks`);
  assert.ok(cued.middle > 0 && cued.middle < 200, `${cued.middle} blocks`);
  assert.deepEqual([cued.there, cued.after], [true, 0]);
});

browserTest(
  "chromium",
  "a paragraph of an endless page costs what the first ones do",
  async (page) => {
    const chunks = (count: number) => `for (let i = 0; i < ${count}; i++) {
    const part = document.createDocumentFragment();
    for (let j = 0; j < 250; j++) {
      const one = document.createElement("p");
      one.textContent = i + " " + j + ". " + ${JSON.stringify(SENTENCE)};
      part.append(one);
    }
    more.append(part);
    await settle();
  }`;
    await loadWork(page, "");
    const first = await workOf(page, chunks(4));
    await workOf(page, chunks(8));
    const later = await workOf(page, chunks(4));
    assert.equal(later.paragraphs, 4006);
    assert.ok(later.steps <= first.steps * 1.3, `${first.steps} steps, then ${later.steps}`);
  },
);

browserTest(
  "chromium",
  "very many paragraphs in view get a bounded number of marks",
  async (page) => {
    const style = "position:absolute;top:0;left:20px";
    const work = await loadWork(
      page,
      `more.innerHTML = ${JSON.stringify(`<p style="${style}">${SENTENCE}</p>`)}.repeat(3000)`,
    );
    assert.equal(work.paragraphs, 3006);
    const marks = await page.evaluate(async () => {
      await globalThis.page.drawn;
      return globalThis.page.shadow.querySelectorAll(".mark").length;
    });
    assert.ok(marks > 0 && marks <= 500, `${marks} marks`);
  },
);

browserTest(
  "chromium",
  "what stands over a paragraph is looked for among a bounded number of nodes",
  async (page) => {
    const columns = (count: number) =>
      `more.style.cssText = "display:flex;font-size:4px;line-height:4px"; more.innerHTML = ` +
      `"<div style='width:40px'>" + "<i>a</i> ".repeat(${count}) + "</div>" + ` +
      `"<div style='margin-left:300px'>" + ${JSON.stringify(`<p>${SENTENCE}</p>`)}.repeat(20) + "</div>"`;
    const drawing = async (count: number) => {
      await loadWork(page, columns(count));
      await page.evaluate(() => probes.frames());
      return workOf(
        page,
        "globalThis.page.select(3, { scroll: false }); await globalThis.page.drawn",
      );
    };
    const [small, large] = [await drawing(2000), await drawing(8000)];
    assert.ok(large.steps <= small.steps * 1.2, `${small.steps} steps, then ${large.steps}`);
  },
);
