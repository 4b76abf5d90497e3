// The documentation's pages, in the order of the navigation.

/** @typedef {"vi" | "en"} Lang */
/** @typedef {Readonly<Record<Lang, string>>} Text */

/**
 * @typedef {object} Page
 * @property {string} id its file is `ID.html`
 * @property {Text} title its name in the navigation
 * @property {string} en the English source, relative to the repository's root. The Vietnamese one is
 *   `www/site/content/vi/ID.md`; a page without one shows the English text in both languages.
 * @property {string} vi
 * @property {string} [script] `www/site/SCRIPT.ts`, loaded as a module by this page only
 * @property {readonly string[]} [styles] `www/site/STYLE.css` of each, loaded by this page only
 * @property {boolean} [frames] whether the page shows other pages of the site in frames
 */

/** @type {readonly Lang[]} */
export const LANGS = ["vi", "en"];

const content = (/** @type {Lang} */ lang, /** @type {string} */ id) =>
  `www/site/content/${lang}/${id}.md`;

/**
 * @param {string} id
 * @param {string} vi the title
 * @param {string} en the title
 * @param {Partial<Pick<Page, "en" | "script" | "styles" | "frames">>} [more] `en`: the English
 *   source, if it is not `www/site/content/en/ID.md`
 * @returns {Page}
 */
const page = (id, vi, en, more) => ({
  id,
  title: { vi, en },
  en: content("en", id),
  vi: content("vi", id),
  ...more,
});

/** @type {readonly { readonly title: Text, readonly pages: readonly Page[] }[]} */
export const GROUPS = [
  {
    title: { vi: "Bắt đầu", en: "Start" },
    pages: [
      page("index", "Bắt đầu trong một phút", "Start in a minute"),
      page("explainer", "Cách hoạt động", "How it works", {
        script: "explainer/explainer",
        styles: ["explainer", "explainer-stages"],
      }),
    ],
  },
  {
    title: { vi: "Hướng dẫn", en: "Guides" },
    pages: [
      page("embed", "Gắn vào trang web", "Embed guide", { en: "www/embed/README.md" }),
      page("playground", "Thử thiết lập", "Playground", {
        script: "playground/playground",
        styles: ["playground"],
        frames: true,
      }),
      page("extension", "Tiện ích trình duyệt", "Browser extension"),
      page("npm", "Gói npm", "npm package", { en: "www/npm/README.md" }),
      page("studio", "Studio", "Studio"),
      page("training", "Huấn luyện mô hình", "Training a model"),
      page("archives", "Kho lưu trữ", "Archives", { en: "src/archive/README.md" }),
      page("python", "Python và Spark", "Python and Spark", { en: "src/python/README.md" }),
    ],
  },
  {
    title: { vi: "Tra cứu", en: "Reference" },
    pages: [
      page("api", "API JavaScript", "JavaScript API"),
      page("model", "Thẻ mô hình", "Model card", { en: "models/vi-public-life/README.md" }),
      page("performance", "Hiệu năng", "Performance"),
      page("comparison", "So sánh", "Comparison"),
    ],
  },
  {
    title: { vi: "Cam kết", en: "Commitments" },
    pages: [
      page("privacy", "Quyền riêng tư", "Privacy"),
      page("accessibility", "Khả năng tiếp cận", "Accessibility"),
      page("security", "Bảo mật", "Security", { en: "SECURITY.md" }),
    ],
  },
];

export const PAGES = GROUPS.flatMap(({ pages }) => pages);
