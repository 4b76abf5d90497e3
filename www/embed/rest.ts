/**
 * What the loader fetches: engine, finder, highlighter, legend. The loader has checked the settings and
 * requested the files.
 */
import { pause } from "../src/highlighter/slices.js";
import { open as openNow } from "../src/widget.js";

export { loadOn as load } from "../src/engine/load.js";

/** In a task of its own: the one before has started the engine. */
export async function open(...given: Parameters<typeof openNow>): Promise<ReturnType<typeof openNow>> {
  await pause();
  return openNow(...given);
}
