// The playground: its snippet works as written, on a page with the policy that stands beside it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { browserTest, complaints, type Site, site } from "./lib/harness.js";

const PACK = "tests/fixtures/released/0.1.0/toy.themelight";
const SAMPLE = "dist/site/docs/sample-vi.html";

let docs: Site;
before(async () => {
  docs = await site("dist/site");
});
after(() => docs.close());

/** Waits until the sample is marked with the current settings. */
const marked = (page: Page, text = /^4 of 5 paragraphs/) =>
  page.waitForFunction(
    (source) =>
      new RegExp(source).test(document.querySelector("#playground > [role=status]")!.textContent),
    {},
    text.source,
  );

async function open(page: Page): Promise<void> {
  await page.goto(`${docs.url}docs/en/playground.html`);
  await marked(page);
}

const code = (page: Page, name: string) =>
  page.$eval(`#code-${name} code`, (element) => element.textContent);

/** Sets a field as a reader does; a checkbox is switched. */
const set = (page: Page, name: string, value: string) =>
  page.$eval(
    `#setting-${name}`,
    (element, text) => {
      const field = element as HTMLInputElement;
      if (field.type === "checkbox") field.checked = text === "true";
      else field.value = text;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    value,
  );

/** Serves the sample with a snippet, and sends the policy as a header. */
async function publish(snippet: string, policy: string, links: Record<string, string> = {}) {
  const html = readFileSync(SAMPLE, "utf8")
    .replace(/<meta http-equiv[^>]*>/, "")
    .replace(/<link rel="stylesheet"[^>]*>/, "")
    .replace("</head>", () => `${snippet}</head>`);
  const [, folder] = /src="\/([^"]*)\/themelight\.js"/.exec(snippet)!;
  return site(
    { links: { [folder!]: "dist/embed", ...links }, files: { "page.html": html } },
    { "content-security-policy": `default-src 'none'; ${policy.replace(/^[\w-]+: /, "")}` },
  );
}

const paragraphs = (page: Page) =>
  page.$$eval("#article p", (all) =>
    all.map((one) => (one as HTMLElement).dataset.themelight ?? ""),
  );

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "the snippet marks a page under the policy beside it", async (page) => {
    await open(page);
    const inFrame = await page
      .frames()
      .at(-1)!
      .$$eval("#article p", (all) =>
        all.map((one) => (one as HTMLElement).dataset.themelight ?? ""),
      );
    await set(page, "ignore", "aside");
    await set(page, "legend", "open");
    await marked(page, /^4 of \d/);
    const [snippet, policy] = [await code(page, "snippet"), await code(page, "policy")];
    assert.match(snippet, /integrity="sha256-[\w+/]{43}="/);
    assert.match(snippet, /data-ignore="aside"\s+data-legend="open"/);
    assert.match(policy, /^Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval';/);
    const own = await publish(snippet, policy);
    // Leaving the playground aborts requests of its frame.
    await page.goto("about:blank");
    const found = complaints(page);
    try {
      await page.goto(`${own.url}page.html`);
      await page.waitForSelector("[data-themelight]");
      await page.evaluate(async () => (await window.themelight!.attach()).done);
      assert.equal(inFrame.filter(Boolean).length, 4);
      assert.deepEqual(await paragraphs(page), inFrame);
      assert.deepEqual(found, []);
    } finally {
      await own.close();
    }
  });
}

browserTest("chromium", "a snippet whose script was changed does not run", async (page) => {
  await open(page);
  const snippet = (await code(page, "snippet")).replace(/sha256-./, (s) =>
    s.endsWith("A") ? "sha256-B" : "sha256-A",
  );
  const own = await publish(snippet, await code(page, "policy"));
  try {
    const found = complaints(page);
    await page.goto(`${own.url}page.html`, { waitUntil: "load" });
    assert.ok(
      found.some((text) => /integrity/.test(text)),
      found.join("\n"),
    );
    assert.equal(await page.$("[data-themelight]"), null);
  } finally {
    await own.close();
  }
});

