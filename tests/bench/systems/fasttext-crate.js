// The crate `fasttext` compiled to wasm (tests/bench/peers/fasttext), called like the yardstick.
const LABELS = 4;

export async function load(read) {
  const [wasm, model] = await Promise.all([read("fasttext-crate.wasm"), read("fasttext.bin")]);
  const { instance } = await WebAssembly.instantiate(wasm);
  const { memory, input, load: loadModel, score } = instance.exports;
  const view = (bytes) => {
    const at = input(bytes); // may move the memory
    return new Uint8Array(memory.buffer, at, bytes);
  };
  view(model.byteLength).set(new Uint8Array(model));
  loadModel(model.byteLength);
  const encoder = new TextEncoder();
  return (texts) =>
    texts.map((text) => {
      const most = text.length * 3;
      const at = score(encoder.encodeInto(text, view(most)).written);
      return new Float32Array(memory.buffer, at, LABELS).slice();
    });
}
