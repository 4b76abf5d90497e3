// What passes: dialogs, folds, styles that hide the page until it is ready, articles that come
// later. And what the finder says where it finds nothing.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { open } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

const TEXTS = [
  "Sau sắp xếp, huyện còn 14 phòng, giảm 5 đầu mối; 146 công chức dôi dư được giải quyết chế độ theo nguyện vọng.",
  "Mưa lớn từ đêm qua làm nước suối dâng cao, đường vào bản bị ngập gần nửa mét, xe máy phải gửi lại bên kia cầu.",
  "Ủy ban Kiểm tra Huyện ủy quyết định kỷ luật cảnh cáo nguyên trưởng phòng vì thiếu trách nhiệm trong quản lý đất đai.",
  "Trung tâm Chính trị huyện mở lớp bồi dưỡng nghiệp vụ cho 86 cấp ủy viên cơ sở, mỗi lớp năm ngày, học ngay tại xã.",
];
const MORE = [
  "Bến đò Thượng mở lại sau hai năm, mỗi ngày tám chuyến, giá vé giữ nguyên như trước khi tạm dừng vì nước lớn.",
  "Huyện mở lớp tập huấn phần mềm một cửa cho công chức xã, có bài thực hành trên máy và một buổi kiểm tra cuối khóa.",
];
const paragraphs = (texts: readonly string[]): string =>
  texts.map((text) => `<p>${text}</p>`).join("");
const ARTICLE = `<article><h1>Tiêu đề</h1><div class="article-content">${paragraphs(TEXTS)}</div></article>`;

/** Opens a page with this body, attaches the widget, and waits until all that can be tagged is. */
async function attachBody(page: Page, html: string, before = ""): Promise<void> {
  await open(page, "no-article");
  await page.evaluate(`document.body.innerHTML = ${JSON.stringify(html)}; ${before}`);
  await page.evaluate(async () => {
    globalThis.page = attach(toyTagger);
    await globalThis.page.done;
  });
}

/** Resolves once as many paragraphs are found and tagged. */
async function waitForParagraphs(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    `globalThis.page.paragraphs.length === ${count} && ` +
      "globalThis.page.paragraphs.every(({ tagging }) => tagging)",
  );
}

const countOf = (page: Page): Promise<number> =>
  page.evaluate(() => globalThis.page.paragraphs.length);

const marks = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll("[data-themelight]").length);

/** States that end: the body, what hides the article, and what ends it. */
const PASSING: Readonly<Record<string, readonly [html: string, hide: string, show: string]>> = {
  "display: none behind a dialog that is closed": [
    `<div id="app">${ARTICLE}</div><div role="dialog">Trang này dùng cookie.</div>`,
    "app.style.display = 'none'; document.body.style.cssText = 'height:500px;overflow:hidden'",
    "app.style.display = ''",
  ],
  "the hidden attribute": [
    `<div id="app">${ARTICLE}</div>`,
    "app.hidden = true",
    "app.hidden = false",
  ],
  "a class on <html> that hides the body": [
    `<style>.wait body { visibility: hidden }</style>${ARTICLE}`,
    "document.documentElement.className = 'wait'",
    "document.documentElement.className = ''",
  ],
  "a style element that hides the body and is removed": [
    `<style id="hide">body { visibility: hidden }</style>${ARTICLE}`,
    "",
    "hide.remove()",
  ],
  "a rule by the dialog beside it": [
    `<style>.dialog + div { visibility: hidden }</style><div class="dialog" id="dialog"></div><div>${ARTICLE}</div>`,
    "",
    "dialog.remove()",
  ],
  "a checkbox": [
    `<style>#ok:not(:checked) + div { visibility: hidden }</style><input type="checkbox" id="ok"><div>${ARTICLE}</div>`,
    "",
    "ok.click()",
  ],
  "an animation that ends": [
    `<style>@keyframes show { to { visibility: visible } } .in { animation: show 1ms forwards }</style>` +
      `<div id="app" style="visibility:hidden">${ARTICLE}</div>`,
    "",
    "const sheet = new CSSStyleSheet(); sheet.replaceSync('#app { animation: show 1ms forwards }'); document.adoptedStyleSheets.push(sheet)",
  ],
};

