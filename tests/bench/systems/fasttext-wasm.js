import { FastTextModel } from "fasttext.wasm.js/dist/FastTextModel.mjs";
import { getFastTextModule } from "fasttext.wasm.js/dist/helpers/modules/common.mjs";

const PATH = "/model.bin";

export async function load(read) {
  const [wasm, bytes] = await Promise.all([read("fasttext-wasm.wasm"), read("fasttext.bin")]);
  const module = await getFastTextModule({ wasmBinary: new Uint8Array(wasm) });
  module.FS.writeFile(PATH, new Uint8Array(bytes));
  const fastText = new module.FastText();
  fastText.loadModel(PATH);
  const model = new FastTextModel(fastText, module);
  return (texts) =>
    texts.map((text) => {
      const found = model.predict(text, 4, 0);
      const scores = Array.from({ length: found.size() }, (_, i) => found.get(i));
      found.delete();
      return scores;
    });
}
