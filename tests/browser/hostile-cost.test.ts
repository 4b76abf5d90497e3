// The cost of hostile and ever changing pages, in calls to the DOM.
import assert from "node:assert/strict";
import { ARTICLE, loadWork, N, openArticle, paragraphs, SENTENCE, workOf } from "./lib/cost.js";
import { open } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

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
