/** Texts about problems of the examples, by language. */
import type { ProblemCode } from "../training.js";

type Params = Readonly<Record<string, string | number>>;

export interface ProblemText {
  /** What happened, for a number of rows. */
  title(count: number): string;
  /** What to do. */
  readonly cure: string;
  /** What was found in one row. */
  detail?(params: Params): string;
}
export type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;

export const vi: ProblemTexts = {
  "empty-text": {
    title: (n) => `${n} dòng không có văn bản`,
    cure: "Các dòng này bị bỏ qua. Hãy điền văn bản hoặc xóa dòng.",
  },
  "no-text-column": {
    title: () => "không tìm thấy cột văn bản",
    cure: "Hãy chọn cột chứa đoạn văn ở phần trên.",
  },
  "no-labels": {
    title: () => "chưa có đoạn nào được ghi chủ đề",
    cure: "Hãy chọn cột chủ đề, hoặc dùng các đoạn này làm văn bản chưa ghi chủ đề.",
  },
  "invalid-json": {
    title: (n) => `${n} dòng không phải JSON hợp lệ`,
    cure: 'Mỗi dòng cần có dạng {"text": "…", "labels": ["…"]}.',
    detail: ({ detail }) => String(detail),
  },
  "wrong-type": {
    title: (n) => `${n} dòng có trường sai kiểu`,
    cure: "Hãy sửa theo dạng đúng ghi ở từng dòng.",
    detail: ({ field, found, example }) =>
      `trường “${field}” đang là ${found}; dạng đúng: ${example}`,
  },
  "missing-field": {
    title: (n) => `${n} dòng thiếu trường`,
    cure: "Hãy thêm trường còn thiếu.",
    detail: ({ field, found }) => `thiếu “${field}”, có: ${found}`,
  },
  "missing-cells": {
    title: (n) => `${n} dòng thiếu ô`,
    cure: "Hãy kiểm tra dấu ngăn cột và dấu ngoặc kép của dòng.",
    detail: ({ expected, found, missing }) => `cần ${expected} ô, có ${found}: thiếu ${missing}`,
  },
  "surplus-cells": {
    title: (n) => `${n} dòng thừa ô`,
    cure: "Hãy đặt văn bản có dấu ngăn cột vào trong dấu ngoặc kép.",
    detail: ({ expected, found, surplus }) =>
      `cần ${expected} ô, có ${found}: sau cột cuối còn “${surplus}”`,
  },
  "cell-error": {
    title: (n) => `${n} ô có công thức lỗi`,
    cure: "Hãy sửa công thức, hoặc gõ thẳng nội dung vào ô.",
    detail: ({ value }) => `“${value}”`,
  },
  "unclosed-quote": {
    title: (n) => `${n} dòng thiếu dấu ngoặc kép đóng`,
    cure: 'Hãy thêm dấu " ở cuối ô.',
  },
  "unknown-theme": {
    title: (n) => `${n} dòng có chủ đề lạ`,
    cure: "Hãy sửa tên chủ đề cho khớp danh sách.",
    detail: ({ label, known }) => `“${label}”; danh sách có: ${known}`,
  },
  "invalid-flag": {
    title: (n) => `${n} ô không đọc được là có hay không`,
    cure: "Dùng 1 hoặc “có”; 0, “không” hoặc để trống; “?” nếu không chắc.",
    detail: ({ value, theme }) => `“${value}” ở chủ đề ${theme}`,
  },
  "invalid-label": {
    title: (n) => `${n} dòng có tên chủ đề không dùng được`,
    cure: "Tên chủ đề cần có ít nhất một chữ cái hoặc chữ số.",
    detail: ({ label }) => `“${label}”`,
  },
  "label-slug": {
    title: (n) => `${n} chủ đề có thêm một mã không dấu`,
    cure: "Bạn đọc vẫn thấy tên đầy đủ; mã chỉ dùng trong mã nguồn trang web và trong tệp.",
    detail: ({ label, id }) => `“${label}” → ${id}`,
  },
  "label-spelling": {
    title: (n) => `${n} tên chủ đề chỉ khác chữ hoa hoặc khoảng trắng`,
    cure: "Các cách viết này được gộp làm một.",
    detail: ({ label, used }) => `“${label}” được gộp vào “${used}”`,
  },
  "not-usable": {
    title: (n) => `${n} dòng được đánh dấu không dùng`,
    cure: "Các dòng này được bỏ qua theo đúng đánh dấu.",
  },
  duplicate: {
    title: (n) => `${n} dòng trùng văn bản`,
    cure: "Mỗi đoạn chỉ được tính một lần.",
    detail: ({ other }) => `giống dòng ${other}`,
  },
  contradiction: {
    title: (n) => `${n} dòng ghi chủ đề mâu thuẫn`,
    cure: "Cùng một đoạn lúc có, lúc không có chủ đề. Hãy sửa một trong hai; trước mắt chủ đề đó bị bỏ qua ở đoạn này.",
    detail: ({ other, theme }) => `giống dòng ${other}, khác nhau ở “${theme}”`,
  },
  "near-duplicate": {
    title: (n) => `${n} dòng gần giống nhau nhưng khác chủ đề`,
    cure: "Hãy xem lại chủ đề của hai dòng.",
    detail: ({ other, theme }) => `gần giống dòng ${other}, khác nhau ở “${theme}”`,
  },
  "long-text": {
    title: (n) => `${n} ô dài như cả bài báo`,
    cure: "Mô hình đọc từng đoạn. Hãy tách bài thành nhiều dòng, mỗi đoạn một dòng.",
    detail: ({ words }) => `${words} chữ`,
  },
  "too-few": {
    title: (n) => `${n} chủ đề chưa đủ ví dụ`,
    cure: "Thêm đoạn khác nhau cho các chủ đề này; đoạn gần giống nhau chỉ tính một.",
    detail: ({ theme, found, needed, missing }) =>
      `“${theme}” có ${found} đoạn, cần ít nhất ${needed}: còn thiếu ${missing}`,
  },
  "too-few-without": {
    title: (n) => `${n} chủ đề chưa đủ đoạn không thuộc chủ đề`,
    cure: "Thêm đoạn về chuyện khác, hoặc dùng kho đoạn văn có sẵn ở bước 2.",
    detail: ({ theme, found, needed, missing }) =>
      `“${theme}”: có ${found} đoạn không thuộc chủ đề, cần ${needed}: còn thiếu ${missing}`,
  },
  "no-negatives": {
    title: () => "đoạn nào cũng có chủ đề",
    cure: "Mô hình sẽ không học được thế nào là “không thuộc chủ đề nào”. Bước 2 có cách bổ sung.",
  },
  "not-learned": {
    title: (n) => `${n} chủ đề mô hình chưa học được`,
    cure: "Với các chủ đề này, mô hình chỉ đoán. Hãy xem lại chủ đề đã ghi và thêm ví dụ.",
    detail: ({ theme }) => `“${theme}”`,
  },
  "too-many-themes": {
    title: () => "quá nhiều chủ đề",
    cure: "Hãy gộp bớt chủ đề, hoặc kiểm tra xem đã chọn đúng cột chủ đề chưa.",
    detail: ({ found, max }) => `có ${found}, tối đa ${max}`,
  },
};

