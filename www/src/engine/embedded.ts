import { model, wasm } from "#data";
import type { Platform } from "./files.js";

/**
 * Returns a platform whose wasm and default model are part of the package's scripts. They are
 * decoded only if the caller gives no others.
 */
export const embedded = (open: Platform["open"]): Platform => ({
  get wasm() {
    return wasm();
  },
  get model() {
    return model();
  },
  open,
  loadPackReader: () => import("../pack/reader.js"),
});
