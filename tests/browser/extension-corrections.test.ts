/** Corrections in Chromium and Firefox: buttons, keys, undo, what is said, failures, export. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { buildDevCli, DEV_CLI } from "../../www/tools/build.mjs";
import { downloads, toFront, until } from "./lib/extension.js";
import { click, inBoth, ours, themes } from "./lib/extension-suite.js";

const SITE = { content: { links: { pages: "tests/fixtures/pages" } } };

inBoth("extension, corrections", SITE, (fixture) => {
  test("a correction applies at once, is stored, exported for training, and undone", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await toFront(page);
    await (await ours(page, ".label", "Chuyển đổi số")).click();
    const correct = await ours(page, ".correct", "Chuyển đổi số");
    // The page's own scripts can click the button, without effect.
    await page.evaluate(() => {
      document
        .querySelector("themelight-ui")!
        .shadowRoot!.querySelector<HTMLElement>(".correct")!
        .click();
    });
    await correct.click();
    await until(async () => (await themes(page)).length === before.length - 1, "one mark is gone");
    await (await ours(page, ".undo")).click();
    await until(async () => (await themes(page)).length === before.length, "it is back");
    await (await ours(page, ".correct", "Chuyển đổi số")).click();
    await until(async () => (await themes(page)).length === before.length - 1, "gone again");
    await (await ours(page, ".others summary")).click();
    await (await ours(page, ".others .correct", "Đào tạo")).click();
    await until(async () => (await themes(page)).includes("training"), "another theme");

    await page.reload();
    await fixture.extension.press(page);
    await until(async () => (await themes(page)).includes("training"), "remembered");
    assert.equal(
      (await themes(page)).filter((one) => one === "digital").length,
      before.filter((one) => one === "digital").length - 1,
    );

    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#corrections li"), "the list");
    assert.equal((await options.$$("#corrections li")).length, 2);
    await click(options, "#corrections-export");
    const file = join(downloads(fixture.profile), "themelight-corrections.jsonl");
    await until(async () => existsSync(file) && readFileSync(file, "utf8"), "the download");
    const lines = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(lines.length, 1);
    const { id, text, ...said } = lines[0];
    assert.deepEqual(said, { labels: ["training"], ignore: ["staffing", "discipline"] });
    assert.match(id, /^reader-[0-9a-f]{12}$/);
    assert.ok(
      await page.evaluate(
        (words) => document.body.textContent!.replace(/\s+/g, " ").includes(words),
        text,
      ),
    );
    await acceptedByTheCli(file);

    await click(options, "#corrections li .link");
    await until(async () => (await options.$$("#corrections li")).length === 1, "one taken back");
    await click(options, "#corrections li .link");
    await until(async () => (await options.$$("#corrections li")).length === 0, "both taken back");
    await options.close();
    await page.close();
  });

  test("X removes the strongest theme and says so, U undoes it; the paragraph stays selected", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await toFront(page);
    await page.keyboard.press("j");
    const first = await focused(page);
    assert.ok(first.length > 20);
    await page.keyboard.press("x");
    await until(async () => (await themes(page)).length === 6, "one less");
    await said(page, /^Đã bỏ “[^”]+” khỏi đoạn này\. Hoàn tác \(U\)/);
    assert.equal(await focused(page), first);
    // Without a theme it has no mark, but a bar as tall as its text.
    const tall = await (await ours(page, ".selected-bar")).evaluate((bar) => {
      const { top, height } = bar.getBoundingClientRect();
      const text = document.activeElement!.getBoundingClientRect();
      return Math.abs(top - text.top) < 8 && Math.abs(height - text.height) < 16;
    });
    assert.ok(tall);
    await page.keyboard.press("u");
    await until(async () => String(await themes(page)) === String(before), "as before");
    await said(page, /^Đã hoàn tác việc sửa “[^”]+”\./);
    assert.equal(await focused(page), first);
    // Another paragraph: the message is about this one no longer.
    await page.keyboard.press("j");
    await said(page, /^$/);
    assert.notEqual(await focused(page), first);
    await page.close();
  });

  test("U undoes the corrections of a paragraph one by one, the last first", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await toFront(page);
    await (await ours(page, ".label", "Chuyển đổi số")).click();
    await (await ours(page, ".correct", "Chuyển đổi số")).click();
    await said(page, /Đã bỏ “Chuyển đổi số”/);
    await (await ours(page, ".others summary")).click();
    await (await ours(page, ".others .correct", "Đào tạo")).click();
    await said(page, /^Đã thêm “Đào tạo, bồi dưỡng” vào đoạn này\. Hoàn tác \(U\)/);
    await until(async () => (await themes(page)).includes("training"), "added");
    await page.keyboard.press("u");
    await until(async () => !(await themes(page)).includes("training"), "the addition is undone");
    assert.equal((await themes(page)).length, before.length - 1);
    // The button of the message does the same.
    await (await ours(page, ".others summary")).click();
    await (await ours(page, ".others .correct", "Đào tạo")).click();
    await until(async () => (await themes(page)).includes("training"), "added again");
    await (await ours(page, ".correction-note .undo")).click();
    await until(async () => !(await themes(page)).includes("training"), "undone again");
    await page.keyboard.press("u");
    await until(async () => String(await themes(page)) === String(before), "as before");
    await page.close();
  });

  test("corrections of an earlier visit are undone with U too", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await toFront(page);
    await (await ours(page, ".label", "Chuyển đổi số")).click();
    await (await ours(page, ".others summary")).click();
    await (await ours(page, ".others .correct", "Đào tạo")).click();
    await until(async () => String(await themes(page)).includes("training"), "added");
    await page.reload();
    await fixture.extension.press(page);
    await until(async () => String(await themes(page)).includes("training"), "remembered");
    await toFront(page);
    await (await ours(page, ".label", "Đào tạo")).click();
    await page.keyboard.press("u");
    await until(async () => String(await themes(page)) === String(before), "as before");
    await said(page, /Đã hoàn tác việc sửa “Đào tạo, bồi dưỡng”/);
    await page.close();
  });

  test("a correction that cannot be stored says why, and succeeds when it is tried again", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await setCorrections(fixture.extension.own, new URL(fixture.served.url).origin, 2000);
    await toFront(page);
    await (await ours(page, ".label", "Chuyển đổi số")).click();
    await (await ours(page, ".correct", "Chuyển đổi số")).click();
    await ours(page, ".corrections .hint", "quá nhiều đoạn");
    await said(page, /quá nhiều đoạn.*Thử lại/);
    await (await ours(page, ".correction-note .retry")).click();
    await said(page, /quá nhiều đoạn.*Thử lại/);
    assert.deepEqual(await themes(page), before);
    await setCorrections(fixture.extension.own, new URL(fixture.served.url).origin, 0);
    await toFront(page);
    // The panel has the same button.
    await (await ours(page, ".corrections .retry")).click();
    await until(async () => (await themes(page)).length === before.length - 1, "corrected");
    await said(page, /^Đã bỏ “Chuyển đổi số”/);
    await page.close();
  });
});

/** Waits until the live region of corrections has a text. */
const said = (page: Page, text: RegExp): Promise<unknown> =>
  until(
    async () =>
      text.test(
        await page.evaluate(() => {
          const note = document
            .querySelector("themelight-ui")
            ?.shadowRoot?.querySelector('.correction-note[role="status"]');
          return note ? note.textContent!.replace(/×$/, "").trim() : "no live region";
        }),
      ),
    String(text),
  );

