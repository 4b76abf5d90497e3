/** The words of the scripts, by the language of the page. */
const TEXTS = {
  vi: {
    copy: "Sao chép",
    copied: "Đã sao chép",
    selected: "Nhấn Ctrl+C để sao chép",
    search: "Tìm trong tài liệu",
    close: "Đóng",
    failed: "Không tải được chỉ mục tìm kiếm. Hãy thử lại.",
    none: "Không tìm thấy mục nào.",
    found: (count: number) => `${count} mục`,
  },
  en: {
    copy: "Copy",
    copied: "Copied",
    selected: "Press Ctrl+C to copy",
    search: "Search the documentation",
    close: "Close",
    failed: "The search index did not load. Try again.",
    none: "Nothing found.",
    found: (count: number) => (count === 1 ? "1 section" : `${count} sections`),
  },
};

export const texts = TEXTS[document.documentElement.lang === "vi" ? "vi" : "en"];
