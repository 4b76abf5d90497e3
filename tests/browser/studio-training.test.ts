// Training in the studio: progress, a stop, thresholds, doubtful labels, the learning curve. In
// Chromium only: studio.test.ts trains in Firefox too.
import assert from "node:assert/strict";
import { load } from "themelight";
import { SAMPLE_TABLES } from "../js/lib/samples.js";
import { browserTest } from "./lib/harness.js";
import { downloaded, giveFile, openStudio, press, ready, shows, textOf } from "./lib/studio.js";
import { address, file, trainSample, WORDS } from "./lib/studio-site.js";

browserTest("chromium", "a threshold at its ends marks all and no paragraphs", async (page) => {
  await openStudio(page, address("en"));
  await trainSample(page, "en");
  const move = (value: string) =>
    page.$eval(
      ".threshold input",
      (slider, to) => {
        slider.value = to;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        slider.dispatchEvent(new Event("change", { bubbles: true }));
      },
      value,
    );
  await move("2");
  await shows(page, "[data-count=Housing]", /^[45] /);
  await move("98");
  await shows(page, "[data-count=Housing]", /^[01] /);
  const left = await page.$$eval(
    ".try p",
    (all) =>
      all.filter((one) => /Housing/.test((one as HTMLElement).dataset.themelight ?? "")).length,
  );
  assert.ok(left <= 1);
  // The threshold is kept, and goes into the model.
  await page.reload();
  await ready(page);
  await shows(page, ".threshold output", /98%/);
  await press(page, WORDS.en.pack);
  const tagger = await load({ model: new Uint8Array(await downloaded(page, WORDS.en.packFile)) });
  assert.ok(Math.abs(tagger.themes[0]!.threshold - 0.98) < 1e-6);
  tagger.close();
});

browserTest(
  "chromium",
  "labels: a suggestion is taken, answers join the examples",
  async (page) => {
    await openStudio(page, address("vi"));
    // Three paragraphs get the wrong theme.
    const rows = SAMPLE_TABLES.vi.trim().split("\n");
    const land = rows.filter((row) => row.endsWith(";Giá đất")).slice(0, 3);
    const flawed = rows.map((row) =>
      land.includes(row) ? row.replace(/Giá đất$/, "Học phí") : row,
    );
    await giveFile(page, "Chọn tệp", file("flawed-labels.csv", flawed.join("\n")));
    await press(page, WORDS.vi.use);
    await press(page, WORDS.vi.train);
    await page.waitForSelector("#label-errors li");
    const errors = () =>
      page.$$eval("#label-errors li", (all) => all.map((one) => one.textContent));
    const wrong = (text: string) => /Đang ghi: Học phí\. Gợi ý: Giá đất/.test(text);
    const index = (await errors()).findIndex(wrong);
    assert.ok(index >= 0, (await errors()).join("\n"));
    const chosen = (await errors())[index]!;
    await (await page.$$("#label-errors li .primary"))[index]!.click();
    await shows(page, "#results", /Ví dụ đã thay đổi/);
    assert.ok(!(await errors()).includes(chosen));

    const texts = [
      "Trường tiểu học xin hoãn thu học phí tháng này vì nhiều nhà bị ngập.",
      "Chiếc xe buýt cuối cùng rời bến lúc chín giờ rưỡi tối.",
      "Giá đất quanh bến xe mới đứng yên suốt quý vừa qua.",
    ];
    await giveFile(page, "Thêm văn bản chưa ghi chủ đề", file("more.txt", texts.join("\n")));
    await shows(page, "#examples", /3 văn bản chưa ghi chủ đề, đã trả lời 0/);
    await press(page, "Bắt đầu");
    await press(page, "Có", "#results");
    await shows(page, "#examples", /đã trả lời 1/);
    await press(page, "Không chắc", "#results");
    await shows(page, "#examples", /đã trả lời 2/);
    await page.select("#results .mapping select", "random");
    await page.waitForSelector("#results .question fieldset");
    await press(page, "Không chủ đề nào", "#results");
    await shows(page, "#examples", /đã trả lời 3/);
    await press(page, "JSON Lines");
    const lines = (await downloaded(page, "flawed-labels.jsonl")).toString().trim().split("\n");
    const answered = lines.slice(-3).map((line) => JSON.parse(line) as Record<string, unknown>);
    const kinds = answered.map((one) => [one.train_only ?? false, one.unsure ?? false]);
    assert.deepEqual(kinds.sort(), [
      [false, false],
      [true, false],
      [true, true],
    ]);
    await press(page, "Huấn luyện lại");
    await page.waitForFunction(
      `!/Ví dụ đã thay đổi/.test(document.querySelector("#results").textContent)`,
    );
  },
);

