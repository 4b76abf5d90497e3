// Every regular expression that runs on a page takes a time in proportion to the text, whatever the text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, Script } from "node:vm";
import { transformSync } from "esbuild";
import { minify } from "terser";
import { NAMES } from "../../www/src/finder/names.js";

const FOLDERS = ["www/src", "www/embed", "www/extension"];
/** Of these names the finder makes selectors. */
const SELECTORS = ["body", "lead"];
const SIZES = [4096, 16_384, 65_536, 262_144, 1_048_576];
/** Four times the text takes some four times as long; a quadratic pattern takes sixteen times as long. */
const MOST_GROWTH = 9;
/** Milliseconds of CPU time under which growth is noise. */
const NOISE = 15;
const TIMEOUT = 5000;

interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

const { literals, constructed } = await collect();

/** The literals of all scripts, and the scripts that make a pattern from a string. */
async function collect(): Promise<{ literals: Pattern[]; constructed: string[] }> {
  const literals: Pattern[] = [];
  const constructed: string[] = [];
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  for (const where of paths.filter((name) => name.endsWith(".ts")).sort()) {
    const { code } = transformSync(readFileSync(where, "utf8"), { loader: "ts", target: "es2022" });
    const format = { ast: true, code: false, spidermonkey: true } as object;
    const { ast } = (await minify(code, { module: true, compress: false, mangle: false, format })) as {
      ast?: unknown;
    };
    const visit = (node: unknown): void => {
      if (typeof node !== "object" || !node) return;
      const { regex, callee } = node as {
        regex?: { pattern: string; flags: string };
        callee?: { name?: string };
      };
      if (regex) literals.push({ where, source: regex.pattern, flags: regex.flags });
      if (callee?.name === "RegExp") constructed.push(where);
      for (const child of Object.values(node)) visit(child);
    };
    visit(ast);
  }
  return { literals, constructed };
}

/** Texts to repeat: one of each kind of character, pairs of them, and the words of the pattern itself. */
function unitsFor(source: string): Set<string> {
  const words = source.match(/\p{L}{2,}/gu) ?? [];
  return new Set([
    ..."a 1.,:;-_/\\\"'(){}[]<>=&%\n\t\u00a0\u200b",
    ...["a ", " a", "a.", "a-", "a:", "-a", "_a", '\\"', "a\n", "A", "aA", "  a", "ỏ", "😀"],
    ...words.slice(0, 6).flatMap((word) => [word, `${word} `, ` ${word}`, `-${word}`, `${word}: `]),
  ]);
}

const context = createContext({});
const script = new Script(
  "pattern.lastIndex = 0; for (let match; (match = pattern.exec(text)); ) if (!match[0]) pattern.lastIndex++;",
);

/** CPU time in milliseconds, the best of some runs, so that other programs do not count. */
function timeOf(pattern: RegExp, text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs && best > 1; i++) {
    Object.assign(context, { pattern, text });
    const before = process.cpuUsage();
    script.runInContext(context, { timeout: TIMEOUT });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** How the pattern fails on a text made of this unit; undefined where it is linear. */
function faultOf(pattern: RegExp, unit: string): string | undefined {
  let before = Number.POSITIVE_INFINITY;
  for (const size of SIZES) {
    // The last character keeps patterns from matching at the end.
    const text = `${unit.repeat(Math.ceil(size / unit.length))}\u0001`;
    let now: number;
    try {
      now = timeOf(pattern, text, 1);
      if (now > NOISE && now / before > MOST_GROWTH) now = timeOf(pattern, text, 3);
    } catch (error) {
      return `on ${size} characters of ${JSON.stringify(unit)}: ${error}`;
    }
    if (now > NOISE && now / before > MOST_GROWTH) {
      return `on ${size} characters of ${JSON.stringify(unit)}: ${now} ms, on a quarter of it ${before} ms`;
    }
    // Sixteen times as long would still be noise: larger texts cannot show anything.
    if (size > 200_000 && now * 16 < NOISE) return undefined;
    before = Math.max(now, NOISE / MOST_GROWTH);
  }
  return undefined;
}

/** The first text on which each pattern is not linear. */
function faultsIn(patterns: readonly Pattern[]): string[] {
  const faults: string[] = [];
  for (const { where, source, flags } of patterns) {
    const pattern = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
    for (const unit of unitsFor(source)) {
      const fault = faultOf(pattern, unit);
      if (fault === undefined) continue;
      faults.push(`${where} /${source}/ ${fault}`);
      break;
    }
  }
  return faults;
}

test("patterns made from strings stand in the finder's rules only", () => {
  assert.deepEqual(constructed, ["www/src/finder/rules.ts"]);
});

test("every pattern of the scripts is linear", () => {
  assert.ok(literals.length > 20, `${literals.length} patterns found`);
  assert.deepEqual(faultsIn(literals), []);
});

test("every pattern of the finder's names is linear", () => {
  const names = Object.entries(NAMES).filter(([name]) => !SELECTORS.includes(name));
  const patterns = names.map(([name, source]) => ({ where: name, source: source as string, flags: "i" }));
  assert.deepEqual(faultsIn(patterns), []);
});

test("the check itself finds a quadratic pattern", () => {
  assert.notDeepEqual(faultsIn([{ where: "here", source: "\\S+(?:\\s+\\S+){5}", flags: "" }]), []);
});
