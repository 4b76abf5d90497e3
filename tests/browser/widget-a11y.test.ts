// Accessibility: screen readers, contrast, forced colours, less motion, print.
import assert from "node:assert/strict";
import type { CDPSession, Page } from "puppeteer-core";
import { contrast } from "../js/lib/contrast.js";
import { attachTo } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

async function emulate(
  page: Page,
  features: { name: string; value: string }[],
): Promise<CDPSession> {
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { features });
  return session;
}

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(
    browser,
    "labels and bars have enough contrast on light and dark pages",
    async (page) => {
      for (const [name, background] of [
        ["floats", [255, 255, 255]],
        ["blog", [22, 24, 29]],
      ] as const) {
        await attachTo(page, name);
        const colors = await page.evaluate(() =>
          globalThis.page.themes.map(({ color }) => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.color = color;
            const rgb = getComputedStyle(probe)
              .color.match(/[\d.]+/g)!
              .map(Number);
            probe.remove();
            return rgb;
          }),
        );
        for (const color of colors) {
          const ratio = contrast(color, background);
          assert.ok(ratio >= 4.5, `${color} on ${name}: ${ratio.toFixed(2)}`);
        }
      }
    },
  );
}

browserTest(
  "chromium",
  "a screen reader reads the themes before the paragraph's text",
  async (page) => {
    for (const name of ["daily", "digest", "tables"]) {
      await attachTo(page, name);
      const session = await page.createCDPSession();
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const said = nodes
        .filter(({ role, ignored }) => role?.value === "StaticText" && !ignored)
        .map(({ name: text }) => String(text?.value));
      const label = said.findIndex((text) => /^Chủ đề: .*Tổ chức, cán bộ, biên chế\./.test(text));
      assert.ok(label >= 0, `${name}: ${said.filter((text) => text.startsWith("Chủ đề")).join()}`);
    }
  },
);

browserTest(
  "chromium",
  "on a very long page the themes are the paragraph's description",
  async (page) => {
    await attachTo(page, "no-article", { root: "main" });
    const seen = await page.evaluate(async () => {
      const paragraphs = Array.from(
        { length: 1200 },
        (_, i) => `<p>${i}: Huyện sắp xếp lại các phòng, giảm biên chế và bảy đầu mối.</p>`,
      );
      document.querySelector("main")!.innerHTML = paragraphs.join("");
      globalThis.page.update();
      await globalThis.page.done;
      const [first] = document.querySelectorAll("main p");
      const description = first!.getAttribute("aria-description");
      const before = getComputedStyle(first!, "::before").content;
      globalThis.page.destroy();
      return { description, before, left: first!.outerHTML };
    });
    assert.deepEqual(seen, {
      description: "Tổ chức, cán bộ, biên chế",
      before: "none",
      left: "<p>0: Huyện sắp xếp lại các phòng, giảm biên chế và bảy đầu mối.</p>",
    });
  },
);

browserTest("chromium", "forced colours keep bars, labels and line styles", async (page) => {
  await emulate(page, [{ name: "forced-colors", value: "active" }]);
  await attachTo(page, "daily", { legend: "open" });
  const bars = await page.evaluate(() =>
    [...globalThis.page.shadow.querySelectorAll(".bar")].map((bar) => {
      const { borderInlineStartStyle, borderInlineStartWidth, borderInlineStartColor } =
        getComputedStyle(bar);
      return [borderInlineStartStyle, borderInlineStartWidth, borderInlineStartColor];
    }),
  );
  assert.deepEqual(
    bars.slice(0, 3).map(([style]) => style),
    ["solid", "dotted", "double"],
  );
  for (const [, width, color] of bars) {
    assert.equal(width, "3px");
    assert.equal(color, "rgb(0, 0, 0)", "a system colour");
  }
});

browserTest(
  "chromium",
  "more contrast makes bars wider; less motion removes the transition",
  async (page) => {
    await emulate(page, [
      { name: "prefers-contrast", value: "more" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await attachTo(page, "daily");
    const [width, transition] = await page.evaluate(() => {
      const mark = globalThis.page.shadow.querySelector(".mark")!;
      return [
        getComputedStyle(mark.querySelector(".bar")!).borderInlineStartWidth,
        getComputedStyle(mark).transitionDuration,
      ];
    });
    assert.equal(width, "4px");
    assert.equal(transition, "0s");
  },
);

browserTest(
  "chromium",
  "in print, the label is printed and the bar is a black border",
  async (page) => {
    await attachTo(page, "daily", { legend: "open" });
    await page.emulateMediaType("print");
    const seen = await page.evaluate(() => {
      const { page } = globalThis;
      const paragraph = page.paragraphs[2]!.element;
      const { position, content } = getComputedStyle(paragraph, "::before");
      const { borderInlineStartStyle, borderInlineStartColor } = getComputedStyle(paragraph);
      const hidden = [".marks", ".legend", ".strip"].map(
        (one) => getComputedStyle(page.shadow.querySelector(one)!).display,
      );
      return { position, content, borderInlineStartStyle, borderInlineStartColor, hidden };
    });
    assert.match(seen.content, /Chủ đề: .*Chuyển đổi số/);
    assert.deepEqual(seen.hidden, ["none", "none", "none"]);
    assert.equal(seen.position, "static");
    assert.equal(seen.borderInlineStartStyle, "dotted");
    assert.equal(seen.borderInlineStartColor, "rgb(0, 0, 0)");
  },
);
