// The fuzz target of the wasm boundary for a moment; `npm run fuzz -- wasm` runs it for longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzWasm } from "../../www/tools/fuzz-wasm.mjs";

for (const seed of [1, 2, 3]) {
  test(`random texts, values and model files keep the promises, seed ${seed}`, async () => {
    assert.equal(await fuzzWasm({ seed, rounds: 100 }), 100);
  });
}