/** The text of the paragraph with the keyboard focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() =>
    document.activeElement === document.body ? "" : document.activeElement!.textContent!,
  );

/** Stores a number of corrections for a site, in place of the others. */
async function setCorrections(
  own: (path: string) => Promise<Page>,
  origin: string,
  count: number,
): Promise<void> {
  const options = await own("options.html");
  await until(() => options.$("#themes [data-theme]"), "the options");
  await options.evaluate(
    async (site, most) => {
      const open = indexedDB.open("themelight");
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const change = open.result.transaction("siteCorrections", "readwrite");
      const store = change.objectStore("siteCorrections");
      store.clear();
      for (let i = 0; i < most; i++) {
        const verdicts = { digital: true };
        store.put({ model: "built-in", origin: site, text: `${i}`, verdicts, at: 1 });
      }
      await new Promise((done) => {
        change.oncomplete = done;
      });
      open.result.close();
    },
    origin,
    count,
  );
  await options.close();
}

/**
 * `themelight train` accepts the exported lines beside other labelled paragraphs, `evaluate` by
 * themselves.
 */
async function acceptedByTheCli(file: string): Promise<void> {
  await buildDevCli();
  const folder = mkdtempSync(join(tmpdir(), "themelight-train-"));
  const model = "models/vi-public-life/vi-public-life.model";
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(DEV_CLI, args, { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };
  run("evaluate", "--model", model, "--json", file);
  // Enough positive and negative paragraphs for every label, in made-up words, none nearly alike.
  const word = (n: number) => `b${"acdeghiklmnop"[n % 13]}a`;
  const base = join(folder, "base.jsonl");
  const made = ["staffing", "discipline", "training", "digital"].flatMap((label, l) =>
    Array.from({ length: 12 }, (_, i) =>
      JSON.stringify({
        id: `${l}-${i}`,
        text: `từ ${label} ${word(i)} ${word(i * 3 + l)} câu ${word(i * 5 + 2)} ${word(i * 7 + l)}`,
        labels: [label],
      }),
    ),
  );
  writeFileSync(base, `${made.join("\n")}\n`);
  run("train", "--out", join(folder, "with-corrections"), base, file);
  assert.ok(readdirSync(join(folder, "with-corrections")).some((name) => name.endsWith(".model")));
}