browserTest("chromium", "a pack is tried, and its hash gets into the snippet", async (page) => {
  await open(page);
  const input = (await page.$("#playground input[type=file]"))!;
  await input.uploadFile(PACK);
  await page.waitForFunction(() =>
    document.querySelector("#code-snippet")!.textContent.includes("data-model-integrity"),
  );
  await marked(page, /^\d of \d paragraphs|does not read the language/);
  const [snippet, policy] = [await code(page, "snippet"), await code(page, "policy")];
  assert.match(snippet, /data-model="\/toy\.themelight"/);
  const own = await publish(snippet, policy, { "toy.themelight": PACK });
  await page.goto("about:blank");
  try {
    const found = complaints(page);
    await page.goto(`${own.url}page.html`);
    const themes = await page.evaluate(async () => {
      while (!window.themelight) await new Promise(requestAnimationFrame);
      const handle = await window.themelight.attach();
      await handle.done;
      return handle.themes.length;
    });
    assert.ok(themes > 0);
    assert.deepEqual(found, []);
  } finally {
    await own.close();
  }
});

browserTest("chromium", "wrong values are refused and left out; defaults return", async (page) => {
  await open(page);
  const initial = await code(page, "snippet");
  await set(page, "minLength", "-3");
  await set(page, "root", "p[");
  const errors = await page.$$eval("#playground [id$=-wrong]", (all) =>
    all.map((one) => one.textContent).filter(Boolean),
  );
  assert.equal(errors.length, 2);
  assert.match(errors.join(), /selector.*number|number.*selector/);
  assert.equal(await code(page, "snippet"), initial);
  await set(page, "keys", "false");
  assert.match(await code(page, "snippet"), /data-keys="false"/);
  await page.$$eval("#playground button", (all) => all.at(-1)!.click());
  assert.equal(await code(page, "snippet"), initial);
});

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "all of it works by keyboard; the sample is no trap", async (page) => {
    await open(page);
    const initial = await code(page, "snippet");
    const id = () => page.evaluate(() => document.activeElement?.id ?? "");
    /** Presses Tab until an element has the focus. */
    const tabTo = async (wanted: string) => {
      for (let stops = 0; stops < 60; stops++) {
        await page.keyboard.press("Tab");
        if ((await id()) === wanted) return;
      }
      assert.fail(`Tab does not reach ${wanted}`);
    };
    await page.focus("iframe");
    await tabTo("setting-root");
    await page.keyboard.type("#article");
    await tabTo("setting-legend");
    await page.keyboard.press("ArrowUp");
    await tabTo("setting-keys");
    await page.keyboard.press(" ");
    const changed = await code(page, "snippet");
    assert.match(changed, /data-root="#article"/);
    assert.match(changed, /data-legend="open"/);
    assert.match(changed, /data-keys="false"/);
    await marked(page, /^4 of \d/);
    await page.$eval("#playground", (form) => {
      [...form.querySelectorAll("button")].at(-1)!.focus();
    });
    await page.keyboard.press("Enter");
    assert.equal(await code(page, "snippet"), initial);
    // The frame is far above the window.
    await marked(page);
    // The next stop is after the form.
    await page.keyboard.press("Tab");
    assert.equal(
      await page.evaluate(() => !!document.activeElement!.closest("#playground")),
      false,
    );
  });
}

browserTest("chromium", "colours become a rule for the site's style sheet", async (page) => {
  await open(page);
  await page.waitForSelector("#playground input[type=color]");
  await page.$eval("#playground input[type=color]", (element) => {
    const field = element as HTMLInputElement;
    field.value = "#eeee88";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  assert.match(await code(page, "style"), /^:root \{\n {2}--themelight-[\w-]+: #eeee88;\n\}$/);
  const warning = await page.$$eval("#playground .flag .wrong", (all) =>
    all.map((one) => one.textContent).join(""),
  );
  assert.match(warning, /Contrast with white is only 1\.\d : 1/);
});
