// The cost of long, hostile and ever changing pages. Calls to the DOM are counted instead of time,
// so the load of the machine does not matter: twice the page may cost at most some twice the calls.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { open } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

/** Twice the page may take this many times the work. */
const MOST_GROWTH = 2.3;

const SENTENCE =
  "Sau sắp xếp, tỉnh còn 14 sở, giảm 5 đầu mối; 327 công chức dôi dư được giải quyết theo chế độ.";
const ARTICLE = `<article><div class="article-content">${`<p>${SENTENCE}</p>`.repeat(6)}<div id="more"></div></div></article>`;

/** Opens an article with the counters and the widget loaded; `before` runs in the page first. */
async function openArticle(page: Page, before = ""): Promise<void> {
  await open(page, "no-article");
  await page.evaluate((html) => {
    document.body.innerHTML = html;
  }, ARTICLE);
  await page.evaluate(`{ const more = document.getElementById("more"); ${before} }`);
  await page.evaluate(() => countWork());
}

interface Work {
  steps: number;
  most: number;
  paragraphs: number;
}

/** Runs a change in the page with the widget attached and gives the work until all is tagged. */
async function workOf(page: Page, change: string): Promise<Work> {
  return (await page.evaluate(`(async () => {
    const more = document.getElementById("more");
    const settle = async () => {
      await probes.frames();
      await globalThis.page.done;
      await probes.frames();
    };
    await settle();
    work.clear();
    ${change};
    await settle();
    return { steps: work.steps, most: work.most, paragraphs: globalThis.page.paragraphs.length };
  })()`)) as Work;
}

/** The work of attaching to an article after a script has made it long. */
async function loadWork(page: Page, before: string, options = {}): Promise<Work> {
  await openArticle(page, before);
  return (await page.evaluate(async (options) => {
    const { work } = globalThis as unknown as { work: Work & { clear(): void } };
    work.clear();
    globalThis.page = attach(toyTagger, options);
    await globalThis.page.done;
    return { steps: work.steps, most: work.most, paragraphs: globalThis.page.paragraphs.length };
  }, options)) as Work;
}

async function changeWork(page: Page, before: string, change: string, options = {}): Promise<Work> {
  await loadWork(page, before, options);
  return workOf(page, change);
}

function assertLinear(small: Work, large: Work, what: string): void {
  const growth = large.steps / small.steps;
  assert.ok(growth <= MOST_GROWTH, `${what}: ${small.steps} steps, then ${large.steps}`);
}

const paragraphs = (count: number): string =>
  `more.innerHTML = ${JSON.stringify(`<p>${SENTENCE}</p>`)}.repeat(${count});`;

const N = 1000;

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
  "text that comes beside the article is read ever less often",
  async (page) => {
    await loadWork(page, paragraphs(N));
    const storm = (frames: number) =>
      workOf(
        page,
        `const box = document.createElement("div"); document.body.append(box);
      for (let i = 0; i < ${frames}; i++) {
        box.textContent = ("giá vàng " + i + " ").repeat(40);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }`,
      );
    const first = await storm(60);
    const second = await storm(60);
    assert.ok(second.steps <= first.steps, `${first.steps} steps, then ${second.steps}`);
  },
);

/** Changes a box beside the article until `stop`: in each frame, as prices do, or all the time. */
const STORM = `globalThis.storm = (box, next = work.frame, count = () => 40) => {
  let i = 0;
  let going = true;
  const change = () => {
    box.replaceChildren(...Array.from({ length: count(i) }, (_, j) =>
      Object.assign(document.createElement("span"), { textContent: "giá " + i + " " + j })));
    i++;
    if (going) next().then(change);
  };
  change();
  return { get frames() { return i; }, stop() { going = false; } };
}`;

for (const [title, count, article] of [
  // So long an article that reading it again would take most of the steps.
  ["wakes the widget now and then only", "() => 40", 2000],
  ["that makes the page longer and shorter does so, too", "(i) => 40 + (i % 5) * 20", 50],
] as const) {
  browserTest("chromium", `a storm of changes beside the article ${title}`, async (page) => {
    await loadWork(page, paragraphs(article));
    const seen = (await page.evaluate(`(async () => {
      ${STORM};
      const box = document.createElement("div");
      document.body.append(box);
      const going = storm(box, work.frame, ${count});
      while (going.frames < 100) await work.frame();
      work.clear();
      const [start, before] = [performance.now(), going.frames];
      while (going.frames < before + 120) await work.frame();
      const { steps, turns } = work;
      const seconds = (performance.now() - start) / 1000;
      going.stop();
      return { steps, turns, seconds, records: (going.frames - before) * 80 };
    })()`)) as { steps: number; turns: number; seconds: number; records: number };
    // Two readings a second, of some tasks each; the whole page is read ever less often.
    const most = 40 + seen.seconds * 16;
    assert.ok(seen.turns <= most, `${seen.turns} turns in ${seen.seconds} s`);
    // One look at each added node, which is gone again, at the next reading.
    const looks = seen.records * (count === "() => 40" ? 1 : 2);
    assert.ok(seen.steps <= looks * 1.5, `${seen.steps} steps, ${seen.records} records`);
  });
}

