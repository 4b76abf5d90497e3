// The studio as `npm start` serves it: data in, a model out, in real browsers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { Page } from "puppeteer-core";
import { load } from "themelight";
import { serve } from "../../www/tools/browsers/serve.mjs";
import { SAMPLE_TABLES } from "../js/lib/samples.js";
import { xlsx } from "../js/lib/spreadsheet.js";
import { type BrowserName, browserTest } from "./lib/harness.js";
import { downloaded, giveFile, openStudio, press, ready, shows, textOf } from "./lib/studio.js";
import { address, file, trainSample, WORDS } from "./lib/studio-site.js";

const BROWSERS = ["chromium", "firefox"] satisfies BrowserName[];

/** Records what leaves the page from now on. Fonts in Firefox's own style sheets are `data:`. */
function recordRequests(page: Page, requests: string[]): void {
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("data:")) requests.push(`${request.method()} ${url}`);
  });
}

for (const [browser, lang] of [
  ["chromium", "vi"],
  ["firefox", "en"],
] as const) {
  browserTest(
    browser,
    `${lang}: three clicks from an empty page to a marked article, without a request`,
    async (page) => {
      const found = await openStudio(page, address(lang));
      const requests: string[] = [];
      recordRequests(page, requests);
      await trainSample(page, lang);
      const seen = await page.$$eval(".try p", (paragraphs) =>
        paragraphs.map((one) => (one as HTMLElement).dataset.themelight ?? ""),
      );
      const marked = seen.filter(Boolean).length;
      assert.ok(marked >= 3 && marked < seen.length, seen.join(" | "));
      const cards = await page.$$eval(".card", (all) => all.map((one) => one.textContent));
      assert.equal(cards.length, lang === "vi" ? 3 : 2);
      for (const card of cards) assert.match(card, lang === "vi" ? /Cứ 10 đoạn/ : /Of 10 /);
      await press(page, WORDS[lang].pack);
      const pack = await downloaded(page, WORDS[lang].packFile);
      assert.deepEqual(requests, []);
      assert.deepEqual(found, []);

      // The pack is what the package loads: self-test, hash and names included.
      const tagger = await load({ model: new Uint8Array(pack) });
      const names = tagger.themes.map(({ name }) => name[lang]);
      assert.deepEqual(
        names,
        lang === "vi" ? ["Cứu trợ lũ lụt", "Giá đất", "Học phí"] : ["Housing", "Transport"],
      );
      assert.equal(tagger.info.language, lang);
      tagger.close();
    },
  );
}

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "the work survives a reload, and a second tab does not write",
    async (page) => {
      await openStudio(page, address("vi"));
      await trainSample(page, "vi");
      const report = await textOf(page, ".cards");
      await page.reload();
      await ready(page);
      assert.equal(await textOf(page, ".cards"), report);
      await page.waitForSelector(".try");
      const second = await page.browser().newPage();
      try {
        await second.goto(address("vi"));
        await shows(second, "#kept", /thẻ khác/);
        await ready(second);
        assert.equal(await textOf(second, ".cards"), report);
      } finally {
        await second.close();
      }
      await press(page, "Làm lại từ đầu");
      await press(page, "Bấm lần nữa để xóa hết");
      await page.waitForFunction(`!document.querySelector(".cards")`);
      await page.reload();
      await ready(page);
      assert.equal(await page.$(".cards"), null);
    },
  );
}

/** A table with every problem that a row can have. */
const FLAWED = [
  "Nội dung;Chủ đề",
  ...SAMPLE_TABLES.vi.split("\n").slice(1, 100),
  ";Giá đất",
  "Sáng nay, ba xe tải chở mì gói, nước sạch và áo phao của Hội Chữ thập đỏ tỉnh đã vào được xã Lộc Thượng, nơi hơn 400 hộ dân còn bị nước lũ chia cắt.;",
  "",
].join("\n");

browserTest(
  "chromium",
  "a flawed table: problems by row, rejected rows with reasons",
  async (page) => {
    await openStudio(page, address("vi"));
    await giveFile(page, "Chọn tệp", file("flawed.csv", FLAWED));
    await page.waitForSelector(".draft");
    assert.match(await textOf(page, ".draft"), /dấu chấm phẩy, 101 dòng, bảng mã UTF-8/);
    const problems = await textOf(page, ".problems");
    assert.match(problems, /1 dòng không có văn bản.*dòng 101/s);
    assert.match(problems, /1 dòng ghi chủ đề mâu thuẫn.*dòng 102.*giống dòng 2/s);
    await press(page, "Tải các dòng đó kèm lý do");
    const rejected = (await downloaded(page, "dong-bi-loai.csv")).toString();
    assert.match(rejected, /^Nội dung,Chủ đề,row,reason\n/);
    assert.match(rejected, /không có văn bản/);
  },
);

