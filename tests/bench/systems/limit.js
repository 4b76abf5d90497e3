// The yardstick (tests/bench/limit), with one call into the wasm per paragraph.
export async function load(read) {
  const module = await WebAssembly.compile(await read("limit.wasm"));
  const { memory, input, prepare, score } = (await WebAssembly.instantiate(module)).exports;
  prepare();
  const buffer = new Uint8Array(memory.buffer, input(), 1 << 16);
  const encoder = new TextEncoder();
  return (texts) =>
    texts.map((text) => score(encoder.encodeInto(text.toLowerCase(), buffer).written));
}