browserTest(
  "chromium",
  "a page is done, and its changes are seen, while text beside the article changes all the time",
  async (page) => {
    await openArticle(page, `more.innerHTML = "<div id=ticker></div>"`);
    const seen = (await page.evaluate(`(async () => {
      ${STORM};
      const ticker = document.getElementById("ticker");
      document.body.append(ticker);
      const next = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      const going = storm(ticker, next);
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
      const first = globalThis.page.paragraphs.length;
      document.querySelector("article p").textContent = ${JSON.stringify(`Mới. ${SENTENCE}`)};
      await work.frame();
      await globalThis.page.done;
      going.stop();
      return [first, globalThis.page.paragraphs[0].text];
    })()`)) as [number, string];
    assert.deepEqual(seen, [6, `Mới. ${SENTENCE}`]);
  },
);

browserTest(
  "chromium",
  "moved, removed and new paragraphs are all in their places",
  async (page) => {
    await loadWork(
      page,
      `more.innerHTML = Array.from({ length: 40 }, (_, i) => \`<p>\${i}. ${SENTENCE}</p>\`).join("")`,
    );
    const seen = await page.evaluate(async (sentence) => {
      const more = document.getElementById("more")!;
      const list = [...more.children];
      more.prepend(list[30]!, list[20]!);
      list[5]!.after(list[39]!);
      list[7]!.remove();
      const box = document.createElement("div");
      list[10]!.after(box);
      for (let i = 0; i < 3; i++)
        box.append(
          Object.assign(document.createElement("p"), { textContent: `mới ${i}. ${sentence}` }),
        );
      box.append(list[12]!);
      list[39]!.before(
        Object.assign(document.createElement("p"), { textContent: `trước. ${sentence}` }),
      );
      await probes.frames();
      await globalThis.page.done;
      return {
        found: globalThis.page.paragraphs.map(({ text }) => text),
        there: [...document.querySelectorAll("article p")].map(({ textContent }) => textContent),
      };
    }, SENTENCE);
    assert.deepEqual(seen.found, seen.there);
  },
);

browserTest("chromium", "text that is not rendered is not read", async (page) => {
  const kinds = ['style="display:none"', 'style="visibility:hidden"', "hidden"];
  for (const kind of kinds) {
    for (const tag of ["div", "span", "p"]) {
      await openArticle(
        page,
        `more.innerHTML = '<${tag} ${kind}>' + "chữ ".repeat(100000) + "</${tag}>"`,
      );
      const read = await page.evaluate(async () => {
        const hidden = document.getElementById("more")!.firstChild!.firstChild as Text;
        let count = 0;
        const real = Object.getOwnPropertyDescriptor(CharacterData.prototype, "data")!;
        Object.defineProperty(CharacterData.prototype, "data", {
          ...real,
          get(this: Text) {
            if (this === hidden) count++;
            return real.get!.call(this);
          },
        });
        globalThis.page = attach(toyTagger);
        await globalThis.page.done;
        return [count, globalThis.page.paragraphs.length];
      });
      assert.deepEqual(read, [0, 6], `${tag} ${kind}`);
    }
  }
});

