// The package as it is shipped.
import { load as loadTagger } from "../../../dist/npm/index.js";

export async function load(read) {
  const [wasm, model] = await Promise.all([read("themelight.wasm"), read("vi-public-life.model")]);
  const tagger = await loadTagger({ wasm, model });
  return (texts) => tagger.tag(texts);
}
