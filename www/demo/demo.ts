import { attach, load, ThemelightError } from "../src/index.js";
import { liveBox } from "./live-box.js";
import { downloaded, ms } from "./stats.js";

const stats = document.querySelector<HTMLElement>("#stats")!;

try {
  const started = performance.now();
  const tagger = await load();
  const loaded = performance.now();
  const page = attach(tagger, document.querySelector<HTMLElement>("article")!);
  await page.done;
  const tagged = performance.now();
  stats.textContent =
    `${downloaded()} trong ${ms(loaded - started)}; ` +
    `xem ${page.paragraphs.length} đoạn trong ${ms(tagged - loaded)}. Không gửi gì đi.`;
  liveBox(tagger);
} catch (error) {
  if (!(error instanceof ThemelightError)) throw error;
  stats.dataset.state = "error";
  stats.textContent = `Không đọc được chủ đề: ${error.message} (${error.code})`;
}
