// Runs the recipes of www/embed/README.md: headers, analytics, WordPress, removal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed, embedHashes } from "../../www/embed/build.mjs";
import { browserTest, complaints, type Site, site } from "./lib/harness.js";

const GUIDE = readFileSync("www/embed/README.md", "utf8");

/** Returns the code block of a section. */
function recipe(section: string, language: string): string {
  const text = GUIDE.split(`\n## ${section}\n`)[1]?.split("\n## ")[0] ?? "";
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(text)?.[1];
  assert.ok(code, `the guide has ${language} under "${section}"`);
  return code;
}

const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8").replace(
  /<style>[\s\S]*?<\/style>/,
  "",
);
const withHead = (head: string) =>
  ARTICLE.replace("</head>", () => `<link rel="icon" href="data:,">${head}</head>`);
const ADDRESS = "https://your.site/embed/themelight.js";

/** The headers that the guide's configuration of nginx adds. */
const HEADERS = Object.fromEntries(
  [...recipe("Serving it", "nginx").matchAll(/^ *add_header ([\w-]+) "(.*)";/gm)].map(
    ([, name, value]) => [name!.toLowerCase(), value!],
  ),
);

let embed: Site;
let pages: Site;
before(async () => {
  await buildEmbed();
  assert.equal(Object.keys(HEADERS).length, 3);
  embed = await site({ links: { "embed/1.0.0": "dist/embed" } }, HEADERS);
  const script = `${embed.url}embed/1.0.0/themelight.js`;
  const integrity = embedHashes().find(([name]) => name === "themelight.js")![1];
  const wrong = `sha256-${Buffer.alloc(32).toString("base64")}`;
  const pinned = (hash: string) =>
    `<script async src="${script}" crossorigin="anonymous" integrity="${hash}"></script>`;
  const [tag = ""] = /<script.*<\/script>/.exec(recipe("WordPress", "php")) ?? [];
  assert.ok(tag.includes(ADDRESS));
  pages = await site(
    {
      files: {
        "index.html": withHead(pinned(integrity)),
        "overwritten.html": withHead(pinned(wrong)),
        "no-cors.html": withHead(`<script async src="${script}"></script>`),
        "wordpress.html": withHead(tag.replace(ADDRESS, script)),
        "analytics.html": withHead(`<script src="analytics.js"></script>${pinned(integrity)}`),
        "analytics.js": recipe("Analytics", "js"),
        "remove.js": recipe("Removing it", "js"),
      },
    },
    {
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    },
  );
});
after(async () => {
  await embed.close();
  await pages.close();
});

const tagged = (page: Page) => page.waitForSelector("[data-themelight]");

for (const name of ["index.html", "no-cors.html", "wordpress.html"]) {
  browserTest("chromium", `${name} works from another origin under COEP`, async (page) => {
    const found = complaints(page);
    await page.goto(pages.url + name);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await tagged(page);
    assert.deepEqual(found, []);
  });
}

browserTest("chromium", "a pinned script that was overwritten does not run", async (page) => {
  const refused = new Promise<string>((resolve) =>
    page.on("console", (message) => {
      if (/integrity/.test(message.text())) resolve(message.text());
    }),
  );
  await page.goto(`${pages.url}overwritten.html`);
  assert.match(await refused, /themelight\.js/);
  assert.equal(await page.evaluate(() => "themelight" in window), false);
  assert.equal((await page.$$("[data-themelight], themelight-ui")).length, 0);
});

browserTest("chromium", "the analytics recipe sends counts, once, and no text", async (page) => {
  await page.evaluateOnNewDocument(() => {
    const sent: string[] = [];
    Object.assign(window, { sent });
    navigator.sendBeacon = (address, body) => sent.push(`${address} ${body}`) > 0;
  });
  await page.goto(`${pages.url}analytics.html`);
  const sent = await page.evaluate(async () => {
    const handle = await window.themelight!.attach();
    await handle.done;
    handle.filter(["staffing"]);
    document.querySelector("article, main, body")!.append(document.createElement("p"));
    handle.update();
    await handle.done;
    return (window as unknown as { sent: string[] }).sent;
  });
  const events = sent.map((one) => JSON.parse(one.replace(/^\/stats /, "")));
  assert.deepEqual(
    events.map(({ event }) => event),
    ["tagged", "filter"],
  );
  assert.ok(events[0].paragraphs > 0 && events[0].counts.staffing > 0);
  assert.equal(events[0].status, "found");
  assert.deepEqual(events[1].themes, ["staffing"]);
  assert.ok(!/[à-ỹ]/i.test(sent.join()), "no Vietnamese text");
});

browserTest("chromium", "the removal recipe leaves nothing behind", async (page) => {
  await page.goto(`${pages.url}index.html`);
  await tagged(page);
  const left = await page.evaluate(async () => {
    const handle = await window.themelight!.attach();
    localStorage.setItem("themelight-legend", "open");
    localStorage.setItem("own", "kept");
    handle.destroy();
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: "remove.js", onload: resolve, onerror: reject });
      document.head.append(script);
    });
    return {
      keys: Object.keys(localStorage),
      cookies: document.cookie,
      marks: document.querySelectorAll("[data-themelight], themelight-ui").length,
      sheets: document.adoptedStyleSheets.length,
    };
  });
  assert.deepEqual(left, { keys: ["own"], cookies: "", marks: 0, sheets: 0 });
});
