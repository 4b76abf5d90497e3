/** The texts of the studio in Vietnamese. */
import type { Mapping, Stage } from "../training.js";
import type { QueueKind, ThemeView, Unkept } from "../worker/views.js";
import { type ProblemTexts, vi as problems } from "./problems.js";

const number = new Intl.NumberFormat("vi");
const n = (value: number): string => number.format(value);

/** Names of separators in a sentence. */
const SEPARATORS: Record<Mapping["separator"], string> = {
  ",": "dấu phẩy",
  ";": "dấu chấm phẩy",
  "\t": "dấu tab",
  "|": "dấu gạch đứng",
};

function recognised(mapping: Mapping, rows: number, encoding: string | undefined): string {
  const kind = {
    table:
      encoding || mapping.format !== "table"
        ? `bảng ngăn cột bằng ${SEPARATORS[mapping.separator]}`
        : "bảng",
    jsonl: "JSON Lines",
    fasttext: "dòng fastText",
    text: "văn bản, mỗi dòng một đoạn",
  }[mapping.format];
  return `Định dạng: ${kind}, ${n(rows)} dòng${encoding ? `, bảng mã ${encoding}` : ""}.`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${n(Math.max(1, Math.round(seconds)))} giây`;
  return `${n(Math.round(seconds / 60))} phút`;
}

export const vi = {
  lang: "vi" as "vi" | "en",

  kept: "Mọi dữ liệu nằm trong trình duyệt này, không gửi đi đâu.",
  unkept: {
    "other-tab":
      "Studio đang mở ở thẻ khác nên thay đổi ở thẻ này không được lưu. Hãy dùng thẻ kia.",
    "no-storage": "Trình duyệt không cho lưu. Hãy tải tệp dự án về trước khi đóng trang.",
    "later-version":
      "Dữ liệu lưu trong trình duyệt do phiên bản mới hơn ghi; thay đổi ở đây không được lưu.",
  } satisfies Record<Unkept, string> as Record<Unkept, string>,
  loading: "Đang tải công cụ huấn luyện…",
  retry: "Thử lại",
  saveProject: "Lưu dự án ra tệp",
  openProject: "Mở tệp dự án",
  startOver: "Làm lại từ đầu",
  reallyStartOver: "Bấm lần nữa để xóa hết",
  stopped: "Đã dừng.",
  failed: (message: string) => `Không làm được: ${message}`,
  errors: {
    "too-large": ({ name, size, most }) =>
      `${name} nặng ${size} MB; tối đa ${most} MB. Hãy chia nhỏ tệp.`,
    "protected-sheet": ({ name }) =>
      `${name} có mật khẩu. Hãy bỏ mật khẩu trong chương trình đã đặt, hoặc lưu trang tính thành CSV UTF-8.`,
    "other-document": ({ name, found }) =>
      `${name} không phải bảng tính hay văn bản mà là tệp kiểu ${found}. Hãy lưu bảng thành .xlsx hoặc CSV UTF-8.`,
    "damaged-sheet": ({ name, found }) =>
      `Bảng tính ${name} bị hỏng. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại thành .xlsx. (${found})`,
    "empty-sheet": ({ name }) =>
      `Không trang tính nào trong ${name} có dữ liệu. Hãy chọn tệp có bảng.`,
    "large-sheet": ({ name, found }) =>
      `Trang tính trong ${name} có hơn ${n(Number(found))} ô. Hãy xóa các cột không cần, hoặc tách bảng.`,
    "not-text": ({ name, row }) =>
      `${name} không phải văn bản: dòng ${row} có dữ liệu nhị phân. Studio đọc CSV, TSV, JSON Lines, .txt, .xlsx, .xls và .ods.`,
    "not-a-project": ({ name, detail }) => `${name} không phải tệp dự án của Studio (${detail}).`,
    "train/fit": ({ message }) =>
      `Không huấn luyện được với các ví dụ này. Hãy xem lại chủ đề đã ghi hoặc thêm ví dụ. (${message})`,
    wasm: () => "Hết bộ nhớ. Hãy đóng bớt thẻ khác hoặc dùng ít ví dụ hơn.",
    background: () => "Không tải được các đoạn văn có sẵn. Hãy kiểm tra kết nối rồi thử lại.",
    "not-loaded": () => "Không tải được công cụ huấn luyện. Hãy kiểm tra kết nối mạng rồi thử lại.",
    worker: () => "Phần chạy nền không khởi động được. Hãy tải lại trang.",
  } as Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>>,

  // Bước 1
  dropHere: "Thả vào đây một bảng có cột văn bản và cột chủ đề.",
  chooseFile: "Chọn tệp",
  paste: "Dán văn bản",
  trySample: "Dùng dữ liệu mẫu",
  formats: "CSV, TSV, .xlsx, .xls, .ods, JSON Lines hoặc dòng fastText; mỗi dòng một đoạn văn.",
  pasteLabel: "Bảng hoặc các dòng cần dán",
  pasteHint: "Nội dung;Chủ đề\nHọc sinh vùng lũ được miễn học phí.;Học phí",
  readPasted: "Đọc",
  pasted: "Văn bản đã dán",
  reading: "Đang đọc…",
  recognised,
  sheet: "Trang tính",
  hiddenSheet: (name: string) => `${name} (đang ẩn)`,
  checkColumns: "Chưa chắc đã nhận đúng cột. Hãy kiểm tra phần dưới.",
  changeColumns: "Chỉnh lại cách đọc bảng",
  textColumn: "Cột văn bản",
  labelColumn: "Cột chủ đề",
  labelColumns: "Các cột chủ đề",
  labelStyle: "Cách ghi chủ đề",
  labelStyles: [
    ["list", "trong một cột"],
    ["flags", "mỗi chủ đề một cột 0/1"],
    ["columns", "trong vài cột, mỗi ô một chủ đề"],
    ["none", "không ghi"],
  ] as readonly (readonly [string, string])[],
  labelSplit: "Dấu ngăn các chủ đề trong ô",
  noSplit: "mỗi ô một chủ đề",
  header: "Dòng đầu là tên cột",
  column: (index: number) => `Cột ${index}`,
  row: "Dòng",
  preview: "Những dòng đầu",
  isText: "dùng làm văn bản",
  isLabel: "dùng làm chủ đề",
  themesFound: (themes: readonly string[]) => `Chủ đề tìm thấy: ${themes.join(", ")}.`,
  noLabelsFound:
    "Không có cột chủ đề: các đoạn này được giữ làm văn bản chưa ghi chủ đề, để ghi thêm ở bước 4.",
  takeExamples: (count: number) => `Dùng ${n(count)} ví dụ này`,
  takeTexts: (count: number) => `Dùng ${n(count)} văn bản này`,
  replaceAll: "Thay toàn bộ ví dụ cũ",
  otherFile: "Bỏ tệp này",
  rejected: (count: number) => `${n(count)} dòng không dùng được.`,
  downloadRejected: "Tải các dòng đó kèm lý do",
  rejectedFile: "dong-bi-loai.csv",
  examplesSummary: (count: number, without: number) =>
    `${n(count)} ví dụ, trong đó ${n(without)} đoạn không thuộc chủ đề nào.`,
  poolSummary: (count: number, answered: number) =>
    `${n(count)} văn bản chưa ghi chủ đề, đã trả lời ${n(answered)}.`,
  addMore: "Thêm ví dụ",
  severity: { error: "Lỗi", warning: "Cần xem", note: "Ghi chú" },
  problems: problems as ProblemTexts,
  reasons: Object.fromEntries(
    Object.entries(problems).map(([code, { title, cure }]) => [
      code,
      `${title(1).replace(/^1 (?:dòng |ô )?/, "")}. ${cure}`,
    ]),
  ) as Readonly<Record<string, string>>,
  rowNumber: (row: number) => `dòng ${n(row)}`,
  rowColumn: (row: number, column: string) => `dòng ${n(row)}, cột “${column}”`,
  andMore: (count: number) => `và ${n(count)} dòng nữa`,

  // Bước 2
  noThemesYet: "Chủ đề hiện ra khi đã có ví dụ.",
  themesHint: "Tên và màu đổi lúc nào cũng được, không phải huấn luyện lại.",
  themeName: "Tên",
  languages: { vi: "tiếng Việt", en: "tiếng Anh" } as Readonly<Record<string, string>>,
  colors: "Màu trên nền sáng, nền tối",
  themeColor: (name: string, page: "light" | "dark") =>
    `Màu của ${name} trên nền ${page === "light" ? "sáng" : "tối"}`,
  themeCount: ({ count, needed }: ThemeView) =>
    `${n(count)} ví dụ${needed ? `, còn thiếu ${n(needed)}` : ""}`,
  lowContrast: (name: string, on: "light" | "dark") =>
    `Màu của ${name} khó đọc trên nền ${on === "light" ? "sáng" : "tối"}: hãy chọn màu ${on === "light" ? "đậm" : "nhạt"} hơn.`,
  alike: (name: string, other: string) =>
    `Màu của ${name} và ${other} quá giống nhau, nhất là với người khó phân biệt màu.`,
  negatives: "Đoạn không thuộc chủ đề nào",
  negativesExamples: (count: number) =>
    `Chỉ dùng những đoạn như vậy trong ví dụ của tôi (${n(count)} đoạn)`,
  negativesBackground: "Thêm các đoạn có sẵn, nói về nhiều chuyện khác",
  negativesPool: (count: number) =>
    `Coi ${n(count)} văn bản chưa ghi chủ đề là không thuộc chủ đề nào`,
  cannotLearnNone:
    "Ví dụ nào cũng có chủ đề, nên mô hình không học được thế nào là một đoạn không có chủ đề và sẽ đánh dấu gần như mọi đoạn. Hãy chọn thêm các đoạn có sẵn, hoặc thêm văn bản của bạn.",
  addUnlabelled: "Thêm văn bản chưa ghi chủ đề",
  languageOfTexts: "Ngôn ngữ của ví dụ",

  // Bước 3
  examplesFirst: "Hãy thêm ví dụ ở bước 1 trước.",
  train: "Huấn luyện",
  trainAgain: "Huấn luyện lại",
  stop: "Dừng",
  starting: "Đang bắt đầu…",
  progress: "Tiến độ huấn luyện",
  estimate: (seconds: number, megabytes: number) =>
    `Themelight sẽ học các chủ đề này từ ví dụ. Sẽ mất khoảng ${duration(seconds)} và ${n(Math.max(1, Math.round(megabytes)))} MB bộ nhớ. Trang vẫn dùng được trong lúc chờ.`,
  missing: (name: string, count: number) => `“${name}” cần thêm ${n(count)} ví dụ.`,
  missingWithout: (name: string, count: number) =>
    `Cần thêm ${n(count)} đoạn không thuộc “${name}”.`,
  stale: "Ví dụ đã thay đổi từ lần huấn luyện trước. Hãy huấn luyện lại.",
  timeLeft: (seconds: number | undefined, stage: string) =>
    seconds === undefined ? `${stage}…` : `${stage}, còn khoảng ${duration(seconds)}`,
  stages: {
    reading: "Đang đọc ví dụ",
    selecting: "Đang chọn từ ngữ",
    fitting: "Đang học",
    validating: "Đang kiểm tra",
    measuring: "Đang đo",
  } as Readonly<Record<Stage, string>>,
  trained: "Huấn luyện xong.",

  // Bước 4
  noResultsYet: "Kết quả hiện ra sau khi huấn luyện.",
  howMeasured: (paragraphs: number, alike: number) =>
    `Đo trên ${n(paragraphs)} đoạn; mỗi đoạn do một mô hình chưa từng đọc nó trả lời.` +
    (alike
      ? ` ${n(alike)} đoạn gần giống nhau được xếp cùng một nhóm để kết quả không đẹp hơn thực tế.`
      : ""),
  tooFewToJudge: (support: number, different: number) =>
    different < support
      ? `Trong ${n(support)} ví dụ chỉ có ${n(different)} đoạn thật sự khác nhau: chưa đủ để đánh giá.`
      : `Mới có ${n(support)} ví dụ: chưa đủ để đánh giá.`,
  nothingMarked: "Không đoạn nào được đánh dấu.",
  ofMarked: (right: number, all: number, about: boolean) =>
    `Cứ ${n(all)} đoạn được đánh dấu thì ${about ? "khoảng " : ""}${n(right)} đoạn đúng.`,
  ofSupport: (found: number, all: number, about: boolean) =>
    `Trong ${n(all)} đoạn nói về chủ đề này, tìm thấy ${about ? "khoảng " : ""}${n(found)}.`,
  uncertainty: (support: number, right: string, found: string) =>
    `Với ${n(support)} ví dụ, con số thật có thể khác: cứ 10 đoạn thì ${[right && `đúng ${right}`, found && `tìm thấy ${found}`].filter(Boolean).join(", ")}.`,
  confusedWith: (themes: readonly (readonly [name: string, count: number])[]) =>
    `Hay nhầm với: ${themes.map(([name, count]) => `${name} (${n(count)} đoạn)`).join(", ")}.`,
  tryOnArticle: "Dùng thử trên một bài báo",
  tellingWords: "Từ ngữ đặc trưng:",
  wordsAgainst: "Từ ngữ làm giảm khả năng:",
  curves: "Biểu đồ",
  noCurve: "Chưa đủ ví dụ để vẽ.",
  curveTitle: "Ngưỡng thấp tìm được nhiều hơn, ngưỡng cao chắc hơn",
  thresholdAxis: "ngưỡng",
  precisionLine: "đúng trong số đoạn được đánh dấu",
  recallLine: "tìm thấy trong số đoạn có chủ đề",
  percent: (share: number) => `${Math.round(share * 100)}%`,
  labelErrors: "Chủ đề có thể ghi nhầm",
  labelErrorsHint: "Ở các đoạn này, mô hình cho kết quả khác với chủ đề đã ghi. Hãy đọc và chọn.",
  labelError: (labels: string, suggested: string) => `Đang ghi: ${labels}. Gợi ý: ${suggested}.`,
  noTheme: "không chủ đề nào",
  acceptSuggestion: "Theo gợi ý",
  keepLabel: "Giữ như đã ghi",
  moreExamples: "Thêm ví dụ có ích không?",
  curveHint:
    "Huấn luyện trên một phần ví dụ cho biết thêm ví dụ có giúp nữa không. Việc này lâu gấp khoảng ba lần một lượt huấn luyện.",
  measureCurve: "Tính thử",
  measuringCurve: "Đang tính…",
  advice: (theme: string, helps: boolean) =>
    helps ? `“${theme}”: thêm ví dụ sẽ giúp.` : `“${theme}”: thêm ví dụ giúp không đáng kể.`,
  learningTitle: "Chất lượng theo số ví dụ",
  paragraphsAxis: "số đoạn",
  qualityLine: "chất lượng chung",
  labelMore: "Ghi thêm chủ đề",
  noPool: "Thêm một tệp văn bản chưa ghi chủ đề, Studio sẽ chọn ra những đoạn nên ghi trước.",
  queueKind: "Chọn đoạn",
  queueKinds: {
    doubtful: "mô hình phân vân",
    weakest: "được đánh dấu nhưng yếu nhất",
    random: "ngẫu nhiên",
  } as Readonly<Record<QueueKind, string>>,
  queueHints: {
    doubtful: "Câu trả lời ở những đoạn này giúp mô hình học nhanh nhất, nhưng không dùng để đo.",
    weakest: "Tìm ra những đoạn bị đánh dấu nhầm; không dùng để đo.",
    random: "Chỉ đoạn ngẫu nhiên mới cho biết chất lượng thật trên văn bản của bạn.",
  } as Readonly<Record<QueueKind, string>>,
  themeOfQueue: "Chủ đề",
  startLabelling: "Bắt đầu",
  loadQueue: "Chọn thêm đoạn",
  queueEmpty: "Hết đoạn trong lượt này.",
  isAbout: (theme: string) => `Đoạn này có nói về “${theme}” không?`,
  yes: "Có",
  no: "Không",
  unsure: "Không chắc",
  unusable: "Không dùng được",
  whichThemes: "Đoạn này nói về chủ đề nào?",
  noThemeHere: "Không chủ đề nào",
  theseThemes: "Các chủ đề đã chọn",

  // Bước 5
  tryLead: "Dán một bài báo hay mã HTML của một trang; bài được đánh dấu đúng như bạn đọc sẽ thấy.",
  tryLabel: "Bài báo cần thử",
  tryHint: "Mỗi đoạn một dòng",
  mark: "Đánh dấu",
  openArticle: "Mở tệp HTML",
  sampleArticle: "Dùng bài mẫu",
  nothingToTry: "Chưa có bài. Hãy dán vào ô trên.",
  tooShort: "Không tìm thấy đoạn văn nào từ 40 ký tự trở lên.",
  tried: (paragraphs: number, marked: number) =>
    marked
      ? `Bài có ${n(paragraphs)} đoạn, ${n(marked)} đoạn được đánh dấu.`
      : `Bài có ${n(paragraphs)} đoạn; không đoạn nào được đánh dấu.`,
  thresholds: "Ngưỡng",
  thresholdsHint:
    "Đoạn được đánh dấu khi mức tin cậy đạt ngưỡng. Kéo sang trái để đánh dấu nhiều hơn, sang phải để chắc hơn.",
  thresholdOf: (name: string) => `Ngưỡng của ${name}`,
  markedHere: (count: number) => `${n(count)} đoạn trong bài`,
  atThreshold: (right: number, found: number) =>
    `trên ví dụ: đúng ${n(right)}/10, tìm thấy ${n(found)}/10`,
  resetThresholds: "Khôi phục ngưỡng đề xuất",
  takeAway: "Tải mô hình",
  packTitle: "Tên mô hình",
  packLicense: "Giấy phép",
  noLicense: "không ghi",
  packTests: "Kèm vài đoạn ví dụ để tự kiểm tra",
  downloadPack: "Tải gói mô hình",
  packHint:
    "Một tệp .themelight gồm mô hình, tên, màu, kết quả đo. Trang web, tiện ích trình duyệt, thư viện npm và dòng lệnh đều đọc được.",
  crossValidation: (paragraphs: number) => `Kiểm tra chéo trên ${n(paragraphs)} đoạn`,
  onYourSite: "Gắn vào trang web",
  stepEmbed: "Tải và giải nén vào thư mục embed trên máy chủ:",
  stepPack: "Đặt gói mô hình cạnh trang bài viết.",
  stepLine: "Chép dòng này vào trang, thay YOUR-SITE bằng tên miền của bạn:",
  stepCsp: "Nếu trang có Content-Security-Policy, chính sách cần có:",
  copy: "Sao chép",
  copied: "Đã sao chép.",
  selected: "Đã chọn; bấm Ctrl+C để chép.",
  labelledData: "Tải bảng ví dụ",
};

export type Texts = typeof vi;
