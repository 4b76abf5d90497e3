/** What the loader fetches: engine, finder, highlighter, legend. The loader has checked the settings. */
import type { EmbedSettings } from "../src/config/schema.js";
import { load, type Tagger } from "../src/engine/index.js";
import type { Page } from "../src/highlighter/page.js";
import { open } from "../src/widget.js";

export { load };

/** One tagger a page, for every call of `attach`. */
let tagger: Promise<Tagger> | undefined;

export async function attach(settings: Partial<EmbedSettings>, base: string): Promise<Page> {
  const { auto: _, base: __, model, wasm, ...rest } = settings;
  tagger ??= load({
    ...(model && { model: new URL(model, base) }),
    ...(wasm && { wasm: new URL(wasm, base) }),
  }).catch((cause: unknown) => {
    tagger = undefined;
    throw cause;
  });
  return open(await tagger, rest);
}
