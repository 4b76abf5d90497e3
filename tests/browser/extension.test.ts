/** Daily use of the extension in Chromium and Firefox: press, filter, step, options. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { packModel, readPack } from "../../www/src/pack/index.js";
import { downloads, toFront, until } from "./lib/extension.js";
import { click, inBoth, ours, storeSettings, textOf, themes } from "./lib/extension-suite.js";

inBoth("extension", { content: { links: { pages: "tests/fixtures/pages" } } }, (fixture) => {
  test("the button tags the page; popup and badge count; filter, step; removed without a trace", async () => {
    const page = await fixture.visit("pages/daily.html");
    const untouched = await page.content();
    await fixture.extension.press(page);
    await until(async () => (await themes(page)).length === 7, "seven marks");
    const popup = await fixture.extension.popup(page);
    await until(
      async () => (await textOf(popup, "#status")) === (await pill(popup, 7, 3)),
      "the count",
    );
    const counts = await popup.$$eval(".row", (rows) =>
      rows.map((row) => [(row as HTMLElement).dataset.theme, row.lastChild!.textContent]),
    );
    assert.deepEqual(counts, [
      ["staffing", "3"],
      ["discipline", "2"],
      ["training", "0"],
      ["digital", "2"],
    ]);
    assert.equal(await badge(popup), "7");

    await click(popup, '[data-theme="digital"]');
    await until(async () => (await textOf(popup, "#position")) === "–/2", "two are left");
    await click(popup, "#next");
    await until(async () => (await textOf(popup, "#position")) === "1/2", "the first of two");
    assert.equal(await popup.$eval('[data-theme="digital"]', (row) => row.ariaPressed), "true");
    await click(popup, "#all");
    await until(async () => /^2\/7$/.test(await textOf(popup, "#position")), "all again");

    await popup.$eval("#confidence", (slider) => {
      (slider as HTMLInputElement).value = "95";
      slider.dispatchEvent(new Event("input"));
    });
    await until(
      async () => Number((await textOf(popup, "#position")).split("/")[1]) < 7,
      "fewer are so certain",
    );
    await click(popup, "#least");
    await until(
      async () => (await textOf(popup, "#position")).endsWith("/7"),
      "the model's own thresholds",
    );

    await click(popup, "#toggle");
    await until(async () => (await badge(popup)) === "", "no badge");
    assert.equal(await page.content(), untouched);
    await click(popup, "#toggle");
    await until(async () => (await themes(page)).length === 7, "marked again");
    await close(page, popup);
  });

  test("themes can be renamed, recoloured, switched off; settings are exported and imported", async () => {
    const page = await fixture.tag("pages/daily.html");
    const options = await fixture.extension.own("options.html");
    await until(() => options.$('[data-theme="digital"] input'), "the themes");
    await click(options, '[data-theme="digital"] input[type=checkbox]');
    await until(async () => !(await themes(page)).includes("digital"), "without digital");
    await setTo(options, '[data-theme="staffing"] input[type=text]', "Nhân sự");
    await setTo(options, '[data-theme="staffing"] input[type=color]', "#123456");
    await toFront(page);
    await until(async () => {
      const label = await ours(page, ".label .name", "Nhân sự");
      return (await label.evaluate((one) => getComputedStyle(one).color)) === "rgb(18, 52, 86)";
    }, "the new colour");
    const marked = (await themes(page)).length;
    await setTo(options, '[data-theme="staffing"] input[type=range]', "99");
    await until(
      async () => (await themes(page)).length < marked,
      "a higher threshold, fewer marks",
    );
    await click(options, "#settings-export");
    const file = join(downloads(fixture.profile), "themelight-settings.json");
    await until(
      async () => existsSync(file) && readFileSync(file, "utf8").endsWith("}\n"),
      "the download",
    );

    await click(options, "#themes-reset");
    await until(async () => (await themes(page)).includes("digital"), "digital is back");
    await importFile(options, "#settings-file", file);
    await until(async () => !(await themes(page)).includes("digital"), "the settings of the file");

    const wrong = join(downloads(fixture.profile), "wrong.json");
    writeFileSync(wrong, JSON.stringify({ lang: "fr" }));
    await importFile(options, "#settings-file", wrong);
    await until(async () =>
      /settings\.lang: expected auto or vi or en, found "fr"/.test(
        await textOf(options, "#notice-detail"),
      ),
    );
    assert.match(
      await textOf(options, "#notice"),
      /^“wrong\.json” (has an invalid value|có giá trị không hợp lệ)/,
    );
    await click(options, "#themes-reset");
    await until(async () => (await themes(page)).includes("digital"), "as before");
    await close(page, options);
  });

  test("a model is imported, used and removed; a broken one is refused", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    const options = await fixture.extension.own("options.html");
    await importFile(options, "#model-file", "tests/golden/toy.model");
    await until(async () => (await options.$$("#models li")).length === 2, "two models");
    await until(async () => String(await themes(page)) !== String(before), "other tags");
    const bad = join(downloads(fixture.profile), "bad.model");
    writeFileSync(bad, readFileSync("tests/golden/toy.model").subarray(0, 60));
    await importFile(options, "#model-file", bad);
    await until(
      async () => options.$eval("#notice", (notice) => notice.classList.contains("wrong")),
      "refused",
    );
    assert.equal((await options.$$("#models li")).length, 2);
    await click(options, "#models li:nth-child(2) .link");
    await until(
      async () => String(await themes(page)) === String(before),
      "the built-in model again",
    );
    await close(page, options);
  });

  test("a page that failed for want of its model is marked when another model is chosen", async () => {
    await storeSettings(fixture, { model: "gone" });
    const page = await fixture.visit("pages/daily.html");
    await fixture.extension.press(page);
    const popup = await fixture.extension.popup(page);
    await until(
      async () =>
        /another one|mô hình khác/i.test(await popup.$eval("body", (one) => one.innerText)),
      "why not",
    );
    await popup.close();
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#models input"), "the models");
    await click(options, "#models input");
    await until(async () => (await themes(page)).length === 7, "seven marks");
    await close(page, options);
  });

  test("a model pack brings names, licence and title; an altered one is refused with the reason", async () => {
    const options = await fixture.extension.own("options.html");
    const toy = "tests/fixtures/released/0.1.0/toy.themelight";
    await importFile(options, "#model-file", toy);
    await until(async () => (await options.$$("#models li")).length === 2, "two models");
    const pack = "#models li:nth-child(2)";
    await until(
      async () => /Biên chế|Headcount/.test(await textOf(options, pack)),
      "names of the pack",
    );
    const shown = await textOf(options, pack);
    assert.ok(shown.includes("Mẫu thử 0.1") && shown.includes("MIT OR Apache-2.0"), shown);
    const altered = readFileSync(toy);
    altered[60]! ^= 1;
    const bad = join(downloads(fixture.profile), "bad.themelight");
    writeFileSync(bad, altered);
    await importFile(options, "#model-file", bad);
    await until(
      async () => (await textOf(options, "#notice-detail")).includes("SHA-256"),
      "the reason",
    );
    // A reader of Vietnamese reads Vietnamese, with a way to go on.
    assert.match(await textOf(options, "#notice"), /^“bad\.themelight” (is damaged|bị hỏng)/);
    assert.match(await textOf(options, "#notice-again"), /^(Choose another file|Chọn tệp khác)/);
    assert.equal((await options.$$("#models li")).length, 2);
    await click(options, `${pack} .link`);
    await until(async () => (await options.$$("#models li")).length === 1, "removed");
    await close(options);
  });

  test("a pack with the same model and another name replaces it; settings and corrections stay", async () => {
    const page = await fixture.tag("pages/daily.html");
    const options = await fixture.extension.own("options.html");
    const toy = "tests/fixtures/released/0.1.0/toy.themelight";
    await importFile(options, "#model-file", toy);
    const second = "#models li:nth-child(2)";
    await until(async () => (await options.$$("#models li")).length === 2, "two models");
    await until(async () => (await textOf(options, second)).includes("Mẫu thử 0.1"), "the pack");
    const id = await options.$eval(`${second} input`, (input) => (input as HTMLInputElement).value);
    const field = (await options.waitForSelector("#themes input[type=text]"))!;
    const value = () => options.$eval("#themes input[type=text]", (input) => input.value);
    await toFront(options);
    await field.click({ count: 3 });
    await field.type("Bộ máy");
    await options.keyboard.press("Tab");
    await options.evaluate(addCorrection, id);

    const { header, model } = await readPack(new Uint8Array(readFileSync(toy)));
    const renamed = join(downloads(fixture.profile), "renamed.themelight");
    writeFileSync(renamed, await packModel(model, { ...header, title: "Mẫu thử đổi tên" }));
    await importFile(options, "#model-file", renamed);
    await until(
      async () => (await textOf(options, second)).includes("Mẫu thử đổi tên"),
      "the other name",
    );
    assert.equal((await options.$$("#models li")).length, 2);
    assert.match(await textOf(options, "#notice"), /Mẫu thử đổi tên.*Mẫu thử 0\.1/);
    await until(async () => (await value()) === "Bộ máy", "the reader's own name of a theme");
    await until(async () => (await options.$$("#corrections li")).length === 1, "the correction");
    await close(page, options);
  });

  test("“always on this site” is registered until its permission is removed; “never” marks nothing", async () => {
    const page = await fixture.tag("pages/daily.html");
    await fixture.extension.allow(fixture.served.url);
    let popup = await fixture.extension.popup(page);
    await popup.waitForSelector("input[value=always]");
    await click(popup, "input[value=always]");
    await until(() => registered(popup), "registered");
    await page.reload();
    await until(async () => (await themes(page)).length === 7, "tagged without a press");
    await popup.evaluate(() => chrome.permissions.remove({ origins: ["http://localhost/*"] }));
    await until(async () => !(await registered(popup)), "no longer registered");
    await page.reload();
    assert.equal((await themes(page)).length, 0);

    await fixture.extension.press(page);
    await until(async () => (await themes(page)).length === 7, "the button still works");
    await popup.close();
    popup = await fixture.extension.popup(page);
    await click(popup, "input[value=never]");
    await until(async () => !(await themes(page)).length, "never");
    await until(
      async () => !(await popup.$eval("#status", (status) => status.textContent === "")),
      "a message on why",
    );
    await click(popup, 'input[value=""]');
    await until(async () => (await themes(page)).length === 7, "when asked, again");
    await close(page, popup);
  });
});

/** Gives a file to the options page, once its handlers are set. */
async function importFile(page: Page, selector: string, path: string): Promise<void> {
  const input = (await page.$(selector)) as Awaited<ReturnType<Page["$"]>> & {
    uploadFile(path: string): Promise<void>;
  };
  await until(
    () => input.evaluate((node) => (node as HTMLElement).onchange !== null),
    "a page that listens",
  );
  await input.uploadFile(path);
}