for (const browser of BROWSERS) {
  browserTest(browser, "a spreadsheet is read by code that is loaded only then", async (page) => {
    const found = await openStudio(page, address("vi"));
    const requests: string[] = [];
    recordRequests(page, requests);
    const rows = [
      ["Nội dung", "Chủ đề"],
      ["Trường miễn học phí cho học sinh vùng lũ & vùng sâu.", "Học phí; Cứu trợ"],
      ["Giá đất ven sông tăng gấp đôi sau tin sáp nhập.", "Giá đất"],
    ];
    const sheets = [
      { name: "Ghi chú", hidden: true, rows: [["Không đọc"]] },
      { name: "Dữ liệu", rows },
      {
        name: "Tháng trước",
        rows: [
          ["Nội dung", "Chủ đề"],
          ["Cầu mới thông xe.", "Giao thông"],
        ],
      },
    ];
    await giveFile(page, "Chọn tệp", file("sheet.xlsx", xlsx(sheets)));
    await page.waitForSelector(".draft");
    assert.match(await textOf(page, ".draft"), /Học phí \(1\)/);
    assert.match(await textOf(page, ".draft"), /lũ & vùng sâu/);
    // Only static code of this site, and nothing with it.
    const expected = /^GET http:\S+\/studio\/(?:chunk-\w+\.js|sheets\.wasm)$/;
    for (const request of requests) assert.match(request, expected);
    // The sheet that was read is shown, and can be exchanged.
    const choice = ".draft label.field select";
    assert.deepEqual(
      await page.$eval(choice, (one) => {
        const { options, selectedIndex } = one as HTMLSelectElement;
        return [[...options].map((option) => option.text), selectedIndex];
      }),
      [["Ghi chú (đang ẩn)", "Dữ liệu", "Tháng trước"], 1],
    );
    await page.select(choice, "2");
    await shows(page, ".draft", /Giao thông \(1\)/);
    assert.deepEqual(found, []);
  });
}

browserTest("chromium", "pasted HTML is shown as text: nothing of it runs", async (page) => {
  const found = await openStudio(page, address("en"));
  await trainSample(page, "en");
  await page.$eval(
    "#try textarea",
    (box, html) => {
      box.value = html;
    },
    `<html><body><nav>Menu of the site, with many words that are not an article</nav><article>
      <h1>A headline</h1><p onclick="x()">The council will build <b>forty homes</b> for rent on the old goods yard.</p>
      <script>document.title = "run"</script><img src="x" onerror="document.title = 'run'">
      <p>The brass band played on the platform until the last guests had left.</p></article></body></html>`,
  );
  await press(page, "Mark it");
  await shows(page, "#try .status", /^2 paragraphs/);
  const shown = await page.$eval(".try", (article) =>
    [...article.children].map((one) => `${one.tagName} ${one.textContent}`),
  );
  assert.deepEqual(shown, [
    "H4 A headline",
    "P The council will build forty homes for rent on the old goods yard.",
    "P The brass band played on the platform until the last guests had left.",
  ]);
  assert.notEqual(await page.title(), "run");
  assert.deepEqual(found, []);
});

browserTest("chromium", "exported data, imported again, give the same model", async (page) => {
  await openStudio(page, address("vi"));
  await trainSample(page, "vi");
  const modelIn = (pack: Buffer) => pack.subarray(48 + pack.readUInt32LE(8));
  await press(page, WORDS.vi.pack);
  const first = modelIn(await downloaded(page, WORDS.vi.packFile));
  for (const [button, name] of [
    ["JSON Lines", "du-lieu-mau.jsonl"],
    ["CSV", "du-lieu-mau.csv"],
  ] as const) {
    await press(page, button);
    const data = await downloaded(page, name);
    await press(page, "Làm lại từ đầu");
    await press(page, "Bấm lần nữa để xóa hết");
    await giveFile(page, "Chọn tệp", file(name, data));
    await press(page, WORDS.vi.use);
    await press(page, WORDS.vi.train);
    await page.waitForSelector(".cards .card");
    await press(page, WORDS.vi.pack);
    assert.deepEqual(modelIn(await downloaded(page, "du-lieu-mau.themelight")), first, name);
  }
});

