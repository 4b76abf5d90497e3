/** The states of the studio, from the empty page to labelling. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { SAMPLE_TABLES } from "../../../js/lib/samples.js";
import { giveFile, openStudio, press, shows } from "../studio.js";
import type { TroubledSite, Walk } from "./walk.js";

/** A table with a row without text, a contradiction, and a theme with too few examples. */
const FLAWED = `${SAMPLE_TABLES.vi
  .split("\n")
  .filter((row, i) => i < 60 && (i < 6 || !row.endsWith(";Học phí")))
  .join("\n")}
;Giá đất
Sáng nay, ba xe tải chở mì gói, nước sạch và áo phao của Hội Chữ thập đỏ tỉnh đã vào được xã Lộc Thượng, nơi hơn 400 hộ dân còn bị nước lũ chia cắt.;
Học phí các trường công lập giữ nguyên trong năm học tới.;Học phí
`;
const ALL_LABELLED = SAMPLE_TABLES.vi
  .split("\n")
  .filter((row) => row.trim() && !row.endsWith(";"))
  .join("\n");
const UNLABELLED = [
  "Trường tiểu học xin hoãn thu học phí tháng này vì nhiều nhà bị ngập.",
  "Chiếc xe buýt cuối cùng rời bến lúc chín giờ rưỡi tối.",
  "Giá đất quanh bến xe mới đứng yên suốt quý vừa qua.",
].join("\n");

const openAll = (page: Page) =>
  page.$$eval("details", (all) => {
    for (const one of all) one.open = true;
  });

async function startOver(page: Page): Promise<void> {
  await press(page, "Làm lại từ đầu");
  await press(page, "Bấm lần nữa để xóa hết");
  await page.waitForSelector("#examples .drop");
}

/** Every state, in Vietnamese. */
export const studio = (site: TroubledSite): Walk =>
  async function* (page) {
    const folder = mkdtempSync(join(tmpdir(), "themelight-studio-"));
    const give = async (label: string, name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      await giveFile(page, label, join(folder, name));
    };
    try {
      site.hold(/training\.wasm$/);
      await page.goto(`${site.url}studio/`);
      await page.waitForSelector("#kept progress");
      yield "loading";
      site.release();
      await shows(page, "#status", /Thử lại$/);
      yield "not loaded";

      await openStudio(page, `${site.url}studio/`);
      yield "empty";
      await press(page, "Dán văn bản");
      yield "paste";
      await give("Chọn tệp", "broken.xlsx", "PK\x03\x04");
      await page.waitForSelector("#status[data-state=error]");
      yield "file refused";

      await give("Chọn tệp", "flawed.csv", FLAWED);
      await page.waitForSelector(".draft .problems");
      yield "table with problems";
      await page.click(".draft .primary");
      await page.waitForSelector("#train .missing");
      yield "too few examples";
      await startOver(page);
      await give("Chọn tệp", "labelled.csv", ALL_LABELLED);
      await page.waitForSelector(".draft .primary");
      await page.click(".draft .primary");
      await page.waitForSelector("#themes .notice.strong");
      yield "no paragraph without a theme";

      await page.click("input[value=background]");
      await page.waitForFunction(`!document.querySelector("#themes .notice.strong")`);
      // The page without its trainer: the training does not begin.
      site.hold(/\/trainer\.js$/);
      await page.reload({ waitUntil: "domcontentloaded" });
      await press(page, "Huấn luyện");
      await page.waitForSelector(".running progress");
      yield "training";
      await press(page, "Dừng");
      await shows(page, "#status", /Đã dừng/);
      site.release();
      yield "stopped";
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

/** From the sample's table to labelling. */
export const trainedStudio = (site: TroubledSite): Walk =>
  async function* (page) {
    const folder = mkdtempSync(join(tmpdir(), "themelight-studio-"));
    try {
      await openStudio(page, `${site.url}studio/`);
      await press(page, "Dùng dữ liệu mẫu");
      await press(page, "Dùng 131 ví dụ này");
      await press(page, "Huấn luyện");
      await page.waitForSelector(".try [data-themelight]");
      await openAll(page);
      yield "trained";
      await press(page, "Tính thử");
      await page.waitForSelector("#results .chart[aria-label='Chất lượng theo số ví dụ']");
      writeFileSync(join(folder, "more.txt"), UNLABELLED);
      await giveFile(page, "Thêm văn bản chưa ghi chủ đề", join(folder, "more.txt"));
      await press(page, "Bắt đầu");
      await page.waitForSelector("#results .question");
      yield "learning curve, question";
      await press(page, "Có", "#results");
      await page.select("#results .mapping select", "random");
      await page.waitForSelector("#results .question fieldset");
      await openAll(page);
      yield "question of all themes, stale results";
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

/** The main states in English. */
export const englishStudio = (site: TroubledSite): Walk =>
  async function* (page) {
    await openStudio(page, `${site.url}studio/en.html`);
    yield "empty";
    await press(page, "Try with sample data");
    await page.waitForSelector(".draft");
    yield "table";
    await press(page, "Use these 200 examples");
    await press(page, "Train");
    await page.waitForSelector(".try [data-themelight]");
    await openAll(page);
    yield "trained";
  };
