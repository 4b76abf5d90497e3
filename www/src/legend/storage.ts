import type { ChoiceStorage } from "../api/options.js";

const key = (name: string): string => `themelight-${name}`;

/** Keeps choices in the site's `localStorage`. Where that is forbidden or full, nothing is kept. */
export const siteStorage: ChoiceStorage = {
  get(name) {
    try {
      return localStorage.getItem(key(name));
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(key(name), value);
    } catch {}
  },
};