for (const [title, [html, hide, show]] of Object.entries(PASSING)) {
  browserTest("chromium", `an article that shows later is tagged: ${title}`, async (page) => {
    await attachBody(page, html, hide);
    assert.equal(await countOf(page), 0);
    await page.evaluate(`{ ${show} }`);
    await waitForParagraphs(page, 4);
  });
}

browserTest(
  "chromium",
  "a closed fold in a box of fixed height is tagged when it opens",
  async (page) => {
    await attachBody(
      page,
      `<main style="height:300px;overflow:auto"><h1>Tiêu đề</h1>${paragraphs(TEXTS)}` +
        `<details id="fold"><summary>Đọc tiếp</summary>${paragraphs(MORE)}</details></main>`,
    );
    assert.equal(await countOf(page), 4);
    await page.evaluate("fold.open = true");
    await waitForParagraphs(page, 6);
  },
);

/** Attributes that a dialog sets on what is behind it; the reader still sees the text. */
for (const [name, set] of Object.entries({
  "aria-hidden": "app.setAttribute('aria-hidden', 'true')",
  inert: "app.inert = true",
  opacity: "app.style.opacity = 0",
})) {
  browserTest(
    "chromium",
    `an article keeps its marks behind a dialog that sets ${name}`,
    async (page) => {
      await attachBody(page, `<div id="app">${ARTICLE}</div>`);
      const before = await marks(page);
      await page.evaluate(`${set}`);
      await page.evaluate(async () => {
        await probes.frames();
        globalThis.page.update();
        await globalThis.page.done;
      });
      assert.equal(await countOf(page), 4);
      assert.ok(before > 0);
      assert.equal(await marks(page), before);
    },
  );

  browserTest(
    "chromium",
    `an article behind a dialog that has set ${name} is tagged`,
    async (page) => {
      await attachBody(page, `<div id="app">${ARTICLE}</div><div role="dialog">Đồng ý?</div>`, set);
      assert.equal(await countOf(page), 4);
    },
  );
}

browserTest("chromium", "a longer article that comes later takes no marks away", async (page) => {
  for (const body of ["post-content", "story", "x1"]) {
    await attachBody(
      page,
      `<main id="feed"><article><h1>Một</h1><div class="${body}">${paragraphs(TEXTS)}</div></article></main>`,
    );
    await page.evaluate(
      (html) => document.getElementById("feed")!.insertAdjacentHTML("beforeend", html),
      `<article><h1>Hai</h1><div class="${body}">${paragraphs([...MORE, ...MORE, ...MORE, ...MORE])}</div></article>`,
    );
    await waitForParagraphs(page, 12);
  }
});

browserTest(
  "chromium",
  "text that comes into a box with a page builder's name is tagged",
  async (page) => {
    const box = (text: string) =>
      `<div class="elementor-widget"><div class="elementor-widget-container"><p>${text}</p></div></div>`;
    await attachBody(page, `<div id="all"><h1>Tiêu đề</h1>${TEXTS.map(box).join("")}</div>`);
    assert.equal(await countOf(page), 4);
    await page.evaluate(
      (html) => document.getElementById("all")!.insertAdjacentHTML("beforeend", html),
      box(MORE[1]!),
    );
    await waitForParagraphs(page, 5);
  },
);

/** What the finder says of a page. */
const STATUS: Readonly<Record<string, readonly [html: string, status: string]>> = {
  found: [ARTICLE, "found"],
  "a form": ["<main><h1>Đăng nhập</h1><form><input></form></main>", "no-article"],
  "an article that is not rendered": [`<div hidden>${ARTICLE}</div>`, "hidden"],
};

for (const [title, [html, status]] of Object.entries(STATUS)) {
  browserTest("chromium", `the finder's status: ${title}`, async (page) => {
    await open(page, "no-article");
    const seen = await page.evaluate((text) => {
      document.body.innerHTML = text;
      return probes.run(find()).status;
    }, html);
    assert.equal(seen, status);
  });
}

browserTest("chromium", "the finder's status: an article in an open shadow root", async (page) => {
  await open(page, "shadow-root");
  assert.equal(await page.evaluate(() => probes.run(find()).status), "shadow-root");
});

