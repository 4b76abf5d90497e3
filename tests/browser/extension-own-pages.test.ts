/** Options, welcome page and popup: axe, narrow windows, large text, controls, the message. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { textOf, toFront, until } from "./lib/extension.js";
import { click, type Fixture, inBoth, storeSettings } from "./lib/extension-suite.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = ["options.html", "welcome.html", "sample.html"];
/** The name of an origin without a place to break. */
const LONG = `https://${"mot-trang-web-co-ten-rat-dai".repeat(2)}.example.com.vn`;
const SITES = { "https://bao.vn": { rule: "always" }, [LONG]: { rule: "always", root: "article" } };
const SITE = { content: { links: { pages: "tests/fixtures/pages" } } };

inBoth("extension, own pages", SITE, (fixture) => {
  test("axe finds nothing in popup, options, welcome page and sample article", async () => {
    const page = await fixture.tag("pages/daily.html");
    const popup = await fixture.extension.popup(page);
    await until(() => popup.$(".row"), "the popup");
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#themes [data-theme]"), "the options");
    const welcome = await fixture.extension.own("welcome.html");
    const sample = await fixture.extension.own("sample.html");
    for (const own of [popup, options, welcome, sample]) {
      await own.evaluate(AXE);
      for (const value of fixture.name === "chromium" ? ["light", "dark"] : ["light"]) {
        if (value === "dark")
          await own.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
        const found = (await own.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        assert.deepEqual(
          found.violations.map(({ id, nodes }) => `${value}, ${id}: ${nodes[0]!.html}`),
          [],
        );
      }
      await own.close();
    }
    await page.close();
  });

  for (const lang of ["vi", "en"]) {
    test(`${lang}: nothing sticks out at 1180, 390 and 320 px, or with text of twice the size`, async () => {
      await storeSettings(fixture, { lang, sites: SITES });
      for (const path of PAGES) {
        const own = await openOwn(fixture, path);
        for (const [width, size] of [
          [1180, "100%"],
          [390, "100%"],
          [320, "100%"],
          [640, "200%"],
        ] as const) {
          await own.setViewport({ width, height: 800 });
          assert.deepEqual(await outside(own, size), [], `${path} at ${width} px, ${size}`);
        }
        await own.close();
      }
    });
  }

  test("every control is at least 24 px tall, or its label is", async () => {
    await storeSettings(fixture, { sites: SITES });
    for (const path of PAGES) {
      const own = await openOwn(fixture, path);
      for (const width of [1180, 390]) {
        await own.setViewport({ width, height: 800 });
        const small = await own.evaluate(() => {
          return [...document.querySelectorAll("button, select, input, summary, a")]
            .filter((one) => one.getClientRects().length && !one.matches(".unseen"))
            .filter((one) => {
              const label = one.closest("label") ?? one;
              const heights = [one, label].map((box) => box.getBoundingClientRect().height);
              return Math.max(...heights) < 24;
            })
            .map((one) => one.outerHTML.slice(0, 120));
        });
        assert.deepEqual(small, [], `${path} at ${width} px`);
      }
      await own.close();
    }
  });

  test("names of themes look like fields that can be edited", async () => {
    const own = await openOwn(fixture, "options.html");
    const [border, background, paper] = await own.$eval("#themes input[type=text]", (input) => {
      const { borderColor, backgroundColor } = getComputedStyle(input);
      return [borderColor, backgroundColor, getComputedStyle(document.body).backgroundColor];
    });
    assert.notEqual(border, "rgba(0, 0, 0, 0)");
    assert.notEqual(border, paper);
    assert.notEqual(background, paper);
    await own.close();
  });
});

inBoth("extension, message of the options", SITE, (fixture) => {
  for (const width of [1180, 320]) {
    test(`${width} px: the message covers no control with the focus, and can be closed`, async () => {
      const own = await openOwn(fixture, "options.html");
      await own.setViewport({ width, height: 640 });
      await toFront(own);
      await own.$eval("#cues", (box) => {
        (box as HTMLElement).focus();
        box.scrollIntoView({ block: "start" });
      });
      assert.ok(await own.$eval("#cues", (box) => box.getBoundingClientRect().top < 40));
      await importWrong(own, fixture);
      // It appears above the control that was at the upper edge, and is there at each step back.
      let steps = 0;
      await until(async () => (await underMessage(own)) === "", "the control below the message");
      do {
        await own.keyboard.down("Shift");
        await own.keyboard.press("Tab");
        await own.keyboard.up("Shift");
        await until(async () => (await underMessage(own)) === "", "the control below the message");
        steps++;
      } while (!(await own.evaluate(() => document.activeElement?.matches("#models input"))));
      assert.ok(steps > 20, `${steps} controls`);
      await click(own, "#notice-close");
      assert.ok(await own.$eval("#notice-box", (box) => (box as HTMLElement).hidden));
      // Its space is free again.
      assert.equal(
        await own.evaluate(() => getComputedStyle(document.documentElement).scrollPaddingTop),
        "auto",
      );
      await own.close();
    });
  }
});

/** Imports settings with an error, and waits for the message. */
async function importWrong(own: Page, { profile }: Fixture): Promise<void> {
  const file = join(profile, "wrong.json");
  writeFileSync(file, JSON.stringify({ lang: "fr" }));
  const input = (await own.$("#settings-file")) as unknown as {
    uploadFile(path: string): Promise<void>;
  };
  await input.uploadFile(file);
  await until(
    async () => (await textOf(own, "#notice-detail")).includes("settings.lang"),
    "the message",
  );
}

/** Returns the control with the focus if the message covers a part of it. */
const underMessage = (own: Page): Promise<string> =>
  own.evaluate(() => {
    const message = document.querySelector("#notice-box")!.getBoundingClientRect();
    const focused = document.activeElement!;
    const { top, bottom } = focused.getBoundingClientRect();
    const covered = top < message.bottom && bottom > message.top;
    return covered ? focused.outerHTML.slice(0, 120) : "";
  });

async function openOwn({ extension }: Fixture, path: string): Promise<Page> {
  const own = await extension.own(path);
  if (path === "options.html") await until(() => own.$("#themes [data-theme]"), "the options");
  return own;
}

/** Returns the elements outside the window, at a size of text. */
const outside = (own: Page, size: string): Promise<string[]> =>
  own.evaluate((to) => {
    document.documentElement.style.fontSize = to;
    return [...document.querySelectorAll("body *")]
      .filter((one) => !one.matches(".unseen"))
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
      })
      .map((one) => one.outerHTML.slice(0, 120));
  }, size);
