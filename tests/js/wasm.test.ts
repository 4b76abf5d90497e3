// The result types of the wasm's exports, and the fault of V8 that constrains them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const file = readFileSync("dist/npm/themelight.wasm");
const EXTERNREF = 0x6f;
const I32 = 0x7f;

/** Parses a module; returns its exported functions with the types of their results. */
function exportedResults(bytes: Uint8Array): Map<string, number[]> {
  let at = 8;
  const byte = () => bytes[at++]!;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const low = byte();
      value |= (low & 0x7f) << shift;
      if (low < 0x80) return value;
    }
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: number() }, read);
  const name = () => {
    const length = number();
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const limits = () => (byte() & 1 ? [number(), number()] : [number()]);

  let types: { params: number[]; results: number[] }[] = [];
  const functions: number[] = [];
  const found = new Map<string, number[]>();
  while (at < bytes.length) {
    const section = byte();
    const size = number();
    const end = at + size;
    if (section === 1) {
      types = list(() => {
        assert.equal(byte(), 0x60, "a function type");
        return { params: list(byte), results: list(byte) };
      });
    } else if (section === 2) {
      list(() => {
        name();
        name();
        const kind = byte();
        if (kind === 0) functions.push(number());
        else if (kind === 1) [byte(), limits()];
        else if (kind === 2) limits();
        else [byte(), byte()];
      });
    } else if (section === 3) {
      functions.push(...list(number));
    } else if (section === 7) {
      list(() => {
        const [of, kind, index] = [name(), byte(), number()];
        if (kind === 0) found.set(of, types[functions[index]!]!.results);
      });
    }
    at = end;
  }
  return found;
}

test("no export of the wasm returns a reference", () => {
  const results = exportedResults(file);
  assert.ok(results.size > 8, [...results.keys()].join());
  for (const [name, types] of results) {
    assert.ok(!types.includes(EXTERNREF), `${name} returns externref`);
    // Types below 0x7c are not numbers.
    assert.ok(
      types.every((type) => type >= 0x7c),
      `${name} returns ${types}`,
    );
  }
  // The constructor's `Result`: the object, the index of the error, whether it failed.
  assert.deepEqual(results.get("wasmtagger_new"), [I32, I32, I32]);
});

/**
 * A minimal module. Imports `a.f`, without parameters and result. Exports `reference` and `number`,
 * which call `a.f` and return their parameter, an externref and an i32.
 */
const MINIMAL_MODULE = [
  [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  [1, 14, 3, 0x60, 0, 0, 0x60, 1, EXTERNREF, 1, EXTERNREF, 0x60, 1, I32, 1, I32],
  [2, 7, 1, 1, 0x61, 1, 0x66, 0, 0],
  [3, 3, 2, 1, 2],
  [7, 22, 2, 9, ...Buffer.from("reference"), 0, 1, 6, ...Buffer.from("number"), 0, 2],
  [10, 15, 2, 6, 0, 0x10, 0, 0x20, 0, 0x0b, 6, 0, 0x10, 0, 0x20, 0, 0x0b],
].flat();

/** Returns a script that optimises a caller of `call` and deoptimises it during the call. */
const deoptimised = (setUp: string, call: string) => `
  let deoptimise = false;
  const f = () => { if (deoptimise) %DeoptimizeFunction(caller); };
  ${setUp}
  function caller(x) { return ${call}; }
  %PrepareFunctionForOptimization(caller);
  for (let i = 0; i < 10; i++) caller(7);
  %OptimizeFunctionOnNextCall(caller);
  caller(7);
  deoptimise = true;
  console.log("returned", caller(7));
`;

function run(code: string) {
  const flags = ["--allow-natives-syntax", "--input-type=module"];
  return spawnSync(process.execPath, [...flags, "-e", code], {
    encoding: "utf8",
    timeout: 300_000,
  });
}

const instance = `
  const bytes = Uint8Array.of(${MINIMAL_MODULE});
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: { f } });
  const { reference, number } = exports;
`;

test("V8 up to 12.9 aborts if the caller of an export that returns a reference is deoptimised", (t) => {
  const { status, signal, stdout, stderr } = run(deoptimised(instance, "reference(x)"));
  if (status === 0) {
    assert.match(stdout, /returned 7/);
    return t.skip(`this V8, ${process.versions.v8}, does not have the fault`);
  }
  assert.ok(
    signal !== null || status! > 1,
    `expected an abort, found exit code ${status}: ${stderr}`,
  );
});

test("the caller of an export that returns a number can be deoptimised", () => {
  const { status, stdout, stderr } = run(deoptimised(instance, "number(x)"));
  assert.equal(status, 0, stderr);
  assert.match(stdout, /returned 7/);
});

test("callers of the engine's exports can be deoptimised during the call", () => {
  const path = (file: string) => JSON.stringify(new URL(`../../${file}`, import.meta.url).href);
  // `labels` and the constructor call JavaScript, to push an entry and to create an error.
  const engine = `
    import { readFileSync } from "node:fs";
    import start, { WasmTagger } from ${path("target/wasm/themelight.js")};
    const read = (file) => readFileSync(new URL(file));
    await start(new WebAssembly.Module(read(${path("dist/npm/themelight.wasm")})));
    const tagger = new WasmTagger(read(${path("dist/npm/vi-public-life.model")}));
  `;
  const labels = `
    const list = [];
    list.push = (label) => { f(); return Array.prototype.push.call(list, label); };
  `;
  const whole =
    "(list.length = 0, tagger.labels(list), [tagger.about(), tagger.tag(0, 1), list.length + x].join())";
  const called = run(deoptimised(engine + labels, whole));
  assert.equal(called.status, 0, called.stderr);
  assert.match(called.stdout, /returned 12,4,11/);

  const errors = `
    class Interrupted extends Error { constructor(...given) { f(); super(...given); } }
    globalThis.Error = Interrupted;
    const make = (x) => { try { return new WasmTagger(new Uint8Array(x)); } catch (error) { return error.message.length > 20; } };
  `;
  const failed = run(deoptimised(engine + errors, "make(x)"));
  assert.equal(failed.status, 0, failed.stderr);
  assert.match(failed.stdout, /returned true/);
});
