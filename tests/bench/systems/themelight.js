// The built package, loaded as in a page.
import { load as loadTagger } from "../../../dist/npm/index.js";

export async function load({ address }) {
  const tagger = await loadTagger({
    wasm: address("themelight.wasm"),
    model: address("vi-public-life.model"),
  });
  return (texts) => tagger.tag(texts);
}
