// An application of Next.js without settings: server component, client component, route handler.
import assert from "node:assert/strict";
import { browserTest } from "../browser/lib/harness.js";
import { project, runTool, SENTENCE, startTool } from "./lib/project.js";

const TAG = `
import { load } from "themelight";
export const dynamic = "force-dynamic";
const themes = async () => (await load()).tag(["${SENTENCE}"])[0].themes.map(({ theme }) => theme);`;

const FILES = {
  "app/layout.js": `export default function Layout({ children }) {
    return <html lang="vi"><body>{children}</body></html>;
  }`,
  "app/page.js": `${TAG}
    export default async function Page() { return <output id="result">{await themes()}</output>; }`,
  "app/api/tag/route.js": `${TAG}
    export const GET = async () => Response.json(await themes());`,
  "app/client/page.js": `"use client";
    import { attach, load } from "themelight";
    import { useEffect, useState } from "react";
    export default function Page() {
      const [result, setResult] = useState("");
      useEffect(() => {
        let page;
        load().then(async (tagger) => {
          page = attach(tagger, "article");
          await page.done;
          setResult(String(page.paragraphs[0].tagging.themes[0].theme));
        }).catch((error) => setResult(error.code + " " + error.message));
        return () => page?.destroy();
      }, []);
      return <><article><p>${SENTENCE}</p></article><output id="result">{result}</output></>;
    }`,
};

for (const bundler of ["turbopack", "webpack"]) {
  browserTest("chromium", `Next.js with ${bundler} needs no settings`, async (page) => {
    const folder = project(`next-${bundler}`, FILES);
    runTool(folder, "next", "build", `--${bundler}`);
    const server = await startTool(folder, "next", "start", "--port", "0");
    try {
      const route = await fetch(`${server.url}/api/tag`);
      assert.deepEqual(await route.json(), ["discipline"], "route handler");
      for (const path of ["/", "/client"]) {
        await page.goto(server.url + path);
        await page.waitForFunction("document.getElementById('result').textContent");
        const result = await page.$eval("#result", (output) => output.textContent);
        assert.equal(result, "discipline", path);
      }
      assert.equal((await page.$$("p[data-themelight~=discipline]")).length, 1);
    } finally {
      await server.close();
    }
  });
}
