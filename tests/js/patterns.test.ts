// Every regular expression that runs on a page takes linear time for any text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, Script } from "node:vm";
import { transformSync } from "esbuild";
import { minify } from "terser";
import { HEURISTICS } from "../../www/src/finder/heuristics.js";

const FOLDERS = ["www/src", "www/embed", "www/extension"];
const SIZES = [4096, 16_384, 65_536, 262_144, 1_048_576];
/**
 * Maximum growth of time for four times the text: linear patterns grow by 4, quadratic ones by 16.
 */
const MAX_GROWTH = 9;
/** Milliseconds of CPU time below which growth is not measured. */
const NOISE = 15;
/** Milliseconds for one run, on a busy machine, too. */
const TIMEOUT = 60_000;

interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

const { literals, constructed } = await collect();

/** Returns the literals of all scripts, and the scripts that construct a pattern from a string. */
async function collect(): Promise<{ literals: Pattern[]; constructed: string[] }> {
  const literals: Pattern[] = [];
  const constructed: string[] = [];
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  for (const where of paths.filter((name) => name.endsWith(".ts")).sort()) {
    const { code } = transformSync(readFileSync(where, "utf8"), { loader: "ts", target: "es2022" });
    const format = { ast: true, code: false, spidermonkey: true } as object;
    const { ast } = (await minify(code, {
      module: true,
      compress: false,
      mangle: false,
      format,
    })) as {
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

/** Returns texts to repeat: characters of each kind, pairs of them, and words of the pattern. */
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

/** Returns the minimum CPU time of some runs in milliseconds. */
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

/** Returns a message if the pattern is not linear on repetitions of the unit. */
function faultOf(pattern: RegExp, unit: string): string | undefined {
  let before = Number.POSITIVE_INFINITY;
  for (const size of SIZES) {
    // The last character prevents matches at the end.
    const text = `${unit.repeat(Math.ceil(size / unit.length))}\u0001`;
    let now: number;
    try {
      now = timeOf(pattern, text, 1);
      if (now > NOISE && now / before > MAX_GROWTH) now = timeOf(pattern, text, 3);
    } catch (error) {
      return `on ${size} characters of ${JSON.stringify(unit)}: ${error}`;
    }
    if (now > NOISE && now / before > MAX_GROWTH) {
      return `on ${size} characters of ${JSON.stringify(unit)}: ${now} ms, on a quarter of it ${before} ms`;
    }
    // Even quadratic growth would not be measurable with the next size.
    if (size > 200_000 && now * 16 < NOISE) return undefined;
    before = Math.max(now, NOISE / MAX_GROWTH);
  }
  return undefined;
}

/** Returns a message for each pattern that is not linear. */
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

test("only the finder's rules construct patterns from strings", () => {
  assert.deepEqual(constructed, ["www/src/finder/rules.ts"]);
});

test("every pattern of the scripts is linear", () => {
  assert.ok(literals.length > 20, `${literals.length} patterns found`);
  assert.deepEqual(faultsIn(literals), []);
});

test("every pattern of the finder's heuristics is linear", () => {
  const patterns = Object.entries(HEURISTICS).map(([name, source]) => ({
    where: name,
    source: source as string,
    flags: "i",
  }));
  assert.deepEqual(faultsIn(patterns), []);
});

test("the check detects a quadratic pattern", () => {
  assert.notDeepEqual(faultsIn([{ where: "here", source: "\\S+(?:\\s+\\S+){5}", flags: "" }]), []);
});
