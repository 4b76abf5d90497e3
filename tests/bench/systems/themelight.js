// The package as it is shipped, loaded as a page loads it.
import { load as loadTagger } from "../../../dist/npm/index.js";

export async function load({ address }) {
  const tagger = await loadTagger({
    wasm: address("themelight.wasm"),
    model: address("vi-public-life.model"),
  });
  return (texts) => tagger.tag(texts);
}
