interface Figures {
  readonly kilobytes: number;
  readonly milliseconds: number;
  readonly paragraphs: number;
}

const inVietnamese = new Intl.NumberFormat("vi");
const inEnglish = new Intl.NumberFormat("en");

const vi = {
  figures: ({ kilobytes, milliseconds, paragraphs }: Figures) =>
    `Tải ${inVietnamese.format(kilobytes)} KB, đọc xong ${paragraphs} đoạn sau ` +
    `${inVietnamese.format(milliseconds)} ms. Sau đó trang không gửi và không tải gì nữa.`,
  loading: "Đang tải Themelight…",
  failed: (code: string) =>
    `Không đánh dấu được bài này. Hãy kiểm tra kết nối mạng rồi thử lại; chi tiết ở cuối trang (${code}).`,
  retry: "Thử lại",
  copied: "Đã sao chép.",
  selected: "Đã chọn dòng mã; bấm Ctrl+C để chép.",
  empty: "Chưa có bài. Hãy dán bài báo vào ô trên.",
  reading: "Đang đọc bài của bạn…",
  pasted: (paragraphs: number, marked: number) =>
    marked
      ? `Bài của bạn có ${paragraphs} đoạn, ${marked} đoạn được đánh dấu.`
      : `Bài của bạn có ${paragraphs} đoạn; không đoạn nào thuộc các chủ đề đang đánh dấu.`,
  tooShort: "Không tìm thấy đoạn văn nào từ 40 ký tự trở lên.",
};

export type Texts = typeof vi;

const en: Texts = {
  figures: ({ kilobytes, milliseconds, paragraphs }) =>
    `${inEnglish.format(kilobytes)} KB downloaded, ${paragraphs} paragraphs read after ` +
    `${inEnglish.format(milliseconds)} ms. Since then the page has sent and loaded nothing.`,
  loading: "Loading Themelight…",
  failed: (code) =>
    `This article could not be marked. Check the connection and try again; the footer has the details (${code}).`,
  retry: "Try again",
  copied: "Copied.",
  selected: "The line is selected; press Ctrl+C to copy it.",
  empty: "There is no text yet. Paste an article into the box.",
  reading: "Reading your article…",
  pasted: (paragraphs, marked) =>
    marked
      ? `Your article: ${paragraphs} paragraphs, ${marked} marked.`
      : `Your article: ${paragraphs} paragraphs, none on the themes of this model.`,
  tooShort: "No paragraph of 40 characters or more was found.",
};

export const TEXTS = { vi, en };
