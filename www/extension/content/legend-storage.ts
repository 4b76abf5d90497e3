/**
 * Storage for the legend of a marked page: the extension's settings, not the site's storage.
 */
import type { ChoiceStorage } from "../../src/api/options.js";
import type { Beginning } from "../shared/messages.js";
import { request } from "../shared/request.js";

/** Stores only whether the legend is open. */
export function legendStorage({ legend }: Beginning["settings"]): ChoiceStorage {
  let current = legend;
  return {
    get: (name) => (name === "legend" ? current : null),
    set: (name, value) => {
      if (name !== "legend" || (value !== "open" && value !== "closed")) return;
      current = value;
      // Ignores errors: the legend works on this page without storage.
      request("legend", { legend: value }).catch(() => {});
    },
  };
}
