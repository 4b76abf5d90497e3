/** Example tables to try the studio with; we wrote all of their paragraphs. */
import { ARTICLES } from "./articles.js";
import en from "./en.csv";
import vi from "./vi.csv";

export const SAMPLES = {
  vi: { name: "Dữ liệu mẫu.csv", text: vi, article: ARTICLES.vi },
  en: { name: "Sample data.csv", text: en, article: ARTICLES.en },
};
