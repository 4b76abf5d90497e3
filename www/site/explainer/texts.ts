/** The words of the explainer, by the language of the page. */
import type { Kind, StepName } from "./trace.js";

const steps = {
  vi: {
    nfc: "Ghép chữ và dấu (NFC)",
    invisible: "Bỏ ký tự ẩn",
    space: "Quy về dấu cách thường",
    "full-width": "Chữ toàn khổ thành chữ thường dùng",
    punctuation: "Quy về ngoặc và gạch nối chuẩn",
    "look-alike": "Đ gõ nhầm bằng chữ khác",
    "lower-case": "Chữ hoa thành chữ thường",
    "tone-mark": "Vị trí dấu thanh",
    "i-to-y": "i thành y",
    number: "Chữ số thành 0",
  },
  en: {
    nfc: "Letters and marks composed (NFC)",
    invisible: "Invisible characters removed",
    space: "Plain spaces",
    "full-width": "Full-width forms to ASCII",
    punctuation: "Plain quotes and hyphens",
    "look-alike": "Look-alikes of Đ",
    "lower-case": "Lower case",
    "tone-mark": "Place of the tone mark",
    "i-to-y": "i to y",
    number: "Digits to 0",
  },
} satisfies Record<string, Record<StepName, string>>;

const kinds = {
  vi: { syllable: "âm tiết", number: "số", code: "mã" },
  en: { syllable: "syllable or word", number: "number", code: "code" },
} satisfies Record<string, Record<Kind, string>>;

const vi = {
  steps: steps.vi,
  kinds: kinds.vi,
  models: "Mô hình",
  modelVi: "Thời sự tiếng Việt (mặc định)",
  modelEn: "Tin địa phương (tiếng Anh)",
  open: "Mở mô hình hoặc gói của bạn…",
  drop: "hoặc thả tệp .model, .themelight vào đây. Tệp không rời khỏi máy.",
  text: "Câu hoặc đoạn văn",
  samples: "Câu mẫu:",
  loading: "Đang tải mô hình…",
  notLoaded: "Không tải được mô hình. Hãy kiểm tra kết nối mạng.",
  retry: "Thử lại",
  loaded: (name: string, vocabulary: string) => `Đang dùng: ${name}, ${vocabulary} cụm từ.`,
  failed: (message: string) => `Không mở được mô hình: ${message}`,
  tooLong: (most: string) => `Văn bản dài: chỉ tính ${most} ký tự đầu.`,
  result: "Kết quả",
  tagged: "được gắn",
  notTagged: "không gắn",
  threshold: (p: string) => `ngưỡng ${p}`,
  announced: (themes: string) => `Kết quả: ${themes}`,
  noTheme: "không có chủ đề nào đạt ngưỡng",
  unchanged: "Không có gì phải sửa: câu đã ở dạng chuẩn.",
  others: (names: string) => `Không đổi gì: ${names}.`,
  becomes: "thành",
  blank: "khoảng trắng",
  more: (n: number) => `và ${n} chỗ khác`,
  normalized: "Sau chuẩn hóa",
  sentence: (n: number) => `Câu ${n}`,
  tokens: (n: number, distinct: number) => `${n} đơn vị, ${distinct} khác nhau`,
  noTokens: "Chưa có chữ nào.",
  ngramsOf: (n: number) => (n === 1 ? "Một đơn vị" : `${n} đơn vị liền nhau`),
  inVocabulary: (found: number, all: number) => `${found}/${all} có trong từ vựng`,
  missing: (n: number) => `${n} cụm không có trong từ vựng`,
  noNgrams: "Không cụm nào có trong từ vựng: điểm chỉ còn là độ lệch của từng chủ đề.",
  noWeights: "Không cụm nào trong câu có trọng số cho chủ đề này.",
  allWeights: (n: number) => `Xem thêm ${n} cụm`,
  weightsOf: (theme: string) => `Trọng số: ${theme}`,
  ngram: "cụm",
  weight: "trọng số",
  whole: "Cả đoạn",
  window: (n: number, all: number) =>
    `Đoạn dài được chia thành ${all} cửa sổ; cửa sổ ${n} có điểm cao nhất.`,
  bestSentence: (n: number) => `Câu ${n}, cao nhất`,
  pooled: "Gộp lại",
  score: "Điểm nhân thang, cộng độ lệch",
  calibrated: "Hiệu chỉnh",
  probability: "Xác suất",
  curve: (p: string, threshold: string) =>
    `Đường cong logistic: xác suất ${p}, ngưỡng ${threshold}`,
};

