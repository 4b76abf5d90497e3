// What the widget does between a reader's input and the next paint, and how much it draws. Counted,
// so the load of the machine does not matter.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { open } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

const SENTENCES = [
  "Sau sắp xếp, tỉnh còn 14 sở, giảm 5 đầu mối; 327 công chức dôi dư được giải quyết theo chế độ.",
  "Lớp tập huấn khai giảng sáng nay, học viên là cán bộ xã; khóa đào tạo kéo dài 12 ngày làm việc.",
];

/** Opens an article of so many paragraphs with the widget and the counters loaded. */
async function openArticle(page: Page, count: number): Promise<void> {
  await open(page, "no-article");
  const texts = Array.from({ length: count }, (_, i) => `<p>${i}. ${SENTENCES[i % 2]}</p>`);
  await page.evaluate(
    (html) => {
      document.body.innerHTML = html;
      countWork();
    },
    `<article>${texts.join("")}</article>`,
  );
  await page.evaluate(
    `key = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true }))`,
  );
}

const SETTLE = `for (let i = 0; i < 4; i++) {
  await work.frame();
  await globalThis.page.done;
  await globalThis.page.drawn;
}`;

browserTest("chromium", "nothing is done between an input and its paint", async (page) => {
  await openArticle(page, 3000);
  const seen = (await page.evaluate(`(async () => {
    globalThis.page = attach(toyTagger);
    const steps = [];
    let done = false;
    globalThis.page.done.then(() => { done = true; });
    while (!done && steps.length < 12) {
      // Some work first, at another moment each time.
      const before = work.steps;
      while (!done && work.steps < before + 100 * steps.length + 1) {
        // Of the widget's own priority, which any other would starve.
        await scheduler.postTask(() => {}, { priority: "background" });
      }
      if (done) break;
      key();
      const { steps: start } = work;
      // The frame that shows what the input did, to its end.
      await work.frame();
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
      steps.push(work.steps - start);
    }
    await globalThis.page.done;
    return { steps, tagged: globalThis.page.paragraphs.filter((one) => one.tagging).length };
  })()`)) as { steps: number[]; tagged: number };
  assert.ok(seen.steps.length >= 8, `${seen.steps.length} inputs while paragraphs were tagged`);
  assert.deepEqual(seen.steps, Array(seen.steps.length).fill(0));
  assert.equal(seen.tagged, 3000);
});

browserTest("chromium", "a key that is held does not end the work", async (page) => {
  await openArticle(page, 60);
  const tagged = await page.evaluate(`(async () => {
    let held = true;
    const hold = () => {
      key();
      if (held) work.frame().then(hold);
    };
    hold();
    globalThis.page = attach(toyTagger);
    await globalThis.page.done;
    await globalThis.page.drawn;
    held = false;
    return globalThis.page.shadow.querySelectorAll(".mark .bar").length > 0;
  })()`);
  assert.equal(tagged, true);
});

browserTest("chromium", "an input on a marked page costs nothing", async (page) => {
  await openArticle(page, 60);
  const turns = (await page.evaluate(`(async () => {
    globalThis.page = attach(toyTagger);
    ${SETTLE}
    const turns = [];
    for (let i = 0; i < 4; i++) {
      work.clear();
      key();
      for (let j = 0; j < 12; j++) await work.frame();
      turns.push(work.turns);
    }
    return turns;
  })()`)) as number[];
  // The first one may end the wait for inputs.
  assert.deepEqual(turns.slice(1), [0, 0, 0]);
});

browserTest("chromium", "labels of equal looks are measured once", async (page) => {
  await openArticle(page, 60);
  const seen = (await page.evaluate(`(async () => {
    let probes = 0;
    globalThis.page = attach(toyTagger, { legend: "none", strip: false });
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const { className } of addedNodes) if (className === "sizing") probes++;
    }).observe(globalThis.page.shadow, { childList: true, subtree: true });
    ${SETTLE}
    const marks = globalThis.page.shadow.querySelectorAll(".mark").length;
    const left = globalThis.page.shadow.querySelectorAll(".sizing").length;
    return { probes, marks, left };
  })()`)) as { probes: number; marks: number; left: number };
  assert.ok(seen.marks > 4, `${seen.marks} marks`);
  assert.equal(seen.left, 0);
  assert.equal(seen.probes, 2);
});

browserTest("chromium", "a drawing that changes nothing writes nothing", async (page) => {
  await openArticle(page, 60);
  const seen = (await page.evaluate(`(async () => {
    let looks = 0;
    const real = Document.prototype.elementsFromPoint;
    Document.prototype.elementsFromPoint = function (...at) {
      looks++;
      return real.apply(this, at);
    };
    globalThis.page = attach(toyTagger, { legend: "none", strip: false });
    ${SETTLE}
    const first = looks;
    const records = [];
    const observer = new MutationObserver((list) => records.push(...list));
    for (const root of [document, globalThis.page.shadow])
      observer.observe(root, { attributes: true, childList: true, subtree: true });
    // Something may have moved.
    document.body.click();
    ${SETTLE}
    const nodes = (list) => list.map(({ target }) => target.className || target.localName);
    return { first, again: looks - first, written: [...new Set(nodes(records))] };
  })()`)) as { first: number; again: number; written: string[] };
  // One look for covers at a time: not after each batch of tags.
  assert.ok(seen.first > 0 && seen.first <= 2 * seen.again, `${seen.first}, then ${seen.again}`);
  assert.deepEqual(
    seen.written.filter((name) => !["marks", "probe"].includes(name)),
    [],
  );
});