browserTest("chromium", "the finder's status: a root that matches nothing", async (page) => {
  await open(page, "daily");
  const seen = await page.evaluate(() => {
    const { status, roots } = probes.run(find({ root: ".missing" }));
    return [status, roots.length];
  });
  assert.deepEqual(seen, ["root-not-found", 0]);
});

browserTest(
  "chromium",
  "an explanation lists what was taken and left, with the reasons",
  async (page) => {
    await open(page, "boxes");
    const seen = await page.evaluate(() => {
      const list = probes.run(explain());
      const comments = list.find(
        ({ element, as }) => as === "outside" && element.matches(".box-comm"),
      )!;
      const body = list.find(({ as, verdict }) => as === "container" && verdict === "taken")!;
      return {
        comments: [comments.verdict, comments.score! < 0, Object.keys(comments.parts!)],
        body: [body.element.className, Object.keys(body.parts!)],
        taken: list.filter(({ as, verdict }) => as === "paragraph" && verdict === "taken").length,
        found: probes.run(find()).passages.length,
        reasons: [...new Set(list.map(({ why }) => why).filter(Boolean))].sort(),
      };
    });
    assert.deepEqual(seen.comments, ["left", true, ["boxcomm", "prose"]]);
    assert.deepEqual(seen.body, ["detail-content afcbc-body", ["body"]]);
    assert.equal(seen.taken, seen.found);
    assert.ok(
      seen.reasons.includes("leads away") && seen.reasons.includes("outside"),
      `${seen.reasons}`,
    );
  },
);

browserTest(
  "chromium",
  "keys that the page adds to Object.prototype weigh nothing",
  async (page) => {
    await open(page, "no-article");
    const found = await page.evaluate(
      (html) => {
        document.body.innerHTML = html;
        Object.assign(Object.prototype, {
          body: 9,
          share: 9,
          title: -9,
          extra: -9,
          links: Number.NaN,
        });
        const { roots, passages } = probes.run(find());
        return [roots.map(({ className }) => className), passages.length];
      },
      `${ARTICLE}<div class="comments">${paragraphs(MORE)}</div>`,
    );
    assert.deepEqual(found, [["article-content"], 4]);
  },
);

/** Layouts with columns: each list item or cell is a paragraph. */
const COLUMNS: Readonly<Record<string, string>> = {
  "a grid of flex items":
    '<ul style="display:grid;grid-template-columns:1fr 1fr;gap:24px;padding:0">$<li style="display:flex">%</li>$</ul>',
  "a flex list that wraps":
    '<ol style="display:flex;flex-wrap:wrap;gap:24px;padding:0">$<li style="width:280px">%</li>$</ol>',
  "a list in columns": '<ul style="columns:2;column-gap:40px">$<li>%</li>$</ul>',
  "quotes side by side":
    '<blockquote style="display:grid;grid-template-columns:1fr 1fr;gap:24px">$<p>%</p>$</blockquote>',
  "a grid of elements without boxes, on a zoomed page":
    '<style>html{zoom:1.3}</style><div style="display:grid;grid-template-columns:1fr 1fr;gap:24px">$<div><p style="display:contents">%</p></div>$</div>',
  "cells of a table": '<table><tr>$<td style="padding:0 12px">%</td>$</tr></table>',
};

for (const [title, layout] of Object.entries(COLUMNS)) {
  browserTest("chromium", `marks stand beside their own text: ${title}`, async (page) => {
    await page.setViewport({ width: 1280, height: 900 });
    const [before, item, after] = layout.split("$");
    // Texts with themes on both sides.
    const texts = [TEXTS[0]!, TEXTS[2]!, TEXTS[1]!, TEXTS[0]!];
    const list = `${before}${texts.map((text) => item!.replace("%", text)).join("")}${after}`;
    await attachBody(
      page,
      `<article style="width:640px;margin:auto"><h1>Tiêu đề</h1><div class="article-content">${list}<p>${MORE[0]}</p></div></article>`,
    );
    const far = await page.evaluate(async () => {
      await probes.frames();
      const bars = [...globalThis.page.shadow.querySelectorAll(".bar")].map((bar) =>
        bar.getBoundingClientRect(),
      );
      return globalThis.page.paragraphs
        .filter(({ tagging }) => tagging!.themes.length)
        .map(({ range }) => range.getBoundingClientRect())
        .map((text) =>
          bars.some(
            ({ left, top, bottom }) =>
              left < text.left && text.left - left < 80 && top < text.bottom && bottom > text.top,
          ),
        );
    });
    assert.ok(far.length > 1);
    assert.deepEqual(
      far,
      far.map(() => true),
    );
  });
}

