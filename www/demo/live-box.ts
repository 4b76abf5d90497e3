import type { Tagger, Tagging } from "../src/index.js";
import { ms } from "./stats.js";

const EXAMPLE = [
  "Ban Thường vụ Đảng ủy phường đã mở hai lớp tập huấn kỹ năng số cho 120 cán bộ không chuyên trách.",
  "Ủy ban kiểm tra đề nghị thi hành kỷ luật bằng hình thức cảnh cáo đối với nguyên chủ tịch xã do vi phạm quản lý đất đai.",
  "Chiều nay trời quang, gió nhẹ, nhiệt độ cao nhất 31 độ.",
].join("\n");

/** Tags each line of the text box as it is typed. */
export function liveBox(tagger: Tagger): void {
  const box = document.querySelector<HTMLTextAreaElement>("#try-text")!;
  const time = document.querySelector<HTMLElement>("#try-time")!;
  const list = document.querySelector<HTMLElement>("#try-result")!;

  const show = () => {
    const texts = box.value.split("\n").filter((line) => line.trim());
    const start = performance.now();
    const taggings = tagger.tag(texts);
    const spent = performance.now() - start;
    time.textContent = texts.length ? `${texts.length} đoạn, ${ms(spent)}` : "Chưa có gì để xem.";
    list.replaceChildren(...texts.map((text, i) => row(tagger, text, taggings[i]!)));
  };

  // Browsers restore the text after a reload; the example is for an empty box.
  box.value ||= EXAMPLE;
  box.addEventListener("input", show);
  show();
}

function row(tagger: Tagger, text: string, tagging: Tagging): HTMLElement {
  const scores = element("dl", "scores");
  for (const [i, theme] of tagger.themes.entries()) {
    const score = tagging.scores[i]!;
    const name = element("dt", "", theme.name.vi ?? theme.id);
    const bar = element("dd", "bar");
    bar.append(element("i"));
    const percent = element("dd", "percent", `${Math.round(score * 100)} %`);
    const over = tagging.themes.some(({ theme: id }) => id === theme.id);
    for (const cell of [name, bar, percent]) {
      cell.toggleAttribute("data-over", over);
      // Through the CSSOM: a style attribute would need 'unsafe-inline' in the page's policy.
      cell.style.setProperty("--theme", theme.color);
      cell.style.setProperty("--theme-dark", theme.colorDark);
      cell.style.setProperty("--score", String(score));
    }
    scores.append(name, bar, percent);
  }
  const item = element("li");
  item.append(element("p", "", text), scores);
  if (tagging.themes.length) item.append(element("p", "cues", `Vì có: ${cues(tagger, text, tagging)}`));
  return item;
}

const MOST_CUES = 5;

/** Returns the words with the largest weights for the found themes, each once, in text order. */
function cues(tagger: Tagger, text: string, { themes }: Tagging): string {
  const found = tagger
    .explain(text)
    .filter(({ theme, weight }) => weight > 0 && themes.some((over) => over.theme === theme))
    .sort((a, b) => b.weight - a.weight);
  // N-grams overlap: of those that do, only the one with the largest weight is shown.
  const chosen: typeof found = [];
  for (const cue of found) {
    if (chosen.length === MOST_CUES) break;
    if (chosen.every(({ start, end }) => cue.end <= start || end <= cue.start)) chosen.push(cue);
  }
  chosen.sort((a, b) => a.start - b.start);
  return [...new Set(chosen.map(({ start, end }) => text.slice(start, end).toLowerCase()))].join(", ");
}

function element(name: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
