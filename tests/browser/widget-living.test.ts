// Pages that change while they are marked, and idle pages.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { attachTo, drawn, open } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

/** Waits until the widget has read what changed. */
async function settled(page: Page): Promise<void> {
  await drawn(page);
  await page.evaluate(() => globalThis.page.done);
  await drawn(page);
}

const themes = (page: Page) =>
  page.evaluate(() =>
    globalThis.page.paragraphs.map(({ element }) => element.getAttribute("data-themelight")),
  );

for (const browser of BROWSERS) {
  browserTest(browser, "only an edited paragraph is tagged again", async (page) => {
    await attachTo(page, "daily");
    const asked = await page.evaluate(() => {
      const before = toyTagger.asked;
      const node = document.querySelectorAll(".fck_detail .Normal")[1]!.lastChild as Text;
      node.data =
        "Tỉnh mở thêm ba lớp bồi dưỡng cho cán bộ xã, mỗi lớp hai tuần, học viên được hỗ trợ đi lại.";
      return before;
    });
    await settled(page);
    assert.equal(await page.evaluate(() => toyTagger.asked), asked + 1);
    assert.equal((await themes(page))[2], "training");
  });

  browserTest(
    browser,
    "new paragraphs are tagged in document order, removed ones are dropped",
    async (page) => {
      await attachTo(page, "daily");
      await page.evaluate(() => {
        const paragraph = document.createElement("p");
        paragraph.textContent =
          "Đoàn thanh tra kết luận có vi phạm, kiến nghị kỷ luật hai cán bộ xã vì buông lỏng quản lý.";
        document.querySelectorAll(".fck_detail .Normal")[0]!.before(paragraph);
        document.querySelectorAll(".fck_detail .Normal")[2]!.remove();
      });
      await settled(page);
      const seen = await page.evaluate(() =>
        globalThis.page.paragraphs.map(({ text }) => text.slice(0, 10)),
      );
      assert.deepEqual(seen.slice(0, 4), ["Phú SơnSán", "Đoàn thanh", "Theo báo c", "Đến nay, 9"]);
      assert.equal(seen.length, 8);
      assert.deepEqual((await themes(page)).slice(0, 3), [null, "discipline", "staffing"]);
    },
  );

  browserTest(
    browser,
    "endless scrolling: appended paragraphs are tagged, none twice",
    async (page) => {
      await attachTo(page, "live");
      const [asked, count] = await page.evaluate(() => [
        toyTagger.asked,
        globalThis.page.paragraphs.length,
      ]);
      for (let i = 0; i < 3; i++) {
        await page.evaluate((n) => {
          for (let k = 0; k < 4; k++) {
            const entry = document.createElement("article");
            entry.innerHTML = `<p>Bản tin ${n}.${k}: huyện mở lớp đào tạo nghề cho 35 học viên ở các xã vùng cao.</p>`;
            document.querySelector(".feed")!.append(entry);
          }
        }, i);
        await settled(page);
      }
      assert.equal(await page.evaluate(() => globalThis.page.paragraphs.length), count! + 12);
      assert.equal(await page.evaluate(() => toyTagger.asked), asked! + 12);
      assert.equal((await themes(page)).at(-1), "training");
    },
  );

  browserTest(browser, "a late article and a route that replaces it are tagged", async (page) => {
    await attachTo(page, "no-article");
    const fill = (text: string) =>
      page.evaluate((sentence) => {
        const paragraphs = Array.from(
          { length: 5 },
          (_, i) => `<p>${sentence} Đoạn ${i}, dài vừa đủ một câu báo.</p>`,
        );
        document.querySelector("main")!.innerHTML = `<article>${paragraphs.join("")}</article>`;
      }, text);
    await fill(
      "Huyện hoàn thành việc sắp xếp các phòng, giảm bảy đầu mối và hơn một trăm biên chế trong năm nay.",
    );
    await settled(page);
    assert.deepEqual(await themes(page), Array(5).fill("staffing"));
    await fill(
      "Ủy ban kiểm tra đã thi hành kỷ luật cảnh cáo ba đảng viên vì những vi phạm trong quản lý đất đai.",
    );
    await settled(page);
    assert.deepEqual(await themes(page), Array(5).fill("discipline"));
    assert.equal(
      await page.evaluate(() => globalThis.page.shadow.querySelectorAll(".mark").length),
      5,
    );
  });

  browserTest(browser, "an article that is replaced while it is measured", async (page) => {
    await attachTo(page, "daily");
    await page.evaluate(() => {
      const { elementsFromPoint } = Document.prototype;
      let replaced = false;
      Document.prototype.elementsFromPoint = function (x, y) {
        if (!replaced) {
          replaced = true;
          document.body.innerHTML = `<article>${"<p>Tỉnh mở thêm ba lớp bồi dưỡng cho cán bộ xã, mỗi lớp hai tuần, học viên được hỗ trợ đi lại.</p>".repeat(8)}</article>`;
        }
        return elementsFromPoint.call(this, x, y);
      };
      // Draws again.
      globalThis.page.refresh();
    });
    await page.waitForFunction(() => document.querySelector("article p[data-themelight]"));
    await settled(page);
    assert.deepEqual(await themes(page), Array(8).fill("training"));
    assert.equal(await page.evaluate(() => globalThis.page.signal.aborted), false);
  });

  browserTest(browser, "folded text is tagged when it becomes visible", async (page) => {
    await open(page, "daily");
    await page.evaluate(async () => {
      for (const one of [...document.querySelectorAll<HTMLElement>(".fck_detail .Normal")].slice(2))
        one.style.display = "none";
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
    });
    assert.equal((await themes(page)).length, 3);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll<HTMLElement>(".fck_detail .Normal"))
        one.style.display = "";
    });
    await settled(page);
    assert.equal((await themes(page)).length, 8);
  });

  browserTest(browser, "an idle page runs no callback", async (page) => {
    await page.evaluateOnNewDocument(() => {
      const calls: string[] = [];
      Object.assign(globalThis, { calls });
      const world = globalThis as unknown as Record<string, (...all: unknown[]) => unknown>;
      for (const name of [
        "setTimeout",
        "setInterval",
        "requestAnimationFrame",
        "requestIdleCallback",
        "queueMicrotask",
      ]) {
        const real = world[name];
        if (!real) continue;
        world[name] = (...all) => {
          calls.push(name);
          return real(...all);
        };
      }
      const { timeout } = AbortSignal;
      AbortSignal.timeout = (milliseconds) => {
        const signal = timeout.call(AbortSignal, milliseconds);
        signal.addEventListener("abort", () => {
          if (signal.onabort) calls.push("AbortSignal.timeout");
        });
        return signal;
      };
      for (const name of ["MutationObserver", "IntersectionObserver", "ResizeObserver"]) {
        const Real = world[name] as unknown as new (callback: unknown, options: unknown) => object;
        world[name] = class extends Real {
          constructor(callback: (...all: unknown[]) => void, options: unknown) {
            super((...all: unknown[]) => {
              calls.push(name);
              callback(...all);
            }, options);
          }
        } as never;
      }
    });
    await attachTo(page, "magazine", { legend: "open" });
    await drawn(page);
    const calls = await page.evaluate(async () => {
      const { calls } = globalThis as unknown as { calls: string[] };
      const timers = calls.filter((name) => /setTimeout|Interval|Idle/.test(name));
      calls.length = 0;
      // The test's own waiting must not count: a message comes back when the worker has slept.
      const source = "const end = Date.now() + 1500; while (Date.now() < end); postMessage(0)";
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      await new Promise((resolve) => {
        worker.onmessage = resolve;
      });
      worker.terminate();
      return [...timers, ...calls];
    });
    assert.deepEqual(calls, []);
  });

  browserTest(
    browser,
    "ten thousand paragraphs: those in view first, all in the end, edits stay cheap",
    async (page) => {
      await open(page, "no-article");
      const seen = await page.evaluate(async () => {
        const texts = [
          "Huyện sắp xếp lại các phòng, giảm biên chế và bảy đầu mối.",
          "Trời chuyển lạnh từ đêm hôm trước, sân nhà văn hóa vẫn đông người đến từ sớm.",
        ];
        const paragraphs = Array.from({ length: 10_000 }, (_, i) => `<p>${i}. ${texts[i % 2]}</p>`);
        document.querySelector("main")!.innerHTML = paragraphs.join("");
        const before = toyTagger.asked;
        const handle = attach(toyTagger, { root: "main" });
        const inWindow = new Promise<number>((resolve) => {
          document.addEventListener("themelight:ready", ({ detail }) => resolve(detail.paragraphs));
        });
        // The texts tagged until the first mark is placed.
        let askedFirst = -1;
        new MutationObserver(() => {
          if (askedFirst < 0) askedFirst = toyTagger.asked - before;
        }).observe(handle.shadow, { subtree: true, attributeFilter: ["dir"] });
        await handle.ready;
        const early = document.querySelectorAll("[data-themelight]").length;
        const inView = document.querySelector("p")!.hasAttribute("data-themelight");
        await handle.done;
        const late = document.querySelectorAll("[data-themelight]").length;
        const asked = toyTagger.asked;
        (document.querySelectorAll("main p")[5000]!.firstChild as Text).data =
          "Một câu khác hẳn, dài vừa đủ để là một đoạn.";
        await probes.frames();
        await handle.done;
        return {
          early,
          inView,
          inWindow: await inWindow,
          askedFirst,
          late,
          count: handle.paragraphs.length,
          again: toyTagger.asked - asked,
        };
      });
      assert.equal(seen.count, 10_000);
      assert.equal(seen.late, 5000);
      assert.equal(seen.again, 1);
      assert.ok(seen.inView && seen.early < 2500, `${seen.early} tagged when the view was ready`);
      // In batches of 32.
      assert.ok(
        seen.askedFirst > 0 && seen.askedFirst < seen.inWindow + 32,
        `${seen.askedFirst} asked before`,
      );
    },
  );

  browserTest(browser, "marks follow text in a scrolling pane", async (page) => {
    await attachTo(page, "app-shell");
    const gaps = () =>
      page.evaluate(async () => {
        await probes.frames();
        const { page } = globalThis;
        const tops = [...page.shadow.querySelectorAll(".bar")].map(
          (bar) => bar.getBoundingClientRect().top,
        );
        return page.shown
          .map((i) => page.paragraphs[i]!.element.getBoundingClientRect().top)
          .filter(
            (top) =>
              top > 60 && top < innerHeight - 60 && !tops.some((bar) => Math.abs(bar - top) < 2),
          );
      });
    assert.deepEqual(await gaps(), []);
    await page.evaluate(() => document.querySelector(".pane")!.scrollTo(0, 400));
    assert.deepEqual(await gaps(), []);
  });
}

