// A filter: switches, the way back, fading, collapsing; next and previous from where the reader is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import type { Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../www/tools/browsers/find.mjs";
import { launch } from "../../www/tools/browsers/launch.mjs";
import { contrast } from "../js/lib/contrast.js";
import { attachTo, drawn, open } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

const textOf = (page: Page, selector: string) =>
  page.evaluate((part) => globalThis.page.shadow.querySelector(part)?.textContent, selector);

const click = (page: Page, selector: string) =>
  page.evaluate(
    (part) => globalThis.page.shadow.querySelector<HTMLElement>(part)!.click(),
    selector,
  );

/** Has the page scroll at once, in both browsers. */
const withoutMotion = (page: Page) =>
  page.evaluate(
    'globalThis.matchMedia = (query) => ({ matches: query.includes("reduced-motion") })',
  );

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "rows are switches; the pill names the filter and takes it back",
    async (page) => {
      await attachTo(page, "daily", { legend: "open" });
      assert.equal(await textOf(page, ".glance p"), "6/8 đoạn có chủ đề");
      const rows = await page.evaluate(() =>
        [...globalThis.page.shadow.querySelectorAll<HTMLButtonElement>(".row")].map((row) => [
          row.getAttribute("role"),
          row.getAttribute("aria-checked"),
          row.disabled,
        ]),
      );
      // No paragraph is about training: that filter would fade the whole article.
      assert.deepEqual(rows, [
        ["switch", "false", false],
        ["switch", "false", false],
        ["switch", "false", true],
        ["switch", "false", false],
      ]);
      assert.equal(
        await page.evaluate(() =>
          globalThis.page.shadow.querySelector(".share")!.getAttribute("aria-label"),
        ),
        "Tổ chức, cán bộ, biên chế: 2; Kiểm tra, giám sát, kỷ luật: 2; Đào tạo, bồi dưỡng: 0; " +
          "Chuyển đổi số: 2; không có chủ đề: 2",
      );
      const nameWidth = () =>
        page.evaluate(() => {
          const name = new Range();
          const row = globalThis.page.shadow.querySelector(".row:nth-child(4)")!;
          name.selectNodeContents([...row.children].find((one) => /Chuyển/.test(one.textContent))!);
          return name.getBoundingClientRect().width;
        });
      const width = await nameWidth();
      await click(page, ".row:nth-child(4)");
      assert.equal(await nameWidth(), width, "a long name does not wrap when it is switched on");
      assert.equal(await textOf(page, ".pill"), "Đang lọc: Chuyển đổi số");
      await click(page, ".show-all");
      assert.deepEqual(await page.evaluate(() => [...globalThis.page.filtered]), []);
      await click(page, ".row:nth-child(4)");
      await click(page, ".head button");
      assert.equal(await textOf(page, ".pill"), "Đang lọc: Chuyển đổi số");
      await click(page, ".pill-box .icon");
      assert.equal(await textOf(page, ".pill"), "6 đoạn · 3 chủ đề");
      assert.equal(await textOf(page, "[role=status]"), "Hiện tất cả, 6 đoạn có chủ đề");
    },
  );

  browserTest(browser, "a switch brings the first match into view", async (page) => {
    await page.setViewport({ width: 390, height: 500 });
    await attachTo(page, "daily", { legend: "open" });
    await withoutMotion(page);
    await click(page, ".row:nth-child(2)");
    await drawn(page);
    const [top, bottom] = await page.evaluate(() => {
      const { page } = globalThis;
      const box = page.boxOf(page.shown[0]!);
      return [box.top, box.bottom];
    });
    assert.ok(top! < 500 && bottom! > 0, `${top} to ${bottom}`);
  });

  browserTest(
    browser,
    "faded text keeps 4.5 : 1 on light and dark pages; pictures fade with their text",
    async (page) => {
      for (const name of ["daily", "blog"]) {
        await attachTo(page, name);
        const seen = await page.evaluate(async () => {
          const { page } = globalThis;
          page.filter(["discipline"]);
          await probes.frames();
          const { element } = page.paragraphs[0]!;
          let behind: Element | null = element;
          let background = "rgba(0, 0, 0, 0)";
          for (; behind && /, 0\)$/.test(background); behind = behind.parentElement)
            background = getComputedStyle(behind).backgroundColor;
          const rule = document.adoptedStyleSheets
            .flatMap((sheet) => [...sheet.cssRules])
            .map(({ cssText }) => cssText)
            .join("");
          const color = /themelight-faded\)\s*\{\s*color:\s*(rgb\([^)]*\))/.exec(rule)![1]!;
          const picture = document.querySelector("[data-themelight-rest=faded]");
          return {
            colors: [color, getComputedStyle(element).color, background].map((one) =>
              one.match(/[\d.]+/g)!.map(Number),
            ),
            opacity: picture && getComputedStyle(picture).opacity,
          };
        });
        const [faded, text, behind] = seen.colors;
        const ratio = contrast(faded!, behind!);
        assert.ok(ratio >= 4.5, `${name}: ${ratio.toFixed(2)}`);
        assert.ok(ratio < contrast(text!, behind!) - 1, `${name} fades: ${ratio}`);
        if (name === "daily") assert.equal(seen.opacity, "0.5");
      }
    },
  );

  browserTest(
    browser,
    "reading one theme collapses the rest; a click or a key opens it; nothing stays behind",
    async (page) => {
      await open(page, "daily");
      const before = await page.evaluate(() => document.documentElement.outerHTML);
      await page.evaluate(async () => {
        globalThis.page = attach(toyTagger);
        await globalThis.page.done;
        await globalThis.page.drawn;
        globalThis.page.filter(["discipline"]);
        globalThis.page.setCollapsed(true);
        await probes.frames();
      });
      const rendered = () =>
        page.evaluate(() =>
          globalThis.page.paragraphs.map(
            ({ element }) =>
              element.checkVisibility({ visibilityProperty: true }) && element.clientHeight > 40,
          ),
        );
      assert.deepEqual(
        await rendered(),
        [false, false, false, true, false, true, false, false],
        "only discipline",
      );
      const expanders = () =>
        page.evaluate(() =>
          [...globalThis.page.shadow.querySelectorAll(".expander")].map(({ textContent }) =>
            textContent!.trim(),
          ),
        );
      assert.deepEqual(await expanders(), ["… 3 đoạn", "… 1 đoạn", "… 2 đoạn"]);
      const places = await page.evaluate(() =>
        [...globalThis.page.shadow.querySelectorAll(".expander")].map((one) => {
          const line = document.querySelector("[data-themelight-rest=line]")!;
          return one.getBoundingClientRect().top - line.getBoundingClientRect().top;
        }),
      );
      assert.ok(Math.abs(places[0]!) < 1, "the first expander is on the first line");
      // The article is read again while it is collapsed: it is the same article.
      await page.evaluate(async () => {
        globalThis.page.update();
        await globalThis.page.done;
        await probes.frames();
      });
      assert.equal((await rendered()).length, 8);
      await click(page, ".expander");
      await drawn(page);
      assert.deepEqual(await expanders(), ["… 1 đoạn", "… 2 đoạn"]);
      await page.evaluate(() =>
        globalThis.page.shadow.querySelector<HTMLElement>(".expander")!.focus(),
      );
      await page.keyboard.press("Enter");
      await drawn(page);
      assert.deepEqual(await expanders(), ["… 2 đoạn"]);
      assert.equal((await rendered()).filter(Boolean).length, 6);
      // Selecting a collapsed paragraph opens it too.
      await page.evaluate(() => globalThis.page.select(7));
      await drawn(page);
      assert.deepEqual(await rendered(), Array(8).fill(true));
      await page.evaluate(() => {
        globalThis.page.setCollapsed(true);
        globalThis.page.destroy();
      });
      assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before);
    },
  );

  browserTest(
    browser,
    "next and previous start from where the reader is; –/n before the first step",
    async (page) => {
      await page.setViewport({ width: 390, height: 500 });
      await attachTo(page, "daily");
      await withoutMotion(page);
      assert.equal(await textOf(page, ".place"), "–/6");
      const step = (which: number) =>
        page.evaluate((i) => {
          const { page } = globalThis;
          page.shadow.querySelectorAll<HTMLElement>(".steps button")[i]!.click();
          return page.shown.indexOf(page.selected);
        }, which);
      const scrollTo = (place: number) =>
        page.evaluate(async (i) => {
          const { page } = globalThis;
          page.select(-1);
          const { top } = page.boxOf(page.shown[i]!);
          window.scrollBy({ top: top - 10, behavior: "instant" });
          await probes.frames();
        }, place);
      await scrollTo(3);
      assert.equal(await step(1), 3, "the paragraph in view");
      assert.equal(await step(1), 4, "the one after it");
      await scrollTo(3);
      assert.equal(await step(0), 2, "the one above the window");
      // The selected paragraph is far away: it does not count.
      await page.evaluate(() =>
        globalThis.page.select(globalThis.page.shown[0]!, { scroll: false }),
      );
      await page.evaluate(async () => {
        const { page } = globalThis;
        window.scrollBy({ top: page.boxOf(page.shown[4]!).top - 10, behavior: "instant" });
        await probes.frames();
      });
      assert.equal(await step(1), 4);
    },
  );

  browserTest(
    browser,
    "a filter fades the rest, counts are announced, unknown themes refused",
    async (page) => {
      await attachTo(page, "daily", { legend: "open" });
      const seen = await page.evaluate(async () => {
        const { page } = globalThis;
        const heard: string[][] = [];
        document.addEventListener("themelight:filter", ({ detail }) =>
          heard.push([...detail.themes]),
        );
        const rows = page.shadow.querySelectorAll<HTMLButtonElement>(".row");
        rows[3]!.focus();
        rows[3]!.click();
        await probes.frames();
        const faded = [...CSS.highlights.get("themelight-faded")!].map(String).join();
        let refused = "";
        try {
          page.filter(["sport"]);
        } catch (error) {
          refused = String(error);
        }
        return {
          heard,
          shown: page.shown,
          faded: page.paragraphs.map(({ text }) => faded.includes(text.slice(0, 20))),
          far: page.paragraphs.map(
            ({ element }) => element.getBoundingClientRect().top > 2 * innerHeight,
          ),
          pressed: rows[3]!.getAttribute("aria-checked"),
          focus: page.shadow.activeElement === rows[3],
          status: page.shadow.querySelector("[role=status]")!.textContent,
          marks: page.shadow.querySelectorAll(".mark").length,
          refused,
        };
      });
      assert.deepEqual(seen.heard, [["digital"]]);
      assert.deepEqual(
        seen.faded,
        [0, 1, 2, 3, 4, 5, 6, 7].map((i) => !seen.shown.includes(i) && !seen.far[i]),
      );
      assert.equal(seen.pressed, "true");
      assert.equal(seen.focus, true, "the row keeps the focus");
      assert.equal(seen.status, "Đang lọc: Chuyển đổi số, 2 đoạn");
      assert.match(
        seen.refused,
        /no theme "sport"; the model has staffing, discipline, training, digital/,
      );
    },
  );
}