const COVER = "background:#fed;left:0;top:0;width:600px;height:600px;margin:0";
const BOXED = `<div style="width:560px;margin-left:140px">${ARTICLE}</div>`;

/** Layouts in which marks could be over what covers the article, or under the article itself. */
const LAYERS: Readonly<Record<string, readonly [html: string, covered: boolean]>> = {
  "an open dialog": [`${BOXED}<dialog open style="${COVER}">Cookie</dialog>`, true],
  "a fixed banner without z-index": [
    `<main style="position:relative">${BOXED}</main><div style="position:fixed;${COVER}">Cookie</div>`,
    true,
  ],
  "a banner in the stacking context of the article": [
    `<div style="isolation:isolate">${BOXED}<div style="position:fixed;z-index:9;${COVER}">Cookie</div></div>`,
    true,
  ],
  "a banner over a wrapper with a z-index": [
    `<div style="position:relative;z-index:5">${BOXED}<p style="position:absolute;${COVER}">Cookie</p></div>`,
    true,
  ],
  "a wrapper with a z-index and a background": [
    `<div style="position:relative;z-index:5;background:#fff">${BOXED}</div>`,
    false,
  ],
};

/** Returns for each bar whether it is what the browser shows at its middle. */
const shownBars = (page: Page): Promise<boolean[]> =>
  page.evaluate(() =>
    [...globalThis.page.shadow.querySelectorAll(".bar")].map((bar) => {
      const { x, y, width, height } = bar.getBoundingClientRect();
      const [first] = document.elementsFromPoint(x + width / 2, y + height / 2);
      return first?.localName === "themelight-ui";
    }),
  );

for (const [title, [html, covered]] of Object.entries(LAYERS)) {
  browserTest("chromium", `marks are over their article and under ${title}`, async (page) => {
    await attachBody(page, html);
    await page.evaluate(() => probes.frames());
    const bars = await shownBars(page);
    assert.ok(bars.length > 0, `${bars.length} bars`);
    assert.deepEqual(
      bars,
      bars.map(() => !covered),
    );
  });
}

browserTest(
  "chromium",
  "marks are under a dialog that opens later, wherever the page scrolls, until it closes",
  async (page) => {
    const end = '<div style="height:4000px"></div>';
    await attachBody(
      page,
      `${BOXED}<dialog id="box" style="position:fixed;${COVER}">…</dialog>${end}`,
    );
    await page.evaluate(() => probes.frames());
    const all = await shownBars(page);
    assert.ok(all.length > 0 && !all.includes(false), `${all}`);
    const height = all.length;
    await page.evaluate("box.show()");
    await page.waitForFunction("globalThis.page.shadow.querySelector('.marks').style.clipPath");
    assert.equal((await shownBars(page)).filter((shown) => shown).length, 0);
    await page.evaluate("box.style.height = '0'; scrollTo(0, 1)");
    await page.evaluate(() => probes.frames());
    assert.equal((await shownBars(page)).filter((shown) => shown).length, height);
    await page.evaluate("box.style.height = '600px'; scrollTo(0, 2)");
    await page.evaluate(() => probes.frames());
    assert.equal((await shownBars(page)).filter((shown) => shown).length, 0);
    await page.evaluate("box.close()");
    await page.waitForFunction("!globalThis.page.shadow.querySelector('.marks').style.clipPath");
    assert.equal((await shownBars(page)).filter((shown) => shown).length, height);
  },
);

