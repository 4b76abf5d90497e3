// `npm run bench`: measures Themelight natively and as wasm in Node and Chromium, with a yardstick
// and peers. `-- --only native,node,chromium,crossing,page,long,studio,archive,memory,compare,
// instructions,python` runs parts; `-- --write` writes Chromium's figures to the README, the page's to
// the README of the embed and the site, the studio's to the site, those of archives to their guide,
// and downloads to the site's comparison. `-- --rows N` is the size of the file of `memory`. `-- --only page --short` measures less
// of everything, `--parts lighthouse,storm` some of it.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { buildWeb } from "../../www/tools/build.mjs";
import { checkInstructions } from "../../www/tools/model/instructions.mjs";
import { measurePython } from "../../www/tools/python.mjs";
import { Failure, main, run } from "../../www/tools/run.mjs";
import { setup } from "../../www/tools/setup.mjs";
import { archiveMemory, archiveSpeed } from "./lib/archive.mjs";
import { coldStart, crossing, throughput } from "./lib/chromium.mjs";
import { compareDownloads } from "./lib/compare.mjs";
import { today } from "./lib/document.mjs";
import { table, writeFigures } from "./lib/figures.mjs";
import { longPage } from "./lib/long.mjs";
import { fullPage } from "./lib/page/index.mjs";
import { inStudio } from "./lib/studio/index.mjs";
import { buildSystems, PEERS, SYSTEMS, site, sizes } from "./lib/systems.mjs";
import { different } from "./lib/texts.mjs";
import { interleave, median } from "./systems/measure.js";

const PARAGRAPHS = 10_000;
const ROUNDS = 7;
const ARTICLE = 30;
const NAMES = Object.keys(SYSTEMS);

const PARTS = {
  native: () => run("cargo", ["bench", "--locked", "--bench", "throughput"]),
  node: inNode,
  chromium: inChromium,
  crossing: crossingIntoWasm,
  page: () => fullPage({ write, short, parts: pageParts }),
  long: longPage,
  studio: () => inStudio({ write }),
  archive: () => archiveSpeed(write),
  memory: () => archiveMemory(Number(rows), write),
  compare: () => compareDownloads(write),
  instructions: checkInstructions,
  python: measurePython,
};

const {
  only,
  write,
  short,
  parts: pageParts,
  rows,
} = parseArgs({
  options: {
    only: { type: "string" },
    write: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    parts: { type: "string" },
    rows: { type: "string", default: "5000000" },
  },
}).values;

main(async () => {
  const parts = only?.split(",") ?? Object.keys(PARTS);
  const unknown = parts.filter((part) => !PARTS[part]);
  if (unknown.length) {
    const parts = Object.keys(PARTS).join(", ");
    throw new Failure(`--only: expected ${parts}; found ${unknown.join(", ")}.`);
  }
  await setup();
  const measured = (...names) => parts.some((part) => names.includes(part));
  const systems = measured("node", "chromium", "crossing", "page", "long");
  if (systems || measured("studio", "compare")) await buildWeb();
  if (systems) await buildSystems();
  for (const part of parts) {
    console.log(`\n── ${part}`);
    await PARTS[part]();
  }
});

async function inNode() {
  const read = async (name) => new Uint8Array(await readFile(site(name))).buffer;
  read.address = (name) => pathToFileURL(site(name));
  const systems = {};
  for (const name of ["limit", "themelight"]) {
    // Node loads the package's entry for Node, which reads files.
    const module =
      name === "themelight"
        ? "./systems/themelight-node.js"
        : pathToFileURL(site("systems", `${name}.js`));
    systems[name] = await (await import(module)).load(read);
  }
  const texts = different(PARAGRAPHS);
  report(await interleave(systems, texts, 2 * ROUNDS), texts);
}

async function inChromium() {
  const texts = different(PARAGRAPHS);
  const times = await throughput(NAMES, texts, ROUNDS);
  report(times, texts);
  const cold = await coldStart(NAMES, texts.slice(0, ARTICLE), ROUNDS);
  const rows = NAMES.map((name) => ({
    name,
    perSecond: PARAGRAPHS / (median(times[name]) / 1000),
    ratio: ratio(times, name, "limit"),
    ...cold[name],
    ...sizes(name),
  })).sort((a, b) => b.perSecond - a.perSecond);
  console.log(`\n${table(rows)}`);
  const [fastest] = rows.filter(({ name }) => PEERS.includes(name));
  console.log(
    `To the fastest peer, ${SYSTEMS[fastest.name].title}: ${ratio(times, "themelight", fastest.name).toFixed(2)}.`,
  );
  if (write) writeFigures({ date: today(), rows });
}

async function crossingIntoWasm() {
  const texts = different(PARAGRAPHS);
  const bytes = sizeOf(texts);
  for (const [way, times] of Object.entries(await crossing(texts, 3 * ROUNDS))) {
    console.log(
      `  ${way.padEnd(28)} ${(bytes / median(times) / 1000).toFixed(0).padStart(4)} MB/s of UTF-8`,
    );
  }
}

const sizeOf = (texts) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** Returns the speed relative to another system: the median over the rounds of a run. */
const ratio = (times, name, other) => median(times[name].map((time, i) => times[other][i] / time));

function report(times, texts) {
  const bytes = sizeOf(texts);
  console.log(`${texts.length} paragraphs of ${Math.round(bytes / texts.length)} bytes on average`);
  for (const name of Object.keys(times)) {
    const time = median(times[name]);
    const speed = `${(bytes / time / 1000).toFixed(1)} MB/s`;
    const toLimit = `${ratio(times, name, "limit").toFixed(3)} of the yardstick`;
    console.log(
      `  ${SYSTEMS[name].title.padEnd(34)} ${time.toFixed(1).padStart(8)} ms  ${speed.padStart(11)}  ${toLimit}`,
    );
  }
}
