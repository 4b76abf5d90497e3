// `npm run release`: builds everything twice, compares the bytes, and writes dist/release. Publishes
// with `-- --publish`, otherwise runs the registries' dry runs.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { embedHashes } from "../embed/build.mjs";
import { buildWheel, findMaturin } from "./python.mjs";
import { compressIn, differences, integrityOf, sumsOf } from "./release/files.mjs";
import { publishTo, registries } from "./release/registries.mjs";
import { billOf } from "./release/sbom.mjs";
import {
  capture,
  env,
  Failure,
  inRoot,
  isMain,
  main,
  readJson,
  root,
  run,
  toolsDir,
} from "./run.mjs";

const HELP = `npm run release -- [--publish] [--once]

  --publish  publishes to crates.io and npm what is not there yet; without it, dry runs
  --once     skips the second build and its comparison; not with --publish`;

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "release", ...parts);

/**
 * @throws {Failure} if files are changed or not committed
 * @param {string} [folder] the repository
 */
export function requireCleanTree(folder = root) {
  const changed = capture("git", ["-C", folder, "status", "--porcelain"]);
  if (changed === undefined) throw new Failure("Expected a git repository, found none.");
  if (changed) {
    throw new Failure(`Expected a clean tree. Commit, stash or remove first:\n${changed}`);
  }
}

/**
 * Returns the version, which package.json, Cargo.toml and the changelog must agree on.
 * @param {{ packageJson: string, cargo: string, changelog: string }} files
 */
export function versionOf({ packageJson, cargo, changelog }) {
  const { version } = JSON.parse(packageJson);
  const crate = /^version = "(.+)"$/m.exec(cargo)?.[1];
  if (version !== crate) {
    throw new Failure(`package.json has version ${version}, Cargo.toml ${crate}: make them equal.`);
  }
  if (!changelog.includes(`\n## [${version}] - `)) {
    throw new Failure(`CHANGELOG.md has no heading "## [${version}] - DATE" for this version.`);
  }
  return version;
}

/**
 * Builds a fresh clone of this commit in a folder. Not below the repository: Cargo would add the
 * flags of its `.cargo/config.toml` to those of the clone, and flags that are given twice change
 * the bytes.
 * @param {string} clone
 */
async function buildClone(clone) {
  await run("git", ["clone", "--quiet", "--no-hardlinks", root, clone]);
  // The tools have exact versions: compiling them again shows nothing.
  const PATH = `${join(toolsDir, "bin")}:${env.PATH}`;
  await run("npm", ["run", "build"], { cwd: clone, quiet: true, env: { ...env, PATH } });
}

/**
 * Compares this build with that of a fresh clone, which is deleted afterwards.
 * @param {string | undefined} maturin builds the Python wheel
 */