/**
 * Returns the processor time of the longest task of a page's main thread, in milliseconds. The time
 * on the clock would depend on what else the machine does.
 */
function longestTask(trace: Uint8Array): number {
  interface Event {
    name: string;
    pid: number;
    tid: number;
    tdur?: number;
    args: { name?: string };
  }
  const { traceEvents }: { traceEvents: Event[] } = JSON.parse(new TextDecoder().decode(trace));
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const times = traceEvents
    .filter(({ pid, tid }) => main.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
  return times.reduce((longest, time) => Math.max(longest, time), 0);
}

/** Makes paragraphs that differ, by shuffling the words of the sample. */
function manyRows(count: number): string {
  const rows = SAMPLE_TABLES.vi.trim().split("\n").slice(1);
  const made = Array.from({ length: count }, (_, i) => {
    const [text = "", label = ""] = rows[i % rows.length]!.replace(/^"(.*)";/, "$1;").split(
      /;(?=[^;]*$)/,
    );
    const words = text.replaceAll(";", ",").split(" ");
    const other = rows[(i * 7 + Math.floor(i / rows.length)) % rows.length]!.split(
      ";",
    )[0]!.replaceAll('"', "");
    const at = (i * 13) % words.length;
    return `"${[...words.slice(at), ...words.slice(0, at)].join(" ")} ${other.slice(0, 40)} ${i}";${label}`;
  });
  return `Nội dung;Chủ đề\n${made.join("\n")}\n`;
}

browserTest("chromium", "training leaves the page responsive and can be stopped", async (page) => {
  await openStudio(page, address("vi"));
  await page.tracing.start({ categories: ["toplevel"] });
  await giveFile(page, "Chọn tệp", file("many.csv", manyRows(2000)));
  await page.waitForSelector(".draft .primary");
  await page.click(".draft .primary");
  await shows(page, "#train", /Sẽ mất khoảng \d+ (giây|phút) và \d+ MB/);
  // By the page: on a busy machine the training may be over before the test's click arrives.
  await page.evaluate(() => {
    const step = document.querySelector("#train")!;
    const whileRunning = new MutationObserver(() => {
      if (!step.querySelector(".running progress[value]")) return;
      whileRunning.disconnect();
      step.querySelector<HTMLButtonElement>(".running button")!.click();
    });
    whileRunning.observe(step, { subtree: true, childList: true, attributes: true });
  });
  await press(page, WORDS.vi.train);
  await shows(page, "#status", /Đã dừng/);
  assert.equal(await page.$(".cards"), null);
  // Another training starts after a stop.
  const seen = await page.evaluateHandle(() => {
    const step = document.querySelector("#train")!;
    const texts: string[] = [];
    new MutationObserver(() =>
      texts.push(step.querySelector(".running output")?.textContent ?? ""),
    ).observe(step, { subtree: true, childList: true });
    return texts;
  });
  await press(page, WORDS.vi.train);
  await page.waitForSelector(".cards .card");
  assert.match((await seen.jsonValue()).join("\n"), /còn khoảng/);
  const longest = longestTask((await page.tracing.stop())!);
  assert.ok(longest > 0 && longest <= 50, `a task of ${longest} ms`);
});

browserTest("chromium", "a learning curve says whether more examples would help", async (page) => {
  await openStudio(page, address("en"));
  await trainSample(page, "en");
  await press(page, "Find out");
  await page.waitForSelector("#results .chart[aria-label='Quality by number of examples']");
  assert.match(
    await textOf(page, "#results"),
    /“Housing”: more examples (will help|would hardly help)/,
  );
  // It belongs to this training.
  await page.reload();
  await ready(page);
  await page.waitForSelector("#results .chart[aria-label='Quality by number of examples']");
});
