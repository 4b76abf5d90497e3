/** The states of the site's pages: demo, gallery, documentation, explainer, playground. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import { PAGES } from "../../../../www/site/pages.mjs";
import { appears, click } from "../embedded.js";
import { complaints } from "../harness.js";
import type { TroubledSite, Walk } from "./walk.js";

const [, RECOMMENDED] = /^`(script-src 'self' 'wasm-unsafe-eval';[^`]+)` is enough/m.exec(
  readFileSync("www/embed/README.md", "utf8"),
)!;
/** The policy that the embed's guide recommends. */
export const POLICY = { "content-security-policy": RECOMMENDED! };

const DOCUMENTS = ["docs/", "docs/en/"].flatMap((folder) =>
  PAGES.map(({ id }) => folder + (id === "index" ? "" : `${id}.html`)),
);

export const demo = (site: TroubledSite, path: string): Walk =>
  async function* (page) {
    const paste = async (text: string) => {
      await page.$eval(
        "#paste-text",
        (box, value) => {
          (box as HTMLTextAreaElement).value = value;
        },
        text,
      );
      await page.$eval("#paste-form", (form) => (form as HTMLFormElement).requestSubmit());
    };
    await page.goto(site.url + path);
    await appears(page, "[part~=mark]");
    yield "marked";
    await page.click("#paste");
    await paste("");
    yield "nothing pasted";
    const lines = await page.$$eval("#article :is(h2, h3, p:not([class]))", (all) =>
      all.map((one) => one.textContent.replace(/\s+/g, " ").trim()),
    );
    for (const [name, text] of [
      ["pasted article", lines.join("\n")],
      ["a paragraph of every theme", lines.join(" ")],
    ] as const) {
      await paste(text);
      await page.waitForFunction(
        (count) => document.querySelectorAll("#article > *").length === count,
        {},
        text.split("\n").length,
      );
      await appears(page, "[part~=mark]");
      yield name;
    }
  };

/** The demo while files are late or missing. */
export const troubledDemo = (site: TroubledSite): Walk =>
  async function* (page) {
    site.hold(/\.wasm$/);
    await page.goto(site.url);
    await page.waitForSelector("#loading progress");
    yield "loading";
    site.release();
    site.refuse(/\.wasm$/);
    await page.goto(site.url);
    await page.waitForSelector("#status[data-state=error]");
    yield "not loaded";
    site.release();

    site.hold(/\/details-/);
    await page.goto(site.url);
    await appears(page, ".pill");
    await click(page, ".pill");
    await appears(page, ".pill[aria-busy=true]");
    yield "legend loading";
    site.release();
    await appears(page, ".pill[aria-busy=false]");
    yield "legend not loaded";
  };

export const gallery = (site: TroubledSite): Walk =>
  async function* (page) {
    await page.goto(`${site.url}gallery.html`);
    yield "gallery";
  };

/** The pages that the gallery links to. */
export const papers = (site: TroubledSite): Walk =>
  async function* (page) {
    await page.goto(`${site.url}gallery.html`);
    const paths = await page.$$eval(".gallery a", (links) =>
      links.map((link) => link.getAttribute("href")!),
    );
    assert.equal(paths.length, 12);
    for (const path of paths) {
      await page.goto(site.url + path);
      await appears(page, "[part~=mark]");
      yield path;
    }
  };

/** Also checks that no page violates the policy, requests another host, or sets a cookie. */
export const documents = (site: TroubledSite): Walk =>
  async function* (page) {
    const found = complaints(page);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    for (const path of DOCUMENTS) {
      await openDocument(page, site, path);
      yield path;
    }
    assert.deepEqual(found, []);
    assert.ok(requests.length > DOCUMENTS.length);
    assert.deepEqual(
      requests.filter((address) => !address.startsWith(site.url) && !address.startsWith("data:")),
      [],
    );
    assert.equal(await page.evaluate(() => document.cookie), "");
  };

async function openDocument(page: Page, site: TroubledSite, path: string): Promise<void> {
  await page.goto(site.url + path);
  await page.waitForSelector("#site-search:not([hidden])");
  if (path.endsWith("explainer.html")) await page.waitForSelector("#stage-probability .card");
  if (path.endsWith("playground.html"))
    await page.waitForSelector("#playground > [role=status]:not(:empty)");
}

export const search = (site: TroubledSite): Walk =>
  async function* (page) {
    const says = (text: string) =>
      page.waitForFunction(
        (expected) => document.querySelector(".count")?.textContent === expected,
        {},
        text,
      );
    site.refuse(/search\.json$/);
    await openDocument(page, site, "docs/en/embed.html");
    await page.click("#site-search");
    await page.keyboard.type("e");
    await says("The search index did not load. Try again.");
    yield "index not loaded";
    site.release();
    await page.keyboard.type("m");
    await page.waitForSelector(".results li");
    yield "results";
    await page.keyboard.type("zzzz");
    await says("Nothing found.");
    yield "nothing found";
    await page.keyboard.press("Escape");
    await page.setViewport({ width: 390, height: 844 });
    await page.click(".menu");
    await page.waitForSelector("#site-pages:popover-open");
    yield "contents open";
  };

export const explainer = (site: TroubledSite): Walk =>
  async function* (page) {
    site.hold(/trace\.wasm$/);
    await page.goto(`${site.url}docs/explainer.html`);
    await page.waitForSelector("progress:not([hidden])");
    yield "loading";
    site.release();
    await page.waitForSelector(".state button:not([hidden])");
    yield "not loaded";
    await page.click(".state button");
    await page.waitForSelector("#stage-probability .card");
    await openAll(page);
    yield "all open";
    await (await page.$("#stage-input input[type=file]"))!.uploadFile("package.json");
    await page.waitForSelector("#stage-input [role=status]:not(:empty)");
    await page.$eval("#text", (text) => {
      (text as HTMLTextAreaElement).value = "";
      text.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    yield "empty text, model refused";
  };

export const playground = (site: TroubledSite): Walk =>
  async function* (page) {
    await page.goto(`${site.url}docs/en/playground.html`);
    await page.waitForSelector("#playground > [role=status]:not(:empty)");
    await openAll(page);
    yield "sample marked";
    await page.$eval("#setting-root", (field) => {
      (field as HTMLInputElement).value = "p[";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.waitForSelector("#setting-root-wrong:not(:empty)");
    yield "value refused";
  };

const openAll = (page: Page) =>
  page.$$eval("details", (all) => {
    for (const one of all) one.open = true;
  });
