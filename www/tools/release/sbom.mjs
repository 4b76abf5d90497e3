// Software bills of materials in CycloneDX 1.6: what is in the crate, and what is in the files
// that readers and developers download.
import { createHash } from "node:crypto";

/**
 * @typedef {object} Package a package of `cargo metadata`
 * @property {string} id
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {{ kind: string[] }[]} targets
 *
 * @typedef {object} Node a node of `cargo metadata`'s resolve graph
 * @property {string} id
 * @property {{ pkg: string, dep_kinds: { kind: string | null }[] }[]} deps
 *
 * @typedef {{ packages: Package[], resolve: { root: string, nodes: Node[] } }} Metadata
 */

/**
 * Returns the bill of a root package and everything that is compiled into it.
 * @param {Metadata} metadata for one target and one set of features
 * @param {string} lock the text of Cargo.lock, with the checksums
 * @param {{ name: string, version: string, purl: string, type: "library" | "application" }} product
 */
export function billOf({ packages, resolve }, lock, product) {
  const byId = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = (/** @type {string} */ id) =>
    (nodes.get(id)?.deps ?? [])
      // A kind of null is a normal dependency; the others are for builds and tests.
      .filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null))
      .map(({ pkg }) => pkg)
      .filter((pkg) => !isMacro(byId.get(pkg)));
  const reached = new Set([resolve.root]);
  for (const id of reached) for (const next of linked(id)) reached.add(next);

  const purl = (/** @type {string} */ id) => {
    const one = byId.get(id);
    return id === resolve.root ? product.purl : `pkg:cargo/${one?.name}@${one?.version}`;
  };
  const ids = [...reached].sort((a, b) => (purl(a) < purl(b) ? -1 : 1));
  const checksums = checksumsOf(lock);
  const components = ids
    .filter((id) => id !== resolve.root)
    .map((id) => {
      const { name, version, license } = /** @type {Package} */ (byId.get(id));
      const hash = checksums.get(`${name} ${version}`);
      return {
        type: "library",
        "bom-ref": purl(id),
        name,
        version,
        purl: purl(id),
        // Older crates separate the licences of a choice by a slash.
        ...(license && { licenses: [{ expression: license.replaceAll("/", " OR ") }] }),
        ...(hash && { hashes: [{ alg: "SHA-256", content: hash }] }),
      };
    });
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: product.type,
        "bom-ref": product.purl,
        name: product.name,
        version: product.version,
        purl: product.purl,
        licenses: [{ expression: "MIT OR Apache-2.0" }],
      },
    },
    components,
    dependencies: ids.map((id) => ({ ref: purl(id), dependsOn: linked(id).map(purl).sort() })),
  };
  return { ...bill, serialNumber: serialOf(JSON.stringify(bill)) };
}

/**
 * Returns whether a crate runs in the compiler only.
 * @param {Package | undefined} crate
 */
const isMacro = (crate) => crate?.targets.every(({ kind }) => kind.includes("proc-macro"));

/**
 * Returns the checksum of each crate, by `name version`.
 * @param {string} lock
 */
function checksumsOf(lock) {
  const entry = /name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "([0-9a-f]{64})"/g;
  return new Map(
    [...lock.matchAll(entry)].map(([, name, version, sum]) => [`${name} ${version}`, sum]),
  );
}

/**
 * Returns a UUID made of the contents: the same bill has the same number.
 * @param {string} contents
 */
function serialOf(contents) {
  const hex = createHash("sha256").update(contents).digest("hex");
  // Version 8 and variant 1 of RFC 9562: a custom UUID.
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${uuid.join("-")}`;
}