export type Texts = typeof vi;

const en: Texts = {
  steps: steps.en,
  kinds: kinds.en,
  models: "Model",
  modelVi: "Vietnamese public life (default)",
  modelEn: "Town news (English)",
  open: "Open your own model or pack…",
  drop: "or drop a .model or .themelight file here. It does not leave your computer.",
  text: "Sentence or paragraph",
  samples: "Samples:",
  loading: "Loading the model…",
  notLoaded: "The model could not be loaded. Check the connection.",
  retry: "Try again",
  loaded: (name, vocabulary) => `In use: ${name}, ${vocabulary} n-grams.`,
  failed: (message) => `The model could not be opened: ${message}`,
  tooLong: (most) => `A long text: only the first ${most} characters count here.`,
  result: "Result",
  tagged: "tagged",
  notTagged: "not tagged",
  threshold: (p) => `threshold ${p}`,
  announced: (themes) => `Result: ${themes}`,
  noTheme: "no theme reaches its threshold",
  unchanged: "Nothing to change: the text is in normal form.",
  others: (names) => `Changed nothing: ${names}.`,
  becomes: "becomes",
  blank: "blank",
  more: (n) => `and ${n} more`,
  normalized: "Normalised",
  sentence: (n) => `Sentence ${n}`,
  tokens: (n, distinct) => `${n} tokens, ${distinct} of them distinct`,
  noTokens: "No letters yet.",
  ngramsOf: (n) => (n === 1 ? "Single tokens" : `${n} tokens in a row`),
  inVocabulary: (found, all) => `${found} of ${all} in the vocabulary`,
  missing: (n) => `${n} not in the vocabulary`,
  noNgrams: "No n-gram is in the vocabulary: only the bias of each theme is left.",
  noWeights: "No n-gram of the text has a weight for this theme.",
  allWeights: (n) => `Show ${n} more`,
  weightsOf: (theme) => `Weights: ${theme}`,
  ngram: "n-gram",
  weight: "weight",
  whole: "Whole paragraph",
  window: (n, all) =>
    `A long text is split into ${all} windows; window ${n} has the highest score.`,
  bestSentence: (n) => `Sentence ${n}, the highest`,
  pooled: "Pooled",
  score: "Score times scale, plus bias",
  calibrated: "Calibrated",
  probability: "Probability",
  curve: (p, threshold) => `Logistic curve: probability ${p}, threshold ${threshold}`,
};

export const lang = document.documentElement.lang === "en" ? "en" : "vi";
export const texts = { vi, en }[lang];

/** Sample texts by the language that the model reads. */
export const SAMPLES: Readonly<Record<"vi" | "en", readonly (readonly [string, string])[]>> = {
  vi: [
    [
      "Tinh giản biên chế",
      "KỈ LUẬT không phải là mục tiêu. Sau sắp xếp, tỉnh tinh giản 5,2% biên chế; 318 cán bộ, công chức nghỉ hưu trước tuổi theo Nghị quyết 18-NQ/TW.",
    ],
    [
      "Kỷ luật",
      "Ủy ban Kiểm tra Tỉnh ủy quyết định thi hành kỷ luật bằng hình thức cảnh cáo đối với ông Hoà, nguyên Bí thư Đảng ủy xã.",
    ],
    [
      "Đào tạo",
      "Trường Chính trị tỉnh khai giảng lớp bồi dưỡng kiến thức quản lý nhà nước cho 85 cán bộ cấp xã.",
    ],
    ["Không có chủ đề", "Trời Lam Giang mưa từ nửa đêm, sân hội nghị còn loang nước."],
  ],
  en: [
    [
      "Roads",
      "The council will close Mill Street for six weeks. Buses will stop at the market while the road is rebuilt.",
    ],
    ["No theme", "It rained all night and the square was still wet in the morning."],
  ],
};