for (const [title, html] of Object.entries({
  "a modal dialog": `<dialog>${ARTICLE}</dialog>`,
  "an element with the role of a dialog": `<main aria-hidden="true"><h2>Tin mới</h2></main><div role="dialog" aria-modal="true">${ARTICLE}</div>`,
})) {
  browserTest("chromium", `an article in ${title} is found`, async (page) => {
    await attachBody(page, html, "document.querySelector('dialog')?.showModal()");
    assert.equal(await countOf(page), 4);
  });
}

const WIDE = "width:900px;height:500px;padding:0 150px;overflow:auto;transform:translateX(9px)";

/** What the browser shows over the page: the body, and how the part with the id `box` opens and closes. */
const TOP_LAYER: Readonly<Record<string, readonly [html: string, open: string, close: string]>> = {
  "a modal dialog": [
    `<dialog id="box" style="${WIDE}">${ARTICLE}</dialog>`,
    "box.showModal()",
    "box.close()",
  ],
  "a popover": [
    `<div id="box" popover style="${WIDE}">${ARTICLE}</div>`,
    "box.showPopover()",
    "box.hidePopover()",
  ],
  "a fullscreen element": [
    `<div id="box" style="background:#fff;padding:0 150px">${ARTICLE}</div>`,
    "box.requestFullscreen()",
    "document.exitFullscreen()",
  ],
};

for (const [title, [html, opening, closing]] of Object.entries(TOP_LAYER)) {
  browserTest(
    "chromium",
    `marks are over an article in ${title}, and leave no trace`,
    async (page) => {
      const before = "globalThis.before = document.documentElement.outerHTML";
      await attachBody(page, `${html}<p>Hết trang</p>`, before);
      const session = await page.createCDPSession();
      const run = (expression: string) =>
        session.send("Runtime.evaluate", { expression, userGesture: true, awaitPromise: true });
      const isIn = (there: boolean) =>
        page.waitForFunction(
          `(document.querySelector("#box > themelight-ui") !== null) === ${there}`,
        );
      for (let i = 0; i < 2; i++) {
        await run(opening);
        await waitForParagraphs(page, 4);
        await isIn(true);
        await page.evaluate(() => probes.frames());
        const bars = await shownBars(page);
        assert.ok(bars.length > 0, `${bars.length} bars`);
        assert.ok(!bars.includes(false), `${bars}`);
        const clicked = await page.evaluate(() => {
          const bar = globalThis.page.shadow.querySelector(".bar")!.getBoundingClientRect();
          const [host] = document.elementsFromPoint(bar.x + 1, bar.y + bar.height / 2);
          const hit = host!.shadowRoot!.elementFromPoint(bar.x + 1, bar.y + bar.height / 2);
          (hit as HTMLElement).click();
          return globalThis.page.selected >= 0;
        });
        assert.ok(clicked);
        await run(closing);
        await isIn(false);
      }
      await run(opening);
      await isIn(true);
      await run(`globalThis.page.destroy(); ${closing}`);
      assert.ok(await page.evaluate("document.documentElement.outerHTML === before"));
    },
  );
}

browserTest(
  "chromium",
  "marks come back where a dialog with the article is removed",
  async (page) => {
    await attachBody(page, `<main>${ARTICLE}</main><dialog id="box" style="${WIDE}"></dialog>`);
    await page.evaluate("box.append(document.querySelector('article')); box.showModal()");
    await page.waitForFunction("document.querySelector('#box > themelight-ui')");
    await page.evaluate("document.querySelector('main').append(box.firstChild); box.remove()");
    await page.waitForFunction("document.querySelector('html > themelight-ui')");
    await waitForParagraphs(page, 4);
    await page.evaluate(() => probes.frames());
    const bars = await shownBars(page);
    assert.ok(bars.length > 0 && !bars.includes(false), `${bars}`);
  },
);

browserTest("chromium", "blocks in an inline custom element are paragraphs", async (page) => {
  await attachBody(
    page,
    `<news-article><news-body>${paragraphs(TEXTS)}</news-body></news-article>`,
  );
  assert.equal(await countOf(page), 4);
});

browserTest("chromium", "a dialog about cookies is no article", async (page) => {
  await attachBody(page, `<dialog open><h2>Cookie</h2>${paragraphs(TEXTS)}</dialog>`);
  assert.equal(await countOf(page), 0);
});
