// Bundles a page with each bundler as the package's README says, and opens it in Chromium.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { browserTest, complaints, site } from "../browser/lib/harness.js";
import {
  html,
  pageScript,
  project,
  readmeCode,
  runTool,
  startTool,
  workerScript,
} from "./lib/project.js";

const IMPORT = 'import { attach, load } from "themelight";';
const INLINE = 'import { attach, load } from "themelight/inline";';
const MODULE = '<script type="module" src="out/page.js"></script>';
const CLASSIC = '<script src="out/page.js"></script>';

/** The policy that the README recommends. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";

/** Waits for the page's result: the theme of the sentence, on an article with marks. */
async function tags(page: Page, url: string): Promise<void> {
  const found = complaints(page);
  await page.goto(url);
  await page.waitForFunction("document.getElementById('result').textContent");
  assert.equal(
    await page.$eval("#result", (output) => output.textContent),
    "discipline",
    found.join("\n"),
  );
  assert.equal((await page.$$("p[data-themelight~=discipline]")).length, 2);
  assert.deepEqual(found, []);
}

/** Builds a project, then opens its page under the recommended policy. */
function pageTest(title: string, files: Record<string, string>, build: (cwd: string) => void) {
  browserTest("chromium", title, async (page) => {
    const folder = project(title.replaceAll(/\W+/g, "-"), files);
    build(folder);
    const served = await site(folder, { "content-security-policy": POLICY });
    try {
      await tags(page, served.url);
    } finally {
      await served.close();
    }
  });
}

const WEBPACK = `export default {
  mode: "production",
  entry: "./page.js",
  output: { filename: "page.js", path: import.meta.dirname + "/out" },
};`;

pageTest(
  "webpack ships wasm and model without settings",
  { "index.html": html(CLASSIC), "page.js": IMPORT + pageScript(), "webpack.config.js": WEBPACK },
  (cwd) => runTool(cwd, "webpack"),
);

pageTest(
  "webpack ships the worker without settings",
  {
    "index.html": html(CLASSIC),
    "page.js": `import { loadInWorker } from "themelight"; ${workerScript()}`,
    "webpack.config.js": WEBPACK,
  },
  (cwd) => runTool(cwd, "webpack"),
);

pageTest(
  "Vite ships wasm and model without settings",
  {
    "index.html": html('<script type="module" src="page.js"></script>'),
    "page.js": IMPORT + pageScript(),
  },
  (cwd) => runTool(cwd, "vite", "build", "--outDir", ".", "--emptyOutDir", "false"),
);

for (const [title, config, source] of [
  ["with the README's setting", readmeCode("Vite"), IMPORT],
  ["without settings for themelight/inline", "export default {};", INLINE],
] as const) {
  browserTest("chromium", `the development server of Vite works ${title}`, async (page) => {
    const folder = project(`vite-dev-${source.length}`, {
      "index.html": html('<script type="module" src="page.js"></script>'),
      "page.js": source + pageScript(),
      "vite.config.js": config,
    });
    const server = await startTool(folder, "vite", "--port", "0", "--force");
    try {
      await tags(page, server.url);
    } finally {
      await server.close();
    }
  });
}

pageTest(
  "Rollup ships wasm and model with the README's settings",
  {
    "index.html": html(MODULE),
    "page.js": IMPORT + pageScript(),
    "rollup.config.js": readmeCode("Rollup"),
  },
  (cwd) => runTool(cwd, "rollup", "--config", "--failAfterWarnings"),
);

/** The command line and the script's beginning that the README gives for esbuild. */
const ESBUILD = readmeCode("esbuild", "sh").trim().split(" ").slice(1);

pageTest(
  "esbuild ships wasm and model with the README's command and lines",
  {
    "index.html": html(MODULE),
    "page.js": `${readmeCode("esbuild").replace("{ load }", "{ attach, load }")}${pageScript("files")}`,
  },
  (cwd) => runTool(cwd, "esbuild", ...ESBUILD),
);

for (const format of ["esm", "iife"]) {
  const files = {
    "index.html": html(format === "esm" ? MODULE : CLASSIC),
    "page.js": INLINE + pageScript(),
  };
  pageTest(`esbuild needs no settings for themelight/inline as ${format}`, files, (cwd) =>
    runTool(cwd, "esbuild", "page.js", "--bundle", `--format=${format}`, "--outdir=out"),
  );
  pageTest(
    `Rollup needs no settings for themelight/inline as ${format}`,
    {
      ...files,
      "rollup.config.js": `import resolve from "@rollup/plugin-node-resolve";
        export default {
          input: "page.js", output: { file: "out/page.js", format: "${format}" }, plugins: [resolve()],
        };`,
    },
    (cwd) => runTool(cwd, "rollup", "--config", "--failAfterWarnings"),
  );
}

browserTest("chromium", "a script that lost wasm and model says what to do", async (page) => {
  const folder = project("lost", {
    "index.html": html(MODULE),
    "page.js": IMPORT + pageScript(),
  });
  runTool(folder, "esbuild", "page.js", "--bundle", "--format=esm", "--outdir=out");
  const served = await site(folder);
  await page.goto(served.url);
  await page.waitForFunction("document.getElementById('result').textContent");
  const result = await page.$eval("#result", (output) => output.textContent);
  await served.close();
  assert.match(result!, /^load\/http .* import themelight\/inline/);
});
