/** The welcome page and the sample article, which is marked like a page of a newspaper. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PNG } from "pngjs";
import { toFront, until } from "./lib/extension.js";
import { click, inBoth, ours, storeSettings, textOf, themes } from "./lib/extension-suite.js";

inBoth("extension, welcome", { content: { files: {} } }, (fixture) => {
  test("the welcome page shows how this browser pins the button, and names the shortcut", async () => {
    await storeSettings(fixture, { lang: "vi" });
    const welcome = await fixture.extension.own("welcome.html");
    const words = fixture.name === "firefox" ? /bánh răng/ : /đinh ghim/;
    await until(async () => words.test(await textOf(welcome, "#pin-more")), String(words));
    const picture = await welcome.$eval("#pin-picture", (image) => {
      const { src, complete, naturalWidth } = image as HTMLImageElement;
      return { src, drawn: complete && naturalWidth > 0 };
    });
    assert.ok(picture.src.endsWith(`pin-${fixture.name === "firefox" ? "firefox" : "chrome"}.svg`));
    await until(
      () => welcome.$eval("#pin-picture", (image) => (image as HTMLImageElement).naturalWidth > 0),
      "the picture",
    );
    assert.match(await textOf(welcome, "#shortcut"), /Alt\+Shift\+L|⌥⇧L/);
    await welcome.close();
  });

  // Puppeteer cannot ask Firefox for dark pages.
  if (fixture.name === "chromium") {
    test("the pictures are dark on a dark page", async () => {
      const welcome = await fixture.extension.own("welcome.html");
      await toFront(welcome);
      const count = (await welcome.$$("img")).length;
      assert.equal(count, 4);
      for (const value of ["light", "dark"]) {
        await welcome.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
        for (const picture of await welcome.$$("img")) {
          const shown = async () => {
            const { data } = PNG.sync.read(Buffer.from(await picture.screenshot()));
            const mean = data.reduce((sum, one, i) => (i % 4 < 3 ? sum + one : sum), 0);
            return mean / (data.length * 0.75) > 128 ? "light" : "dark";
          };
          await until(async () => (await shown()) === value, `a ${value} picture`);
        }
      }
      await welcome.close();
    });
  }

  test("the sample article: marked by its button, filtered, corrected without a trace, unmarked by the popup", async () => {
    await storeSettings(fixture, { lang: "vi" });
    const welcome = await fixture.extension.own("welcome.html");
    await click(welcome, 'a[href="sample.html"]');
    await until(() => welcome.$("#mark"), "the sample");
    const sample = welcome;
    assert.deepEqual(await themes(sample), []);
    await until(
      () => sample.$eval("#mark", (mark) => (mark as HTMLElement).onclick !== null),
      "a page that listens",
    );
    await click(sample, "#mark");
    // All four themes, and paragraphs without any.
    await until(async () => (await themes(sample)).length >= 5, "marks");
    const marked = await themes(sample);
    for (const theme of ["staffing", "discipline", "training", "digital"])
      assert.ok(marked.join(" ").includes(theme), theme);
    assert.ok((await sample.$$("article p:not([data-themelight])")).length >= 2);
    assert.ok(await sample.$eval("#then", (then) => !(then as HTMLElement).hidden));

    const popup = await fixture.extension.popup(sample);
    await until(async () => /^\d+ đoạn · 4 chủ đề$/.test(await textOf(popup, "#status")), "counts");
    await toFront(sample);
    await (await ours(sample, ".label", "Chuyển đổi số")).click();
    await (await ours(sample, ".correct", "Chuyển đổi số")).click();
    await ours(sample, ".correction-note", "Trên bài mẫu, phần sửa không được lưu");
    await until(async () => String(await themes(sample)) !== String(marked), "corrected");
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#themes [data-theme]"), "the options");
    assert.equal((await options.$$("#corrections li")).length, 0);
    await options.close();
    await click(popup, "#toggle");
    await until(async () => (await themes(sample)).length === 0, "no marks");
    await click(popup, "#toggle");
    await until(async () => String(await themes(sample)) === String(marked), "marked again");
    await popup.close();
    await sample.close();
  });
});