browserTest("chromium", "done waits for the rest of a document that is parsed", async (page) => {
  await open(page, "daily");
  const seen = await page.evaluate(async () => {
    let state = "loading";
    Object.defineProperty(Document.prototype, "readyState", {
      get() {
        return state;
      },
    });
    const tagged = new Promise((resolve) =>
      document.addEventListener("themelight:tagged", resolve),
    );
    globalThis.page = attach(toyTagger);
    let ended = false;
    const done = globalThis.page.done.then(() => {
      ended = true;
    });
    await tagged;
    await probes.frames();
    const early = ended;
    const last = document.querySelector(".fck_detail")!.lastElementChild!;
    const more = last.cloneNode() as Element;
    more.className = "Normal";
    more.textContent =
      "Tỉnh mở thêm ba lớp bồi dưỡng cho cán bộ xã, mỗi lớp hai tuần, học viên được hỗ trợ đi lại.";
    const before = globalThis.page.paragraphs.length;
    last.before(more);
    state = "interactive";
    // The records of the parser come before its event.
    await null;
    document.dispatchEvent(new Event("DOMContentLoaded"));
    await done;
    const { paragraphs } = globalThis.page;
    return [early, paragraphs.length - before, paragraphs.every(({ tagging }) => tagging)];
  });
  assert.deepEqual(seen, [false, 1, true]);
});

browserTest("chromium", "done waits for a reading that a listener has begun", async (page) => {
  await open(page, "daily");
  const seen = await page.evaluate(async () => {
    document.addEventListener(
      "themelight:tagged",
      () => {
        document.querySelector(".fck_detail .Normal")!.textContent =
          "Tỉnh mở thêm ba lớp bồi dưỡng cho cán bộ xã, mỗi lớp hai tuần, học viên được hỗ trợ đi lại.";
        globalThis.page.update();
      },
      { once: true },
    );
    globalThis.page = attach(toyTagger);
    await globalThis.page.done;
    const { busy, paragraphs } = globalThis.page;
    return [
      busy,
      paragraphs.filter(({ text, tagging }) => tagging && /^Tỉnh mở/.test(text)).length,
    ];
  });
  assert.deepEqual(seen, [false, 1]);
});