async function buildTwice(maturin) {
  const clone = mkdtempSync(join(tmpdir(), "themelight-release-"));
  try {
    await buildClone(clone);
    if (maturin) {
      const to = join(clone, "dist", "python");
      await buildWheel("wheel", to, { maturin, repository: clone });
    }
    compare(clone, maturin ? [...COMPARED, "dist/python"] : COMPARED);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** What both builds must agree on, relative to the repository. */
const COMPARED = ["dist/embed", "dist/npm", "dist/extension", "dist/site"];
const CLI = "target/release/themelight";

/**
 * @param {string} clone
 * @param {readonly string[]} folders
 */
function compare(clone, folders) {
  const found = folders.flatMap((folder) =>
    differences(inRoot(folder), join(clone, folder)).map((line) => `${folder}/${line}`),
  );
  if (!readFileSync(inRoot(CLI)).equals(readFileSync(join(clone, CLI))))
    found.push(`${CLI}: differs`);
  if (found.length) throw new Failure(`The two builds differ:\n${found.join("\n")}`);
}

/**
 * Writes dist/release: the files to upload, their hashes, the bills of materials.
 * @param {string} version
 */
export async function writeRelease(version) {
  rmSync(out(), { recursive: true, force: true });
  // A folder per version: a page that pins a version keeps it when the next one is uploaded.
  const embed = out("embed", version);
  cpSync(inRoot("dist", "embed"), embed, { recursive: true });
  const loader = integrityOf(join(embed, "themelight.js"));
  writeFileSync(
    join(embed, "snippet.html"),
    `<script async src="https://YOUR-SITE/embed/${version}/themelight.js" crossorigin="anonymous"\n` +
      `  integrity="${loader.sha384}"></script>\n`,
  );
  writeFileSync(
    out("embed", `sri-${version}.json`),
    json(Object.fromEntries(embedHashes().map(([name]) => [name, integrityOf(join(embed, name))]))),
  );
  compressIn(embed);

  await run("npm", ["pack", inRoot("dist", "npm"), "--silent"], { cwd: out(), quiet: true });
  for (const name of extras())
    copyFileSync(inRoot("dist", name), out(name.split("/").at(-1) ?? name));
  writeFileSync(out(`themelight-crate-${version}.cdx.json`), json(bill(version, "crate")));
  writeFileSync(out(`themelight-npm-${version}.cdx.json`), json(bill(version, "npm")));
  writeFileSync(out("SHA256SUMS"), sumsOf(out()));
}

/**
 * Builds the Python wheel into dist/python, if maturin is there.
 * @param {string | undefined} maturin
 */
async function buildReleaseWheel(maturin) {
  if (maturin) return buildWheel("wheel", inRoot("dist", "python"), { maturin });
  rmSync(inRoot("dist", "python"), { recursive: true, force: true });
  console.log("Left out the Python wheel: maturin is missing; npm run test:python installs it.");
}

/** Returns archives of other products in dist, if they are built. */
function extras() {
  const archives = /\.(zip|whl)$/;
  return ["extension", "python", "wordpress"].flatMap((folder) =>
    existsSync(inRoot("dist", folder))
      ? readdirSync(inRoot("dist", folder))
          .filter((name) => archives.test(name))
          .map((name) => `${folder}/${name}`)
      : [],
  );
}

/**
 * Returns a bill of materials: of the crate with all features, or of the wasm, which is all that
 * the npm package, the embed and the extension have from others.
 * @param {string} version
 * @param {"crate" | "npm"} product
 */
export function bill(version, product) {
  const what =
    product === "crate" ? ["--all-features"] : ["--filter-platform", "wasm32-unknown-unknown"];
  const metadata = capture("cargo", ["metadata", "--format-version", "1", "--locked", ...what]);
  if (!metadata) throw new Failure("cargo metadata failed, needed for the bill of materials.");
  return billOf(JSON.parse(metadata), readFileSync(inRoot("Cargo.lock"), "utf8"), {
    name: "themelight",
    version,
    purl: product === "crate" ? `pkg:cargo/themelight@${version}` : `pkg:npm/themelight@${version}`,
    type: "library",
  });
}

const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;

if (isMain(import.meta.url)) {
  main(async () => {
    const { values } = parseArgs({
      options: {
        publish: { type: "boolean", default: false },
        once: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return console.log(HELP);
    if (values.publish && values.once) throw new Failure(`--publish needs both builds.\n\n${HELP}`);
    requireCleanTree();
    const text = (/** @type {string} */ name) => readFileSync(inRoot(name), "utf8");
    const version = values.publish
      ? versionOf({
          packageJson: text("package.json"),
          cargo: text("Cargo.toml"),
          changelog: text("CHANGELOG.md"),
        })
      : readJson("package.json").version;
    mkdirSync(out(), { recursive: true });
    console.log(`Building themelight ${version} …`);
    await run("npm", ["run", "build"], { quiet: true });
    const maturin = findMaturin();
    await buildReleaseWheel(maturin);
    if (!values.once) {
      console.log("Building a fresh clone …");
      await buildTwice(maturin);
      console.log("Both builds have the same bytes.");
    }
    console.log("Comparing the figures in the README with their measurements …");
    const figures = ["tests/js/readme.test.ts", "tests/js/npm-readme.test.ts"];
    await run("node", ["--import", "tsx", "--test", ...figures], { quiet: true });
    await writeRelease(version);
    const tarball = out(`themelight-${version}.tgz`);
    const rows = await publishTo(registries("themelight", { tarball, root }), version, {
      dryRun: !values.publish,
      run: (command, args, options) =>
        run(command, args, { ...options, cwd: options.cwd ?? root, quiet: true }),
    });
    console.table(rows);
    // A build step that changed a tracked file would publish something else than the commit.
    requireCleanTree();
    console.log(
      `dist/release has the files of ${version}. RELEASING.md lists what is done by hand.`,
    );
  });
}
