// Builds dist/extension: a folder to load unpacked and a zip for each browser, and the sources for
// Firefox's reviewers. The same sources give the same bytes.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { cssText } from "../tools/build/css-text.mjs";
import { ifChanged } from "../tools/build/stamp.mjs";
import { Failure, inRoot, isMain, main, root } from "../tools/run.mjs";
import { drawIcons } from "./icons.mjs";
import { manifestOf } from "./manifest.mjs";
import { bundledPackages, noticesOf } from "./notices.mjs";
import { writeZip } from "./zip.mjs";

export const BROWSERS = ["chrome", "firefox"];
/** The files that the scripts are bundled from. */
const INPUTS = [
  "target/wasm",
  "www/src",
  "www/extension",
  "package.json",
  // They name the packages whose licences are copied.
  "package-lock.json",
  "Cargo.lock",
  "LICENSE-MIT",
  "LICENSE-APACHE",
];
const SHIPPED = ["target/wasm/themelight.wasm", "models/vi-public-life/vi-public-life.model"];
const REPORT = "models/vi-public-life/report.json";
const PAGES = ["popup", "options", "welcome", "sample"];
const FONTS = ["latin", "vietnamese"].map((part) => `newsreader-${part}-wght-normal.woff2`);
const NEWSREADER = "node_modules/@fontsource-variable/newsreader";

const here = (...parts) => inRoot("www", "extension", ...parts);
const out = (...parts) => inRoot("dist", "extension", ...parts);

export async function buildExtension() {
  await buildFolders();
  await buildSources();
}

function buildFolders() {
  return ifChanged(
    "the extension",
    {
      script: import.meta.url,
      inputs: [...INPUTS, REPORT, ...SHIPPED],
      outputs: BROWSERS.flatMap((name) => [
        `dist/extension/${name}/manifest.json`,
        `dist/extension/themelight-${name}.zip`,
      ]),
    },
    async () => {
      rmSync(out(), { recursive: true, force: true });
      const { scripts, notices } = await bundle();
      const icons = await drawIcons();
      for (const browser of BROWSERS) {
        put(browser, scripts, icons, notices);
        await writeZip(out(`themelight-${browser}.zip`), out(browser), filesIn(out(browser)));
      }
    },
  );
}

/** Zips the whole repository, since the wasm is built from it too. */
async function buildSources() {
  const sources = tracked();
  if (!sources) return console.log("No zip of the sources: this is not a git checkout.");
  const zip = "dist/extension/themelight-sources.zip";
  const files = { script: import.meta.url, inputs: sources, outputs: [zip] };
  await ifChanged("the extension's sources", files, () => writeZip(inRoot(zip), root, sources));
}

/**
 * Bundles the scripts. Does not minify them: reviewers read them, and pages do not download them.
 *
 * @returns `scripts`: name and text of each; `packages`: the npm packages in them; `notices`: their
 * licences, and those of the crates in the wasm.
 */
export async function bundle() {
  const { build } = await import("esbuild");
  const shared = {
    // esbuild writes each module's path in a comment: relative to the root, wherever the build is
    // started.
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    target: "es2023",
    charset: "utf8",
    minifySyntax: true,
    plugins: [cssText],
    legalComments: "none",
    logLevel: "warning",
    outdir: out(),
    define: { BUILT_IN_SCORES: JSON.stringify(scoresOf(REPORT)) },
  };
  const modules = await build({
    ...shared,
    entryPoints: { background: here("background/main.ts"), ...entries() },
    format: "esm",
  });
  const content = await build({
    ...shared,
    plugins: [...shared.plugins, textsOf("content"), withoutComments],
    entryPoints: { content: here("content/main.ts") },
    format: "iife",
  });
  const scripts = [...modules.outputFiles, ...content.outputFiles].map(({ path, text }) => [
    path.slice(out().length + 1),
    text,
  ]);
  const packages = bundledPackages(modules.metafile, content.metafile);
  return { scripts, packages, notices: noticesOf(packages) };
}

/**
 * Drops the comments of a source: esbuild keeps those in classes and object literals, and pages
 * would parse them.
 * @type {import("esbuild").Plugin}
 */
const withoutComments = {
  name: "without comments",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { transform } = await import("esbuild");
      const options = { loader: "ts", target: "es2023", charset: "utf8", minifyWhitespace: true };
      const { code } = await transform(readFileSync(path, "utf8"), options);
      return { contents: code, loader: "js" };
    }),
};

/**
 * Leaves out the texts whose keys no source of a folder names: a script that runs in pages should
 * not carry the texts of the options.
 */
const textsOf = (folder) => ({
  name: "texts",
  setup({ onLoad }) {
    const sources = readdirSync(here(folder))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(here(folder, name), "utf8"))
      .join("\n");
    onLoad({ filter: /_locales[/\\]\w+[/\\]messages\.json$/ }, ({ path }) => {
      const texts = Object.entries(JSON.parse(readFileSync(path, "utf8")));
      const kept = texts.filter(([key]) => sources.includes(`"${key}"`));
      return { contents: JSON.stringify(Object.fromEntries(kept)), loader: "json" };
    });
  },
});

function scoresOf(report) {
  const { macro_f1: mean, labels } = JSON.parse(readFileSync(inRoot(report), "utf8"));
  return { mean, themes: Object.fromEntries(labels.map(({ id, metrics }) => [id, metrics.f1])) };
}

const entries = () => Object.fromEntries(PAGES.map((page) => [page, here(page, `${page}.ts`)]));

function put(browser, scripts, icons, notices) {
  const to = (name) => {
    const path = out(browser, name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  writeFileSync(to("manifest.json"), `${JSON.stringify(manifestOf(browser, version), null, 2)}\n`);
  for (const [name, text] of scripts) writeFileSync(to(name), text);
  for (const [name, bytes] of icons) writeFileSync(to(`icons/${name}`), bytes);
  for (const page of PAGES) {
    for (const end of ["html", "css"])
      copyFileSync(here(page, `${page}.${end}`), to(`${page}.${end}`));
  }
  copyFileSync(here("shared/base.css"), to("base.css"));
  cpSync(here("_locales"), to("_locales"), { recursive: true });
  cpSync(here("welcome/pictures"), to("pictures"), { recursive: true });
  for (const path of SHIPPED) copyFileSync(inRoot(path), to(path.split("/").at(-1)));
  for (const font of FONTS) copyFileSync(inRoot(NEWSREADER, "files", font), to(`fonts/${font}`));
  copyFileSync(inRoot(NEWSREADER, "LICENSE"), to("fonts/newsreader-LICENSE.txt"));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"])
    copyFileSync(inRoot(name), to(`${name}.txt`));
  writeFileSync(to("THIRD-PARTY-NOTICES.txt"), notices);
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length + 1));

/** Returns the tracked files with their current contents; none outside a checkout. */
function tracked() {
  const { status, stdout } = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
  return status === 0
    ? stdout.split("\0").filter((path) => path && existsSync(inRoot(path)))
    : undefined;
}

if (isMain(import.meta.url)) {
  main(async () => {
    const missing = SHIPPED.find((path) => !existsSync(inRoot(path)));
    if (missing)
      throw new Failure(
        `${missing} is missing. npm run build makes it, and the extension with it.`,
      );
    await buildExtension();
  });
}
