// Without marks, a page says why: no article, another language, a root that matches nothing.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import type { AttachOptions } from "../../www/src/api/options.js";
import { open } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

const ENGLISH = [
  "The town council met on Tuesday to discuss the repair of the old bridge over the river, which has been closed to lorries since the flood.",
  "Work will begin in early spring and last about six weeks, the mayor told the residents who had filled the hall well before the meeting.",
  "Buses will stop at the market square during that time, with a shuttle every ten minutes for people who live on the other side of the water.",
  "Shopkeepers near the bridge asked for signs that show the way to their doors, and the engineer promised to put them up before the work begins.",
];
const VIETNAMESE = [
  "Mưa lớn từ đêm qua làm nước suối dâng cao, đường vào bản bị ngập gần nửa mét, xe máy phải gửi lại bên kia cầu từ sáng sớm đến chiều tối.",
  "Bến đò Thượng mở lại sau hai năm, mỗi ngày tám chuyến, giá vé giữ nguyên như trước khi tạm dừng vì nước lớn, khách đi chợ lại đông như xưa.",
  "Chợ phiên cuối tuần đông hơn mọi khi, hàng hóa từ các bản mang xuống bán hết trước trưa, nhiều người ở lại xem trận đấu vật của trai làng.",
];

/** Attaches the widget to a page with this body; returns what the page and the legend say. */
async function statusOf(page: Page, html: string, options: AttachOptions = {}) {
  await open(page, "no-article");
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warn") warnings.push(message.text());
  });
  const seen = await page.evaluate(
    async (html, options) => {
      document.body.innerHTML = html;
      const tagged = new Promise<string>((resolve) => {
        document.addEventListener("themelight:tagged", ({ detail }) => resolve(detail.status), {
          once: true,
        });
      });
      const controller = attach({ ...toyTagger, info: { language: "vi" } }, options);
      await controller.done;
      await controller.drawn;
      let pill: HTMLElement | null = null;
      while (!pill) {
        await new Promise(requestAnimationFrame);
        pill = controller.shadow.querySelector<HTMLElement>("[part~=pill]");
      }
      return {
        event: await tagged,
        status: controller.status,
        pill: pill.textContent,
        shown: pill.checkVisibility(),
      };
    },
    html,
    options,
  );
  return { ...seen, warnings };
}

const prose = (texts: readonly string[]) =>
  `<article><h1>Title</h1>${texts.map((text) => `<p>${text}</p>`).join("")}</article>`;

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "a page without an article shows no legend, unless asked", async (page) => {
    const form = "<form><label>E-mail <input></label><button>Đăng nhập</button></form>";
    const seen = await statusOf(page, form);
    assert.deepEqual([seen.event, seen.status, seen.shown], ["no-article", "no-article", false]);
    assert.deepEqual(seen.warnings, []);
  });

  browserTest(
    browser,
    "an article in another language is told from one without themes",
    async (page) => {
      const other = await statusOf(page, prose(ENGLISH), { lang: "vi" });
      assert.deepEqual(
        [other.event, other.pill, other.shown],
        ["other-language", "Chỉ nhận diện được bài viết bằng tiếng Việt", true],
      );
      const none = await statusOf(page, prose(VIETNAMESE), { lang: "vi" });
      assert.deepEqual([none.event, none.pill], ["found", "Không có chủ đề nào trên trang này"]);
    },
  );

  browserTest(browser, "a root that matches nothing is named in the console", async (page) => {
    const seen = await statusOf(page, prose(ENGLISH), { root: ".bai-viet", lang: "vi" });
    assert.deepEqual(
      [seen.event, seen.pill, seen.shown],
      ["root-not-found", "Không tìm thấy bài viết trên trang này", true],
    );
    assert.equal(seen.warnings.length, 1);
    assert.match(seen.warnings[0]!, /no element matches the setting root, "\.bai-viet"/);
  });
}

browserTest("chromium", "explainArticle lists what was taken and left", async (page) => {
  await open(page, "daily");
  const list = await page.evaluate(async () => {
    const handle = attachHandle(toyTagger);
    await handle.done;
    const all = await handle.explainArticle();
    return {
      paragraphs: handle.paragraphs.length,
      taken: all.filter((one) => one.as === "paragraph" && one.verdict === "taken").length,
      left: all.filter(({ verdict }) => verdict === "left").length,
    };
  });
  assert.equal(list.taken, list.paragraphs);
  assert.ok(list.left > 0);
});
