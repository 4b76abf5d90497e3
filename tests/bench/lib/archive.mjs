// Measures `themelight tag` on archives: rows a second by format, and memory on a large Parquet file.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildCli, CLI } from "../../../www/tools/build.mjs";
import { Failure, which } from "../../../www/tools/run.mjs";
import { FIGURES, kept, writeGuides } from "./archive-table.mjs";
import { today } from "./document.mjs";
import { different } from "./texts.mjs";

const ROWS = 200_000;
/** Paragraphs of a page. */
const PAGE = 25;
const PAGES = 2000;
const ROUNDS = 8;
/** More threads than this share a disk and one reader. */
const JOBS = Math.min(2, availableParallelism());

/**
 * Measures rows a second for each format.
 * @param {boolean} write whether the figures go to the repository and the guides
 */
export async function archiveSpeed(write) {
  await buildCli();
  const folder = mkdtempSync(join(tmpdir(), "themelight-archive-"));
  try {
    const inputs = makeInputs(folder);
    // The best round, since other processes only slow a run down. Round by round, so that a busy
    // moment of the machine slows all formats.
    const best = inputs.map(() => ({ one: 0, all: 0 }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, { path, rows, out }] of inputs.entries()) {
        for (const [key, jobs] of [
          ["one", 1],
          ["all", JOBS],
        ]) {
          const rate = rows / tag(["--jobs", String(jobs), ...out, path]);
          best[i][key] = Math.max(best[i][key], rate);
        }
      }
    }
    const rows = inputs.map(({ name }, i) => ({
      name,
      one: Math.round(best[i].one),
      jobs: Math.round(best[i].all),
      ratio: Number((best[i].all / best[i].one).toFixed(2)),
    }));
    console.table(rows);
    const how = { date: today(), threads: JOBS, rounds: ROUNDS, bytes: meanBytes() };
    if (write) save({ speed: { ...how, rows } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the mean length of the paragraphs in bytes. */
const meanBytes = () => Math.round(Buffer.byteLength(different(ROWS).join("")) / ROWS);

/** Writes the same paragraphs in every format. */
function makeInputs(folder) {
  const file = (name) => join(folder, name);
  const texts = different(ROWS);
  const lines = texts.map((text, id) => `${JSON.stringify({ id, text })}\n`).join("");
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(file("a.jsonl"), lines);
  writeFileSync(file("a.txt"), `${texts.join("\n")}\n`);
  writeFileSync(
    file("a.csv"),
    `id,text\n${texts.map((text, id) => `${id},${cell(text)}\n`).join("")}`,
  );
  writeFileSync(file("a.jsonl.gz"), gzipSync(lines));
  for (const [command, name] of [
    ["zstd", "a.jsonl.zst"],
    ["xz", "a.jsonl.xz"],
  ]) {
    if (!which(command)) continue;
    const options = { input: lines, maxBuffer: 2 * lines.length };
    writeFileSync(file(name), execFileSync(command, ["-c", "-1"], options));
  }
  tag(["--keep", "text", "--out", file("a.parquet"), file("a.jsonl")]);
  mkdirSync(file("pages"));
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  for (let page = 0; page < PAGES; page++) {
    const paragraphs = texts
      .slice(page * PAGE, (page + 1) * PAGE)
      .map((text) => `<p>${escaped(text)}</p>`);
    const head = `<!doctype html><html lang="vi"><head><title>Bài ${page}</title></head>`;
    writeFileSync(
      join(file("pages"), `${page}.html`),
      `${head}<body><article><h1>Bài ${page}</h1>\n${paragraphs.join("\n")}</article></body></html>\n`,
    );
  }
  const none = ["--out", "/dev/null"];
  const formats = [
    ["JSON Lines", "a.jsonl"],
    ["JSON Lines, gzip", "a.jsonl.gz"],
    ["JSON Lines, zstd", "a.jsonl.zst"],
    ["JSON Lines, xz", "a.jsonl.xz"],
    ["CSV", "a.csv"],
    ["Parquet", "a.parquet"],
    ["text", "a.txt"],
  ].filter(([, name]) => existsSync(file(name)));
  return [
    ...formats.map(([name, path]) => ({ name, path: file(path), rows: ROWS, out: none })),
    {
      name: `HTML pages of ${PAGE} paragraphs`,
      path: file("pages"),
      rows: PAGES * PAGE,
      out: none,
    },
    { name: "JSON Lines to CSV", path: file("a.jsonl"), rows: ROWS, out: ["--to", "csv", ...none] },
    {
      name: "Parquet to Parquet",
      path: file("a.parquet"),
      rows: ROWS,
      out: ["--out", file("out.parquet")],
    },
  ];
}

/** Runs `themelight tag` and returns its seconds. */
function tag(args) {
  const start = performance.now();
  execFileSync(CLI, ["tag", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  return (performance.now() - start) / 1000;
}

/**
 * Measures peak memory on a large Parquet file, which is written first and deleted afterwards.
 * @param {number} rows
 * @param {boolean} write whether the figures go to the repository and the guides
 */
export async function archiveMemory(rows, write) {
  if (!existsSync("/proc/self/status")) throw new Failure("Measures memory on Linux only.");
  await buildCli();
  const folder = mkdtempSync(join(tmpdir(), "themelight-archive-"));
  try {
    const [input, output] = [join(folder, "in.parquet"), join(folder, "out.parquet")];
    console.log(`Writing ${rows.toLocaleString("en")} rows …`);
    const writing = await peakOf(["--keep", "text,more", "--out", input], (stdin) =>
      feed(stdin, rows),
    );
    console.log(`Tagging ${gigabytes(input)} GB …`);
    const reading = await peakOf(["--keep", "all", "--jobs", String(JOBS), "--out", output, input]);
    const figures = { rows, gigabytes: gigabytes(input), writing, reading };
    console.table([figures]);
    if (write) save({ memory: { date: today(), ...figures } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const gigabytes = (path) => Number((statSync(path).size / 1e9).toFixed(1));

/** Writes rows as JSON Lines. `more` cannot be compressed, so that the file is large. */
async function feed(stdin, rows) {
  const texts = different(20_000);
  for (let row = 0; row < rows; ) {
    let lines = "";
    for (const end = Math.min(rows, row + 1000); row < end; row++) {
      const text = `${texts[row % texts.length]} Số ${row}.`;
      lines += `${JSON.stringify({ id: row, text, more: randomBytes(360).toString("base64") })}\n`;
    }
    if (!stdin.write(lines)) await once(stdin, "drain");
  }
  stdin.end();
}

/** Runs `themelight tag` and returns its peak of resident memory in MB. */
async function peakOf(args, input) {
  const child = spawn(CLI, ["tag", ...args], {
    stdio: [input ? "pipe" : "ignore", "inherit", "inherit"],
  });
  let peak = 0;
  const timer = setInterval(() => {
    const status = readStatus(child.pid);
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0));
  }, 100);
  const closed = once(child, "close");
  await input?.(child.stdin);
  const [code] = await closed;
  clearInterval(timer);
  if (code !== 0) throw new Failure(`themelight tag ended with exit code ${code}.`);
  return Math.round((peak * 1024) / 1e6);
}

function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return ""; // the process has ended
  }
}

function save(part) {
  writeFileSync(FIGURES, `${JSON.stringify({ ...kept(), ...part }, null, 2)}\n`);
  writeGuides();
}
