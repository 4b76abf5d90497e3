// The built package, loaded as in Node.
import { load as loadTagger } from "themelight";

export async function load({ address }) {
  const tagger = await loadTagger({
    wasm: address("themelight.wasm"),
    model: address("vi-public-life.model"),
  });
  return (texts) => tagger.tag(texts);
}
