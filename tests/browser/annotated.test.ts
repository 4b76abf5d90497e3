// Pages that `themelight annotate` has annotated: the embed marks them without wasm and model.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import { buildDevCli, DEV_CLI } from "../../www/tools/build.mjs";
import { browserTest, type Site, site } from "./lib/harness.js";

const SCRIPT = '<script async src="/embed/themelight.js"></script>';
const NO_WASM = "<meta http-equiv=content-security-policy content=\"script-src 'self'\">";
const head = (page: string, html: string): string =>
  page.replace("</head>", () => `${html}</head>`);

let served: Site;
let folder: string;
before(async () => {
  await buildEmbed();
  await buildDevCli();
  folder = mkdtempSync(join(tmpdir(), "themelight-"));
  const pages = ["daily", "notice", "portal"];
  const files: Record<string, string> = {};
  const sources = pages.map((name) => `tests/fixtures/pages/${name}.html`);
  execFileSync(DEV_CLI, ["annotate", "--out", folder, ...sources]);
  for (const name of pages) {
    const plain = readFileSync(`tests/fixtures/pages/${name}.html`, "utf8");
    const annotated = readFileSync(join(folder, `${name}.html`), "utf8");
    files[`${name}-plain.html`] = head(plain, SCRIPT);
    files[`${name}.html`] = head(annotated, SCRIPT);
    files[`${name}-csp.html`] = head(annotated, NO_WASM + SCRIPT);
  }
  const changed = files["daily.html"]!.replace(
    "Theo báo cáo trình bày",
    "Theo một báo cáo trình bày",
  );
  assert.notEqual(changed, files["daily.html"]);
  files["daily-changed.html"] = changed;
  served = await site({ files, links: { embed: "dist/embed" } });
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await served.close();
});

/** Opens a page and waits for its marks; returns them, and the requests of the page. */
async function marksOf(page: Page, path: string): Promise<{ marks: unknown; requests: string[] }> {
  const requests: string[] = [];
  const note = (request: { url(): string }) => requests.push(new URL(request.url()).pathname);
  page.on("request", note);
  await page.evaluateOnNewDocument(() => {
    addEventListener("themelight:tagged", () => Object.assign(globalThis, { tagged: true }), true);
  });
  await page.goto(new URL(path, served.url).href);
  await page.waitForFunction("globalThis.tagged");
  page.off("request", note);
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll("[data-themelight]")].map((element) => [
      element.getAttribute("data-themelight"),
      element.textContent,
    ]),
  );
  return { marks, requests };
}

const engine = (requests: readonly string[]): string[] =>
  requests.filter((path) => /\.(wasm|model)$/.test(path));

browserTest(
  "chromium",
  "an annotated page has the same marks without wasm and model",
  async (page) => {
    let marked = 0;
    for (const name of ["daily", "notice", "portal"]) {
      const plain = await marksOf(page, `${name}-plain.html`);
      assert.equal(engine(plain.requests).length, 2, `${name}: ${plain.requests}`);
      for (const path of [`${name}.html`, `${name}-csp.html`]) {
        const annotated = await marksOf(page, path);
        assert.deepEqual(annotated.marks, plain.marks, path);
        assert.deepEqual(engine(annotated.requests), [], path);
      }
      marked += (plain.marks as unknown[]).length;
    }
    assert.ok(marked >= 5, `${marked} marks`);
  },
);

browserTest("chromium", "a changed paragraph of an annotated page is tagged anew", async (page) => {
  const { requests } = await marksOf(page, "daily-changed.html");
  assert.equal(engine(requests).length, 2, requests.join(" "));
});