const rows = (n: number, one: string, many: string): string =>
  n === 1 ? `1 ${one}` : `${n} ${many}`;

export const en: ProblemTexts = {
  "empty-text": {
    title: (n) => rows(n, "row without text", "rows without text"),
    cure: "They are left out. Fill in the text or delete the row.",
  },
  "no-text-column": {
    title: () => "no column with text was found",
    cure: "Choose the column that holds the paragraphs above.",
  },
  "no-labels": {
    title: () => "no paragraph has a theme yet",
    cure: "Choose the column of themes, or use the paragraphs as unlabelled text.",
  },
  "invalid-json": {
    title: (n) => rows(n, "row is not valid JSON", "rows are not valid JSON"),
    cure: 'Each row needs the form {"text": "…", "labels": ["…"]}.',
    detail: ({ detail }) => String(detail),
  },
  "wrong-type": {
    title: (n) =>
      rows(n, "row has a field of the wrong kind", "rows have a field of the wrong kind"),
    cure: "Correct them as shown for each row.",
    detail: ({ field, found, example }) => `“${field}” is ${found}; the right form: ${example}`,
  },
  "missing-field": {
    title: (n) => rows(n, "row lacks a field", "rows lack a field"),
    cure: "Add the missing field.",
    detail: ({ field, found }) => `no “${field}”, found: ${found}`,
  },
  "missing-cells": {
    title: (n) => rows(n, "row has too few cells", "rows have too few cells"),
    cure: "Check the separators and the quotation marks of the row.",
    detail: ({ expected, found, missing }) =>
      `${expected} expected, ${found} found: none for ${missing}`,
  },
  "surplus-cells": {
    title: (n) => rows(n, "row has too many cells", "rows have too many cells"),
    cure: "Put a text that contains the separator into double quotes.",
    detail: ({ expected, found, surplus }) =>
      `${expected} expected, ${found} found: “${surplus}” comes after the last column`,
  },
  "cell-error": {
    title: (n) => rows(n, "cell has an error of a formula", "cells have errors of formulas"),
    cure: "Correct the formula, or write the value itself.",
    detail: ({ value }) => `“${value}”`,
  },
  "unclosed-quote": {
    title: (n) =>
      rows(n, "row lacks a closing quotation mark", "rows lack a closing quotation mark"),
    cure: 'Add " at the end of the cell.',
  },
  "unknown-theme": {
    title: (n) => rows(n, "row has an unknown theme", "rows have unknown themes"),
    cure: "Write the theme as in the list.",
    detail: ({ label, known }) => `“${label}”; the list has: ${known}`,
  },
  "invalid-flag": {
    title: (n) => rows(n, "cell is neither yes nor no", "cells are neither yes nor no"),
    cure: "Use 1 or “yes”; 0, “no” or nothing; “?” if unsure.",
    detail: ({ value, theme }) => `“${value}” for ${theme}`,
  },
  "invalid-label": {
    title: (n) =>
      rows(n, "row has a label that cannot be used", "rows have labels that cannot be used"),
    cure: "A label needs at least one letter or digit.",
    detail: ({ label }) => `“${label}”`,
  },
  "label-slug": {
    title: (n) => rows(n, "theme was given a short id", "themes were given short ids"),
    cure: "The name on the page stays; the id is only used in pages and files.",
    detail: ({ label, id }) => `“${label}” → ${id}`,
  },
  "label-spelling": {
    title: (n) =>
      rows(n, "label differs in capitals or spaces", "labels differ in capitals or spaces"),
    cure: "These spellings count as one.",
    detail: ({ label, used }) => `“${label}” counts as “${used}”`,
  },
  "not-usable": {
    title: (n) => rows(n, "row is marked as not usable", "rows are marked as not usable"),
    cure: "They are left out, as marked.",
  },
  duplicate: {
    title: (n) => rows(n, "row repeats a text", "rows repeat a text"),
    cure: "Each paragraph counts once.",
    detail: ({ other }) => `same as row ${other}`,
  },
  contradiction: {
    title: (n) => rows(n, "row contradicts another", "rows contradict each other"),
    cure: "The same paragraph is once with and once without a theme. Correct one of them; until then the theme is ignored there.",
    detail: ({ other, theme }) => `same text as row ${other}, but not the same for “${theme}”`,
  },
  "near-duplicate": {
    title: (n) =>
      rows(
        n,
        "row is nearly the same as another, with other themes",
        "rows are nearly the same as others, with other themes",
      ),
    cure: "Look at the themes of both rows.",
    detail: ({ other, theme }) => `nearly row ${other}, but not the same for “${theme}”`,
  },
  "long-text": {
    title: (n) => rows(n, "cell is as long as an article", "cells are as long as an article"),
    cure: "The model reads paragraphs. Split the article into rows, one a paragraph.",
    detail: ({ words }) => `${words} words`,
  },
  "too-few": {
    title: (n) => rows(n, "theme has too few examples", "themes have too few examples"),
    cure: "Add different paragraphs for these themes; near-copies count once.",
    detail: ({ theme, found, needed, missing }) =>
      `“${theme}” has ${found} of at least ${needed}: ${missing} more needed`,
  },
  "too-few-without": {
    title: (n) =>
      rows(
        n,
        "theme has too few paragraphs without it",
        "themes have too few paragraphs without them",
      ),
    cure: "Add paragraphs about other things, or use the built-in ones of step 2.",
    detail: ({ theme, found, needed, missing }) =>
      `“${theme}”: ${found} of ${needed} paragraphs without it, ${missing} more needed`,
  },
  "no-negatives": {
    title: () => "every paragraph has a theme",
    cure: "The model cannot learn what “no theme” looks like. Step 2 offers ways to add such paragraphs.",
  },
  "not-learned": {
    title: (n) => rows(n, "theme was not learned", "themes were not learned"),
    cure: "For these themes the model only guesses. Check their labels and add examples.",
    detail: ({ theme }) => `“${theme}”`,
  },
  "too-many-themes": {
    title: () => "too many themes",
    cure: "Merge themes, or check that the right column was chosen for them.",
    detail: ({ found, max }) => `${found} found, at most ${max}`,
  },
};