/** Sets the value of a control and fires its event. */
const setTo = (page: Page, selector: string, value: string): Promise<void> =>
  page.$eval(
    selector,
    (input, to) => {
      (input as HTMLInputElement).value = to;
      input.dispatchEvent(new Event("change"));
    },
    value,
  );

const badge = (own: Page): Promise<string> =>
  own.evaluate(async () => {
    const id = Number(new URLSearchParams(location.search).get("tab"));
    return chrome.action.getBadgeText({ tabId: id });
  });

const registered = (own: Page): Promise<boolean> =>
  own.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);

const pill = (popup: Page, paragraphs: number, themes: number): Promise<string> =>
  popup.evaluate(
    (n, m) =>
      document.documentElement.lang === "vi"
        ? `${n} đoạn · ${m} chủ đề`
        : `${n} paragraphs · ${m} themes`,
    paragraphs,
    themes,
  );

async function close(...pages: Page[]): Promise<void> {
  for (const page of pages) await page.close();
}

/** Runs in a page of the extension: stores a correction for a model. */
const addCorrection = (model: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("themelight");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction("siteCorrections", "readwrite");
      const text = "Huyện sắp xếp lại các phòng.";
      const verdicts = { staffing: false };
      const origin = "https://bao.vn";
      change.objectStore("siteCorrections").put({ model, origin, text, verdicts, at: 1 });
      change.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
