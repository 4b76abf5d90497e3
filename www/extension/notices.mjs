// Collects the licence notices of all packages that are compiled or bundled into the extension.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, inRoot, root } from "../tools/run.mjs";

/** Returns the folders of the npm packages with code in a bundle, from esbuild's metafiles. */
export function bundledPackages(...metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = inputs.flatMap(
    (path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/**
 * Returns the crates that are linked into the product: all dependencies except build dependencies and
 * procedural macros.
 */
function linkedCrates(features, platform) {
  const args = ["metadata", "--format-version", "1", "--locked", ...features];
  const { status, stdout, stderr } = spawnSync("cargo", [...args, "--filter-platform", platform], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0)
    throw new Failure(`cargo metadata failed, needed for the licence notices: ${stderr}`);
  const { packages, resolve } = JSON.parse(stdout);
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const known = new Map(packages.map((one) => [one.id, one]));
  const linked = new Set();
  const visit = (id) => {
    const runs = known.get(id).targets.every(({ kind }) => !kind.includes("proc-macro"));
    if (linked.has(id) || !runs) return;
    linked.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(resolve.root);
  linked.delete(resolve.root);
  return [...linked]
    .map((id) => known.get(id))
    .map(({ name, version, license, manifest_path, repository }) => ({
      name,
      version,
      licence: license,
      folders: [
        dirname(manifest_path),
        // Some crates leave their licence file to another crate of their repository.
        ...packages
          .filter((other) => repository && other.repository === repository)
          .map((other) => dirname(other.manifest_path)),
      ],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const HEAD =
  "Themelight contains code of the packages below. Its own licences are in LICENSE-MIT.txt and\n" +
  "LICENSE-APACHE.txt, the licence of its font in fonts/newsreader-LICENSE.txt.";

/**
 * Returns the notices as one text. The same packages give the same bytes. `features` are arguments
 * of cargo for the features of the build, `platform` is its target.
 */
export function noticesOf(
  packageFolders,
  head = HEAD,
  features = [],
  platform = "wasm32-unknown-unknown",
) {
  const npm = packageFolders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(inRoot(folder, "package.json"), "utf8"),
    );
    return { name, version, licence: license, folders: [inRoot(folder)] };
  });
  // Groups packages: most crates have the same text after a different copyright line.
  const byText = new Map();
  for (const { name, version, licence, folders } of [...npm, ...linkedCrates(features, platform)]) {
    const texts =
      folders.map((folder) => licenceTexts(folder, licence)).find(({ length }) => length > 0) ??
      commonText(licence);
    if (!texts) throw new Failure(`${name} ${version} has no licence file.`);
    const text = texts.join("\n\n");
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}`);
  return `${[head, ...parts].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/**
 * Returns the text of the Apache licence, which is the same in all packages, for a package that has
 * no licence file; undefined if that is not its licence.
 */
const commonText = (licence) =>
  /\bApache-2\.0\b/.test(licence)
    ? [readFileSync(inRoot("LICENSE-APACHE"), "utf8").trim()]
    : undefined;

/**
 * Returns the texts of a package's licence files; for packages under MIT or Apache-2.0 only the MIT
 * licence.
 */
function licenceTexts(folder, licence) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice|unlicense)/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const mit = / OR |\//.test(licence) && names.some((name) => /mit/i.test(name));
  return names
    .filter((name) => !(mit && /apache|zlib/i.test(name)))
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim());
}
