// Publishes to crates.io and npm. What is already there is left alone, so that a release that
// stopped half way is run again.
import { Failure } from "../run.mjs";

/**
 * @typedef {object} Registry
 * @property {string} name
 * @property {string} address of the published versions
 * @property {(body: string) => string[]} versionsIn the versions in the address's response
 * @property {{ command: string, args: string[], cwd?: string }} publish
 */

/**
 * @param {string} name of the crate and of the npm package
 * @param {{ tarball: string, root: string }} where
 * @returns {Registry[]}
 */
export const registries = (name, { tarball, root }) => [
  {
    name: "crates.io",
    // The index sorts names of four letters and more by their first letters.
    address: `https://index.crates.io/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`,
    versionsIn: (body) =>
      body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).vers),
    publish: { command: "cargo", args: ["publish", "--locked"], cwd: root },
  },
  {
    name: "npm",
    address: `https://registry.npmjs.org/${name}`,
    versionsIn: (body) => Object.keys(JSON.parse(body).versions ?? {}),
    publish: { command: "npm", args: ["publish", tarball, "--access", "public"], cwd: root },
  },
];

/**
 * Returns whether a registry has a version.
 * @param {Registry} registry
 * @param {string} version
 * @param {typeof fetch} [request]
 */
export async function isPublished({ name, address, versionsIn }, version, request = fetch) {
  const response = await request(address).catch((cause) => {
    throw new Failure(`${name} could not be asked for its versions: ${cause.message}.`);
  });
  if (response.status === 404) return false;
  if (!response.ok) throw new Failure(`${name}: ${address} answered ${response.status}.`);
  return versionsIn(await response.text()).includes(version);
}

/**
 * Publishes a version where it is missing; a dry run only checks that it could be. Resolves with
 * a row for each registry.
 * @param {readonly Registry[]} all
 * @param {string} version
 * @param {object} how
 * @param {boolean} how.dryRun
 * @param {(command: string, args: string[], options: { cwd?: string | undefined }) => Promise<unknown>} how.run
 * @param {typeof fetch} [how.request]
 */
export async function publishTo(all, version, { dryRun, run, request }) {
  const rows = [];
  for (const registry of all) {
    const { name, publish } = registry;
    if (!dryRun && (await isPublished(registry, version, request))) {
      rows.push({ registry: name, result: `has ${version} already` });
      continue;
    }
    const args = [...publish.args, ...(dryRun ? ["--dry-run"] : [])];
    await run(publish.command, args, { cwd: publish.cwd });
    rows.push({ registry: name, result: dryRun ? "dry run passed" : `published ${version}` });
  }
  return rows;
}
