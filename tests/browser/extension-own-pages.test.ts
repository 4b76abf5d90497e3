/** Options, welcome page and popup: axe, narrow windows, large text, controls, the message. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { textOf, toFront, until } from "./lib/extension.js";
import { click, type Fixture, inBoth, ours, storeSettings } from "./lib/extension-suite.js";
import { type Checks, POPUP, problemsOf } from "./lib/walks/views.js";

const PAGES = ["options.html", "welcome.html", "sample.html"];
/** The name of an origin without a place to break. */
const LONG = `https://${"mot-trang-web-co-ten-rat-dai".repeat(2)}.example.com.vn`;
const SITES = { "https://bao.vn": { rule: "always" }, [LONG]: { rule: "always", root: "article" } };
const SITE = { content: { links: { pages: "tests/fixtures/pages" } } };

inBoth("extension, own pages", SITE, (fixture) => {
  test("options, welcome page, sample article and a filter are accessible", async () => {
    await storeSettings(fixture, { lang: "vi", sites: SITES });
    const problems: string[] = [];
    const check = async (state: string, own: Page, checks?: Checks) => {
      const found = await problemsOf(own, fixture.name, checks);
      problems.push(...found.map((one) => `${state}, ${one}`));
    };
    const page = await fixture.tag("pages/daily.html");
    await toFront(page);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await ours(page, ".undo");
    const popup = await fixture.extension.popup(page);
    await until(() => popup.$(".row:enabled"), "the popup");
    await popup.$eval(".row:enabled", (row) => (row as HTMLElement).click());
    await until(() => popup.$(".row[aria-pressed=true]"), "the filter");
    await check("popup with a filter", popup, POPUP);
    const options = await openOwn(fixture, "options.html");
    await until(() => options.$("#corrections li"), "the correction");
    await check("options", options);
    await importWrong(options, fixture);
    await options.$eval("#notice-details", (details) => {
      (details as HTMLDetailsElement).open = true;
    });
    await check("options with a message", options);
    for (const path of ["welcome.html", "sample.html"])
      await check(path, await openOwn(fixture, path));
    assert.deepEqual(problems, []);
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
