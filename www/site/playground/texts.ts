/** The words of the playground. A new setting without its words does not compile. */
import type { EmbedSettings } from "../../src/api/settings.js";

export type SettingName = keyof EmbedSettings;

/** A setting in the form: its name, and what it does. */
type Words = Readonly<Record<SettingName, readonly [label: string, hint: string]>>;

const settings: Readonly<Record<"vi" | "en", Words>> = {
  vi: {
    root: ["Vùng bài viết", "Bộ chọn CSS; để trống thì tự tìm. Trang mẫu có #article."],
    ignore: ["Phần bỏ qua", "Bộ chọn CSS. Trang mẫu có aside."],
    headings: ["Đánh dấu cả tiêu đề", ""],
    minLength: ["Đoạn ngắn nhất", "Số ký tự; đoạn ngắn hơn không được đánh dấu."],
    lang: ["Ngôn ngữ của chú giải", "auto: theo trang."],
    legend: ["Bảng chú giải lúc đầu", ""],
    cues: ["Tô nhẹ từ ngữ dẫn tới chủ đề", "Gạch chân chỉ có trong “Vì sao?”."],
    strip: ["Dải vị trí bên mép trang", ""],
    keys: ["Phím J, K", ""],
    share: ["Lưu bộ lọc vào địa chỉ trang", ""],
    report: ["Cho bạn đọc báo sai", ""],
    auto: ["Tự đánh dấu khi trang mở", "Tắt thì chờ themelight.attach()."],
    model: ["Mô hình", "Địa chỉ tệp .model hoặc .themelight; để trống là mô hình mặc định."],
    modelIntegrity: ["Mã băm của mô hình", "Tệp khác mã này bị từ chối."],
    wasm: ["Địa chỉ bộ máy (wasm)", "Để trống: cạnh script."],
    base: ["Thư mục của embed", "Chỉ khi bộ tối ưu script che mất địa chỉ."],
  },
  en: {
    root: ["Article", "A CSS selector; empty = found automatically. The sample has #article."],
    ignore: ["Left out", "A CSS selector. The sample has an aside."],
    headings: ["Tag headings as well", ""],
    minLength: ["Shortest paragraph", "In characters; shorter ones are not tagged."],
    lang: ["Language of the legend", "auto: that of the page."],
    legend: ["Legend at first", ""],
    cues: ["Tint cue words", "They are underlined in “Why?” only."],
    strip: ["Strip at the page’s edge", ""],
    keys: ["Keys J, K", ""],
    share: ["Keep the filter in the address", ""],
    report: ["Readers can report mistakes", ""],
    auto: ["Tag when the page opens", "Off: waits for themelight.attach()."],
    model: ["Model", "Address of a .model or .themelight file; empty = the default model."],
    modelIntegrity: ["Hash of the model", "Another file is refused."],
    wasm: ["Address of the engine (wasm)", "Empty: beside the script."],
    base: ["Folder of the embed", "Only where a script optimiser hides it."],
  },
};

const choices: Readonly<Record<"vi" | "en", Readonly<Record<string, string>>>> = {
  vi: {
    auto: "tự động",
    vi: "Tiếng Việt",
    en: "English",
    open: "mở",
    closed: "đóng",
    none: "không có",
  },
  en: {
    auto: "automatic",
    vi: "Tiếng Việt",
    en: "English",
    open: "open",
    closed: "closed",
    none: "none",
  },
};

const vi = {
  settings: settings.vi,
  choices: choices.vi,
  copied: "Đã sao chép",
  selected: "Nhấn Ctrl+C để sao chép",
  common: "Thường dùng",
  modelAndFiles: "Mô hình và tệp",
  look: "Màu sắc",
  folder: "Thư mục embed trên máy chủ của bạn",
  folderHint: "Mỗi phiên bản một thư mục, để có thể lưu đệm lâu dài.",
  folderWrong: "Cần một địa chỉ, như /embed/1.0.0/ hoặc https://tinh.example/embed/1.0.0/.",
  useDefault: "Mô hình mặc định",
  useEnglish: "Mô hình mẫu tiếng Anh",
  openFile: "Mở gói của bạn…",
  unread: (message: string) => `Không đọc được tệp: ${message}`,
  reset: "Khôi phục mặc định",
  preview: "Bài mẫu với các thiết lập này",
  loading: "Đang tải bài mẫu…",
  waiting: "Chưa đánh dấu: trang chờ themelight.attach().",
  tagged: (tagged: number, all: number) => `${tagged}/${all} đoạn có chủ đề.`,
  status: {
    "other-language": "Mô hình không đọc được ngôn ngữ của bài này.",
    "no-article": "Không tìm thấy bài viết.",
    hidden: "Bài viết đang bị ẩn.",
    "shadow-root": "Bài viết nằm trong shadow root.",
    "root-not-found": "Không có phần tử nào khớp với vùng bài viết đã chọn.",
  },
  failed: (message: string) => `Không đánh dấu được bài mẫu: ${message}`,
  retry: "Thử lại",
  wrong: {
    number: (least: number, most: number) => `Cần một số từ ${least} đến ${most}.`,
    selector: "Không phải bộ chọn CSS hợp lệ.",
    hash: "Cần mã băm dạng sha256-…",
    address: "Cần một địa chỉ.",
  },
  color: (theme: string) => `Màu của “${theme}”`,
  ownColor: (theme: string) => `Đổi màu “${theme}”`,
  contrast: (ratio: string) =>
    `Tương phản với nền trắng chỉ ${ratio} : 1; chữ cần ít nhất 4,5 : 1.`,
};

export type Texts = typeof vi;

const en: Texts = {
  settings: settings.en,
  choices: choices.en,
  copied: "Copied",
  selected: "Press Ctrl+C to copy",
  common: "Common settings",
  modelAndFiles: "Model and files",
  look: "Colours",
  folder: "Folder of the embed on your server",
  folderHint: "A folder for each version, so that the files may be cached for long.",
  folderWrong: "Expected an address such as /embed/1.0.0/ or https://static.example/embed/1.0.0/.",
  useDefault: "Default model",
  useEnglish: "English sample model",
  openFile: "Open your own pack…",
  unread: (message) => `The file could not be read: ${message}`,
  reset: "Restore the defaults",
  preview: "Sample article with these settings",
  loading: "Loading the sample…",
  waiting: "Not tagged: the page waits for themelight.attach().",
  tagged: (tagged, all) => `${tagged} of ${all} paragraphs have a theme.`,
  status: {
    "other-language": "The model does not read the language of this article.",
    "no-article": "No article was found.",
    hidden: "The article is hidden.",
    "shadow-root": "The article is in a shadow root.",
    "root-not-found": "No element matches the article’s selector.",
  },
  failed: (message) => `The sample could not be marked: ${message}`,
  retry: "Try again",
  wrong: {
    number: (least, most) => `Expected a number from ${least} to ${most}.`,
    selector: "This is not a valid CSS selector.",
    hash: "Expected a hash such as sha256-…",
    address: "Expected an address.",
  },
  color: (theme) => `Colour of “${theme}”`,
  ownColor: (theme) => `Change the colour of “${theme}”`,
  contrast: (ratio) => `Contrast with white is only ${ratio} : 1; text needs at least 4.5 : 1.`,
};

export const lang = globalThis.document?.documentElement.lang === "en" ? "en" : "vi";
export const texts = { vi, en }[lang];