/** In forced colours, nothing is painted behind text, and what is filtered out is GrayText. */
async function checkForcedColors(page: Page): Promise<void> {
  await attachTo(page, "daily");
  const seen = await page.evaluate(async () => {
    const { page } = globalThis;
    page.filter(["digital"]);
    page.explainFor(page.shown[0]!);
    await probes.frames();
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "GrayText";
    const grey = getComputedStyle(probe).color;
    probe.remove();
    return {
      forced: matchMedia("(forced-colors: active)").matches,
      ranges: [...CSS.highlights.values()].map(({ size }) => size),
      grey: page.paragraphs.map(({ element }) => getComputedStyle(element).color === grey),
      kept: page.paragraphs.map((_, i) => page.shown.includes(i)),
    };
  });
  assert.ok(seen.forced);
  assert.deepEqual(new Set(seen.ranges), new Set([0]));
  assert.deepEqual(
    seen.grey,
    seen.kept.map((kept) => !kept),
  );
}

browserTest("chromium", "forced colours: no paint behind text, GrayText", async (page) => {
  const session = await page.createCDPSession();
  const features = [{ name: "forced-colors", value: "active" }];
  await session.send("Emulation.setEmulatedMedia", { features });
  await checkForcedColors(page);
});

const noFirefox = findBrowser("firefox") ? false : missingBrowser("firefox");
test("firefox: forced colours: no paint behind text, GrayText", { skip: noFirefox }, async () => {
  // Always the colours of the system, as in a high-contrast theme.
  const browser = await launch("firefox", { prefs: { "browser.display.document_color_use": 2 } });
  try {
    await checkForcedColors(await browser.newPage());
  } finally {
    await browser.close();
  }
});

