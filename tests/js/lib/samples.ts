import { readFileSync } from "node:fs";

/** The sample tables of the studio. */
export const SAMPLE_TABLES = {
  vi: readFileSync("www/studio/samples/vi.csv", "utf8"),
  en: readFileSync("www/studio/samples/en.csv", "utf8"),
};
