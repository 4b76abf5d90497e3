// Labels and marks with very different bundled default fonts.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { attachTo, FONTS, type FontName, open, PAGES } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

const names = Object.keys(FONTS) as FontName[];

/**
 * One fixture for each kind of layout that labels have to fit in; `widget-trace.test.ts` has all
 * fixtures in one font.
 */
const LAYOUTS: readonly string[] = [
  ...["daily", "magazine", "columns", "floats", "rtl", "tables", "interview", "bare-lines"],
  ...["blog", "boxes", "photos", "live", "portal", "word", "notice", "digest"],
  ...["columns-list", "inline-things", "portal-cell", "parts-side-column"],
];

test("the fixtures of layouts exist", () => {
  assert.deepEqual(
    LAYOUTS.filter((name) => !PAGES.includes(name)),
    [],
  );
});

for (const [browser, widths] of [
  ["chromium", [320, 768, 1366]],
  ["firefox", [360]],
] as const) {
  for (const font of names) {
    browserTest(browser, `labels are never over text, in a ${font} font`, async (page) => {
      const found: string[] = [];
      for (const width of widths) {
        await page.setViewport({ width, height: 900 });
        for (const name of LAYOUTS) {
          await attachTo(page, name, { legend: "none", strip: false }, font);
          const over = await page.evaluate(async () => {
            const found = probes.labelsOverText();
            // The label of a selected paragraph also shows the probability.
            for (const index of globalThis.page.shown) {
              globalThis.page.select(index, { scroll: false });
              await probes.frames(0);
              found.push(...probes.labelsOverText().map((one) => `selected: ${one}`));
            }
            return found;
          });
          found.push(...over.map((one) => `${name} at ${width}: ${one}`));
        }
      }
      assert.deepEqual(found, []);
    });
  }
}

for (const font of names) {
  browserTest("chromium", `nothing on the page moves, in a ${font} font`, async (page) => {
    for (const name of LAYOUTS) {
      await open(page, name, font);
      const moved = await page.evaluate(async () => {
        const before = probes.layout();
        globalThis.page = attach(toyTagger, { legend: "open" });
        await globalThis.page.done;
        await probes.frames();
        return probes.moved(before, probes.layout());
      });
      assert.deepEqual(moved, [], name);
    }
  });
}

/** Replaces the page's content, attaches the widget, and returns the labels over text. */
async function overIn(page: Page, html: string): Promise<string[]> {
  await open(page, "no-article", "condensed sans");
  return page.evaluate(async (content) => {
    document.body.innerHTML = content;
    globalThis.page = attach(toyTagger, { root: "main", legend: "none", strip: false });
    await globalThis.page.done;
    await probes.frames();
    if (!globalThis.page.shadow.querySelector(".mark")) throw new Error("no mark was drawn");
    return probes.labelsOverText();
  }, html);
}

const TEXT =
  "Huyện sắp xếp lại các phòng, giảm biên chế và bảy đầu mối, công khai kết quả với dân.";
const THREE =
  "Biên chế giảm, sắp xếp xong; kiểm tra, giám sát, kỷ luật nghiêm; đào tạo, bồi dưỡng đủ.";

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(
    browser,
    "padding above a paragraph's text is no room above its box",
    async (page) => {
      await page.setViewport({ width: 360, height: 900 });
      const p = `<p style="margin:0 20px;padding:20px 0 0">${TEXT}</p>`;
      assert.deepEqual(
        await overIn(page, `<main style="font-size:16px">${p.repeat(5)}</main>`),
        [],
      );
    },
  );

  browserTest(browser, "a long label does not cover text far to the right", async (page) => {
    await page.setViewport({ width: 1000, height: 900 });
    const far = '<div style="margin:0 0 0 275px">Ảnh: Trung tâm Văn hóa huyện</div>';
    const p = `<p style="margin:0 20px;width:800px">${THREE} ${THREE} ${TEXT}</p>`;
    assert.deepEqual(
      await overIn(page, `<main style="font-size:16px">${(far + p).repeat(4)}</main>`),
      [],
    );
  });

  browserTest(
    browser,
    "a label after the last line does not cover a float beside it",
    async (page) => {
      await page.setViewport({ width: 700, height: 900 });
      const float = '<div style="float:right;width:300px">Ảnh: Bộ phận một cửa huyện. '.concat(
        "Người dân nộp hồ sơ và nhận kết quả trong ngày. ".repeat(6),
        "</div>",
      );
      const p = '<p style="margin:0 0 0 20px">Huyện sắp xếp, giảm biên chế và bảy đầu mối.</p>';
      const main = `<main style="font-size:16px">${float}<p style="margin:0">Tin.</p>${p.repeat(3)}</main>`;
      assert.deepEqual(await overIn(page, main), []);
    },
  );

  browserTest(browser, "letters taller than a tight line are not covered", async (page) => {
    await page.setViewport({ width: 360, height: 900 });
    const p = `<p style="margin:16px 20px;font-size:30px;line-height:0.8">${TEXT}</p>`;
    assert.deepEqual(await overIn(page, `<main>${p.repeat(4)}</main>`), []);
  });

  browserTest(browser, "labels are placed again when their web font arrives late", async (page) => {
    await page.setViewport({ width: 185, height: 900 });
    await open(page, "no-article", "condensed sans");
    const seen = await page.evaluate(async (text) => {
      document.body.innerHTML = `<main style="margin:0 4px 0 20px"><p>${text}</p></main>`;
      document.documentElement.style.setProperty("--themelight-font", "late, bundled");
      globalThis.page = attach(toyTagger, { root: "main", legend: "none", strip: false });
      await globalThis.page.done;
      await probes.frames();
      const label = globalThis.page.shadow.querySelector(".label")!;
      const before = [label.classList[1], ...probes.labelsOverText()];
      const file = "/fonts/jetbrains-mono/files/jetbrains-mono-latin-700-normal.woff2";
      const face = new FontFace("late", `url(${file})`, {
        sizeAdjust: "150%",
      } as FontFaceDescriptors);
      document.fonts.add(face);
      const done = new Promise((resolve) =>
        document.fonts.addEventListener("loadingdone", resolve),
      );
      await face.load();
      await done;
      await probes.frames();
      return { before, after: [label.classList[1], ...probes.labelsOverText()] };
    }, TEXT);
    assert.deepEqual(seen, { before: ["above"], after: ["none"] });
  });
}