browserTest(
  "chromium",
  "a paragraph that changes in every frame is read ever less often",
  async (page) => {
    await loadWork(page, "");
    const asked = await page.evaluate(async (sentence) => {
      const { asked } = toyTagger;
      const text = document.querySelector("p")!.firstChild as Text;
      for (let i = 0; i < 200; i++) {
        text.data = `${i}. ${sentence}`;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await globalThis.page.done;
      const last = globalThis.page.paragraphs[0]!.text;
      return { count: toyTagger.asked - asked, last };
    }, SENTENCE);
    assert.ok(asked.count <= 30, `tagged ${asked.count} times in 200 frames`);
    assert.equal(asked.last, `199. ${SENTENCE}`);
  },
);

browserTest(
  "chromium",
  "form fields named like properties of their form change nothing",
  async (page) => {
    await open(page, "no-article");
    page.on("console", (message) => console.log(message.text()));
    const names = await page.evaluate(async (html) => {
      const all: string[] = [];
      for (let at: object | null = HTMLFormElement.prototype; at; at = Object.getPrototypeOf(at)) {
        all.push(...Object.getOwnPropertyNames(at).filter((name) => name !== "__proto__"));
      }
      const fields = [...new Set(all)].map((name) => `<input type="hidden" name="${name}">`);
      document.body.innerHTML = `<form>${fields.join("")}${html}</form>`;
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
      await probes.frames();
      return {
        fields: fields.length,
        found: globalThis.page.paragraphs.length,
        marks: globalThis.page.shadow.querySelectorAll(".mark").length,
      };
    }, ARTICLE);
    assert.ok(names.fields > 200, `${names.fields} names`);
    assert.deepEqual([names.found, names.marks], [6, 6]);
  },
);

for (const [title, break_] of [
  ["gives NaN", "performance.now = () => NaN"],
  ["gives undefined", "performance.now = () => undefined"],
  ["stands still", "performance.now = () => 0"],
  ["is missing", "performance.now = undefined"],
  ["gives NaN, and so does Date", "performance.now = Date.now = () => NaN"],
] as const) {
  browserTest("chromium", `all is tagged, in slices, where the clock ${title}`, async (page) => {
    const work = await loadWork(page, `${paragraphs(3000)}; ${break_};`);
    assert.equal(work.paragraphs, 3006);
    assert.ok(work.most <= 60_000, `${work.most} steps in one task`);
  });
}

browserTest("chromium", "an old library's array methods change nothing", async (page) => {
  await openArticle(page);
  const found = await page.evaluate(async () => {
    const changed = {
      entries(this: unknown[]) {
        return this.slice();
      },
      each() {},
    };
    // Enumerable, as those libraries make them.
    Object.assign(Array.prototype, changed);
    Object.assign(Array, {
      from(list: ArrayLike<unknown>) {
        return Array.prototype.slice.call(list);
      },
    });
    globalThis.page = attach(toyTagger, { legend: "none" });
    await globalThis.page.done;
    await globalThis.page.drawn;
    const { shadow, paragraphs } = globalThis.page;
    return [paragraphs.length, shadow.querySelectorAll(".mark .bar").length];
  });
  assert.deepEqual(found, [6, 6]);
});

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

browserTest(
  "chromium",
  "a very long paragraph is explained in part, and one longer still is none",
  async (page) => {
    await open(page, "no-article");
    const seen = await page.evaluate(async (html) => {
      const asked: number[] = [];
      const tagger = {
        themes: toyTagger.themes,
        tag(texts: readonly string[]) {
          asked.push(...texts.map(({ length }) => length));
          return toyTagger.tag(texts);
        },
        explain(text: string) {
          asked.push(-text.length);
          return toyTagger.explain(text);
        },
      };
      document.body.innerHTML = html;
      const [first, second] = document.querySelectorAll("p");
      first!.textContent = "đào tạo cán bộ xã. ".repeat(2000);
      second!.textContent = "đào tạo cán bộ xã. ".repeat(20_000);
      globalThis.page = attach(tagger);
      await globalThis.page.done;
      await probes.frames();
      return {
        paragraphs: globalThis.page.paragraphs.length,
        tagged: Math.max(...asked),
        explained: -Math.min(...asked),
      };
    }, ARTICLE);
    assert.deepEqual(seen, { paragraphs: 5, tagged: 37_999, explained: 10_000 });
  },
);

browserTest(
  "chromium",
  "a page of very many elements has marks but no new sheet, which would style all of them again",
  async (page) => {
    for (const [count, sheets] of [
      [1000, 1],
      [50_000, 0],
    ]) {
      await openArticle(page, `more.innerHTML = "<i>a</i>".repeat(${count})`);
      const seen = await page.evaluate(async () => {
        globalThis.page = attach(toyTagger);
        await globalThis.page.done;
        await globalThis.page.drawn;
        return {
          sheets: document.adoptedStyleSheets.length,
          marks: globalThis.page.shadow.querySelectorAll(".mark .bar").length,
          spoken: document.querySelectorAll("[data-themelight][aria-description]").length,
        };
      });
      assert.deepEqual(seen, { sheets, marks: 6, spoken: sheets ? 0 : 6 }, `${count} elements`);
    }
  },
);

browserTest("chromium", "what covers an article is looked for in short tasks", async (page) => {
  await openArticle(page);
  const looks = (await page.evaluate(`(async () => {
    let [now, all, inTask, most] = [0, 0, 0, 0];
    // Time passes with each look only.
    performance.now = () => now;
    const real = Document.prototype.elementsFromPoint;
    Document.prototype.elementsFromPoint = function (x, y) {
      now += 2;
      all++;
      most = Math.max(most, ++inTask);
      return real.call(this, x, y);
    };
    const turn = scheduler.yield.bind(scheduler);
    scheduler.yield = () => turn().then(() => { inTask = 0; });
    globalThis.page = attach(toyTagger);
    await globalThis.page.done;
    await globalThis.page.drawn;
    return { all, most };
  })()`)) as { all: number; most: number };
  assert.ok(looks.all >= 30, `${looks.all} looks`);
  assert.ok(looks.most <= 10, `${looks.most} looks in a task`);
});
