/**
 * A tagger for tests of the widget alone, with results that the tests can predict: the score
 * depends on the number of some phrases.
 */

import type { PageTagger } from "../../../www/src/api/tagger.js";
import type { Evidence, Tagging, Theme } from "../../../www/src/engine/index.js";

const PHRASES: Record<string, RegExp> = {
  staffing:
    /biên chế|bổ nhiệm|tinh gọn|sắp xếp|sáp nhập|điều động|luân chuyển|đầu mối|nhân sự|tuyển dụng/gi,
  discipline: /kiểm tra|giám sát|kỷ luật|cảnh cáo|khiển trách|thanh tra|vi phạm|cách chức/gi,
  training: /đào tạo|bồi dưỡng|tập huấn|lớp học|học viên|giảng viên/gi,
  digital:
    /chuyển đổi số|dịch vụ công trực tuyến|cơ sở dữ liệu|phần mềm|chính quyền số|số hóa|kỹ năng số/gi,
};

const theme = (id: string, vi: string, en: string, color: string, colorDark: string): Theme => ({
  id,
  name: { vi, en },
  color,
  colorDark,
  threshold: 0.5,
  bias: -1.5,
});

export const THEMES: readonly Theme[] = [
  theme("staffing", "Tổ chức, cán bộ, biên chế", "Staffing", "#1f5fbf", "#8ab4ff"),
  theme("discipline", "Kiểm tra, giám sát, kỷ luật", "Discipline", "#b3261e", "#ff8a80"),
  theme("training", "Đào tạo, bồi dưỡng", "Training", "#1b7f4b", "#7ddba3"),
  theme("digital", "Chuyển đổi số", "Digital transformation", "#6d3fc0", "#c4a7ff"),
];

const WEIGHT = 1.1;

export function explain(text: string): Evidence[] {
  return THEMES.flatMap(({ id }) =>
    [...text.normalize("NFC").matchAll(PHRASES[id]!)].map((match) => ({
      theme: id,
      start: match.index,
      end: match.index + match[0].length,
      weight: WEIGHT,
    })),
  );
}

export function tagOne(text: string): Tagging {
  const evidence = explain(text);
  const scores = Float32Array.from(THEMES, ({ id, bias }) => {
    const logit = evidence.reduce((sum, one) => (one.theme === id ? sum + one.weight : sum), bias);
    return 1 / (1 + Math.exp(-logit));
  });
  const themes = THEMES.map(({ id }, i) => ({ theme: id, score: scores[i]! }))
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score);
  return { themes, scores };
}

export const toyTagger: PageTagger & { asked: number } = {
  themes: THEMES,
  /** The number of texts tagged so far. */
  asked: 0,
  tag(texts) {
    this.asked += texts.length;
    return texts.map(tagOne);
  },
  explain,
};

/** The same results as promises, like a worker's. */
export const lateTagger: PageTagger = {
  themes: THEMES,
  tag: (texts) => Promise.resolve(texts.map(tagOne)),
  explain: (text) => Promise.resolve(explain(text)),
};

/** Its evidence waits for `goOn()`. */
export const slowTagger: PageTagger & { goOn(): void } = {
  ...lateTagger,
  explain: (text) => released.then(() => explain(text)),
  goOn: () => release(),
};
let release = (): void => {};
const released = new Promise<void>((resolve) => {
  release = resolve;
});

/** Finds no theme. */
export const silentTagger: PageTagger = {
  ...lateTagger,
  tag: (texts) => texts.map(() => ({ themes: [], scores: new Float32Array(THEMES.length) })),
};

/** Fails like a tagger whose worker ended. */
export const brokenTagger: PageTagger = {
  ...lateTagger,
  tag: () => Promise.reject(new Error("the worker died")),
};
