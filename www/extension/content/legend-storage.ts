/**
 * Where the legend of a marked page keeps what the reader chose: in the extension's settings, not
 * in the site's storage.
 */
import type { memory } from "../../src/legend/memory.js";
import type { Beginning } from "../shared/messages.js";
import { request } from "../shared/request.js";

/** Only whether the legend is open is kept. */
export function legendStorage({ legend }: Beginning["settings"]): typeof memory {
  let current = legend;
  return {
    get: (name) => (name === "legend" ? current : null),
    set: (name, value) => {
      if (name !== "legend" || (value !== "open" && value !== "closed")) return;
      current = value;
      // The legend is open or closed on this page, whether that is stored or not.
      request("legend", { legend: value }).catch(() => {});
    },
  };
}