browserTest("chromium", "a project file brings all of the work back", async (page) => {
  await openStudio(page, address("en"));
  await trainSample(page, "en");
  const report = await textOf(page, ".cards");
  await press(page, "Save the project as a file");
  const saved = await downloaded(page, "sample-data.studio.json");
  await press(page, "Start over");
  await press(page, "Press again to delete everything");
  await page.waitForFunction(`!document.querySelector(".cards")`);
  await giveFile(page, "Open a project file", file("broken.json", saved.subarray(0, 500)));
  await shows(page, "#status[data-state=error]", /broken\.json is not a project file/);
  await giveFile(page, "Open a project file", file("project.json", saved));
  await page.waitForSelector(".cards");
  assert.equal(await textOf(page, ".cards"), report);
});

browserTest(
  "chromium",
  "every example with a theme: the page says so and offers a remedy",
  async (page) => {
    await openStudio(page, address("vi"));
    const [head, ...rows] = SAMPLE_TABLES.vi.trim().split("\n");
    const all = [head, ...rows.filter((row) => !row.endsWith(";"))].join("\n");
    await giveFile(page, "Chọn tệp", file("all.csv", all));
    await press(page, "Dùng 95 ví dụ này");
    await shows(page, "#themes .notice.strong", /không học được/);
    const background = await page.waitForSelector("input[value=background]");
    await background!.click();
    await page.waitForFunction(`!document.querySelector("#themes .notice.strong")`);
    await press(page, WORDS.vi.train);
    await page.waitForSelector(".cards .card");
  },
);

browserTest(
  "chromium",
  "too few examples: the page names the theme and the number",
  async (page) => {
    await openStudio(page, address("vi"));
    const rows = SAMPLE_TABLES.vi.trim().split("\n");
    const few = rows.filter((row, i) => !row.includes(";Học phí") || i < 9);
    const left = few.filter((row) => row.includes("Học phí")).length;
    assert.ok(left > 0 && left < 5);
    await giveFile(page, "Chọn tệp", file("few.csv", few.join("\n")));
    await page.waitForSelector(".draft .primary");
    await page.click(".draft .primary");
    await shows(page, "#train .missing", /“Học phí” cần thêm \d ví dụ/);
    assert.equal(
      await page.$eval("#train .primary", (button) => (button as HTMLButtonElement).disabled),
      true,
    );
  },
);

browserTest(
  "chromium",
  "a slow connection shows how much has arrived; after a failure, a button tries again",
  async (page) => {
    const wasm = readFileSync("dist/site/studio/training.wasm");
    let response: ServerResponse | undefined;
    const slow = await serve("dist/site", {
      port: 0,
      intercept(request, answer) {
        if (response || !request.url?.endsWith("training.wasm")) return false;
        response = answer;
        answer.write(wasm.subarray(0, wasm.length / 2));
        return true;
      },
    });
    try {
      await page.goto(`${slow.url}studio/`);
      await page.waitForFunction(() => {
        const { value = 0 } = document.querySelector<HTMLProgressElement>("#kept progress") ?? {};
        return value > 0.3 && value < 0.6;
      });
      await shows(page, "#kept", /^Đang tải công cụ huấn luyện/);
      response!.destroy();
      await shows(page, "#status", /^Không tải được công cụ huấn luyện.+Thử lại$/);
      await press(page, "Thử lại");
      await ready(page);
      await shows(page, "#kept", /^Mọi dữ liệu nằm/);
      assert.equal(await textOf(page, "#status"), "");
    } finally {
      await slow.close();
    }
  },
);

for (const browser of BROWSERS) {
  browserTest(browser, "a training starts again at once after each of many stops", async (page) => {
    await openStudio(page, address("en"));
    await press(page, WORDS.en.sample);
    await press(page, WORDS.en.use);
    await shows(page, "#train", /takes about/);
    // As text: a compiled function would call a helper of the compiler's.
    await page.evaluate(`(async () => {
      const step = document.querySelector("#train");
      const next = (selector) =>
        new Promise((resolve) => {
          const look = () => {
            const button = step.querySelector(selector);
            if (!button) return;
            observer.disconnect();
            resolve(button);
          };
          const observer = new MutationObserver(look);
          observer.observe(step, { subtree: true, childList: true });
          look();
        });
      for (let i = 0; i < 8; i++) {
        (await next(".primary")).click();
        (await next(".running button")).click();
      }
      (await next(".primary")).click();
    })()`);
    await page.waitForSelector(".cards .card");
  });
}