/**
 * Prints the page to PDF. Returns what is drawn: the colours, and how many glyphs, lines and
 * areas. Highlights without a style still split the text into several commands.
 */
async function printed(page: Page) {
  // Without backgrounds Chromium darkens light text, but not text in a highlight.
  const pdf = Buffer.from(await page.pdf({ printBackground: true })).toString("latin1");
  const streams = [...pdf.matchAll(/\bstream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .map(([, body = ""]) => Buffer.from(body, "latin1"))
    // Images and fonts are not drawing commands.
    .map((bytes) => (bytes[0] === 0x78 ? inflateSync(bytes).toString("latin1") : ""));
  const commands = streams.filter((text) => /^BT$/m.test(text)).join("\n");
  const all = (pattern: RegExp) => [...commands.matchAll(pattern)].map(([, found]) => found!);
  return {
    glyphs: all(/<([\dA-F]+)> Tj$/gm).join("").length / 4,
    colors: [...new Set(all(/([\d.]+ [\d.]+ [\d.]+) rg$/gm))].sort(),
    shapes: all(/^([fFSbB]\*?)$/gm).length,
  };
}

browserTest(
  "chromium",
  "paper shows the same with a filter, cue words and “why?”",
  async (page) => {
    await attachTo(page, "daily", { cues: false, legend: "none" });
    const plain = await printed(page);
    assert.ok(plain.glyphs > 1000);
    await page.evaluate(() => globalThis.page.destroy());
    const bare = await printed(page);
    assert.ok(plain.glyphs > bare.glyphs, "the names of the themes are printed");
    assert.ok(plain.shapes > bare.shapes, "the bars are printed");
    const ours = plain.colors.filter((color) => !bare.colors.includes(color));
    assert.deepEqual(ours, ["0 0 0"]);
    await attachTo(page, "daily", { legend: "open" });
    for (const step of [
      () => page.evaluate(() => globalThis.page.explainFor(globalThis.page.shown[0]!)),
      () => page.evaluate(() => globalThis.page.filter(["digital"])),
      () => page.evaluate(() => globalThis.page.setCollapsed(true)),
    ]) {
      await step();
      await drawn(page);
      assert.deepEqual(await printed(page), plain, `${step}`);
    }
  },
);

browserTest("chromium", "a cue word at rest has a tint, and no line like a link", async (page) => {
  await attachTo(page, "daily");
  const seen = await page.evaluate(async () => {
    const { page } = globalThis;
    const { element } = page.paragraphs[page.shown[0]!]!;
    const rest = getComputedStyle(element, "::highlight(themelight-staffing)");
    const why = getComputedStyle(element, "::highlight(themelight_why-staffing)");
    return {
      rest: [rest.backgroundColor !== "rgba(0, 0, 0, 0)", rest.textDecorationLine],
      why: [why.backgroundColor !== "rgba(0, 0, 0, 0)", why.textDecorationLine],
    };
  });
  assert.deepEqual(seen, { rest: [true, "none"], why: [true, "underline"] });
});
