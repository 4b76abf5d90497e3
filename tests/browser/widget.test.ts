// The widget in real browsers: marks, keys, list, options, events, errors, the handle.
import assert from "node:assert/strict";
import { attachTo, open } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

for (const browser of BROWSERS) {
  browserTest(browser, "paragraphs get attribute, bars, label and cue words", async (page) => {
    await attachTo(page, "daily");
    const seen = await page.evaluate(() => {
      const { page } = globalThis;
      const marks = [...page.shadow.querySelectorAll(".mark")];
      return {
        attributes: page.paragraphs.map(({ element }) => element.getAttribute("data-themelight")),
        themes: page.paragraphs.map(
          (_, i) =>
            page
              .themesOf(i)
              .map(({ theme }) => theme.id)
              .join(" ") || null,
        ),
        labels: marks.map((mark) => mark.querySelector(".name")?.textContent),
        bars: marks.map((mark) => mark.querySelectorAll(".bar").length),
        cues: [...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map(String)]),
      };
    });
    assert.deepEqual(seen.attributes, seen.themes);
    assert.deepEqual(seen.attributes.slice(0, 4), [null, "staffing", "digital", "discipline"]);
    assert.match(seen.labels[0]!, /^●Tổ chức, cán bộ, biên chế67/);
    assert.ok(seen.bars.every((count) => count === 1));
    const cues = Object.fromEntries(seen.cues) as Record<string, string[]>;
    assert.deepEqual(cues["themelight-digital"]!.slice(0, 1), ["dịch vụ công trực tuyến"]);
  });

  browserTest(browser, "J, K and buttons step; J in a text field does not", async (page) => {
    await attachTo(page, "no-article", { root: "main" });
    await attachTo(page, "boxes");
    const at = () => page.evaluate(() => globalThis.page.selected);
    await page.keyboard.press("j");
    assert.equal(await at(), 1);
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent?.slice(0, 9)),
      "Theo báo ",
    );
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await at(), 1);
    await page.keyboard.press("k");
    assert.equal(
      await at(),
      await page.evaluate(() => globalThis.page.shown.at(-1)),
      "round the end",
    );
    await page.evaluate(() => {
      globalThis.page.select(-1);
      document.body.append(document.createElement("input"));
      document.querySelector("input")!.focus();
    });
    await page.keyboard.press("j");
    assert.equal(await at(), -1);
    assert.equal(await page.$eval("input", (input) => input.value), "j");
    await page.evaluate(() =>
      globalThis.page.shadow.querySelectorAll<HTMLElement>(".steps button")[1]!.click(),
    );
    assert.equal(await at(), 1);
    assert.equal(
      await page.evaluate(() => document.querySelectorAll("[tabindex]").length),
      0,
      "the borrowed tabindex is gone when the focus is",
    );
  });

  browserTest(
    browser,
    "list entries select paragraphs; the slider shows unsure ones",
    async (page) => {
      await attachTo(page, "blog", { legend: "open", lang: "en" });
      const seen = await page.evaluate(async () => {
        const { page } = globalThis;
        page.shadow.querySelector<HTMLElement>("[data-panel=list]")!.click();
        const items = [...page.shadow.querySelectorAll<HTMLElement>(".list button")];
        items.at(-1)!.click();
        const { selected, shown } = page;
        const before = shown.length;
        page.shadow.querySelector<HTMLElement>("[data-panel=options]")!.click();
        const slider = page.shadow.querySelector<HTMLInputElement>("input[type=range]")!;
        slider.value = "30";
        slider.dispatchEvent(new Event("input"));
        await probes.frames();
        const labels = [...page.shadow.querySelectorAll(".name")].map(
          ({ textContent }) => textContent ?? "",
        );
        return {
          items: items.length,
          selected,
          last: shown.at(-1),
          before,
          after: page.shown.length,
          labels,
        };
      });
      assert.equal(seen.items, seen.before);
      assert.equal(seen.selected, seen.last);
      assert.ok(seen.after > seen.before);
      assert.ok(
        seen.labels.some((label) => label.includes("(unsure)")),
        seen.labels.join(),
      );
    },
  );

  browserTest(
    browser,
    "events have counts and indexes, no text; before-tag can be cancelled",
    async (page) => {
      await open(page, "daily");
      const seen = await page.evaluate(async () => {
        const heard: [string, unknown][] = [];
        for (const name of ["before-tag", "ready", "tagged", "select", "filter"] as const) {
          document.addEventListener(`themelight:${name}`, (event) =>
            heard.push([name, event.detail]),
          );
        }
        const first = attach(toyTagger);
        await first.done;
        first.select(1);
        first.filter(["digital"]);
        first.destroy();
        document.addEventListener("themelight:before-tag", (event) => event.preventDefault(), {
          once: true,
        });
        const before = toyTagger.asked;
        const second = attach(toyTagger);
        await second.done;
        const untagged = document.querySelectorAll("[data-themelight]").length;
        second.destroy();
        return { heard: heard.slice(0, 5), untagged, asked: toyTagger.asked - before };
      });
      assert.deepEqual(seen.heard, [
        ["before-tag", { paragraphs: 8 }],
        ["ready", { paragraphs: (seen.heard[1]![1] as { paragraphs: number }).paragraphs }],
        [
          "tagged",
          {
            paragraphs: 8,
            counts: { staffing: 2, discipline: 2, training: 0, digital: 2 },
            status: "found",
          },
        ],
        ["select", { index: 1, themes: ["staffing"] }],
        ["filter", { themes: ["digital"] }],
      ]);
      assert.equal(seen.untagged, 0);
      assert.equal(seen.asked, 0);
    },
  );

  browserTest(
    browser,
    "the newest Themelight takes the page over, an older one is refused",
    async (page) => {
      await open(page, "daily");
      const seen = await page.evaluate(async () => {
        const first = attach(toyTagger);
        const second = attach(toyTagger);
        await second.done;
        const hosts = document.querySelectorAll("themelight-ui").length;
        const replaced = first.signal.aborted;
        second.destroy();
        document.addEventListener("themelight:claim", (event) => event.preventDefault());
        let refused = "";
        try {
          attach(toyTagger);
        } catch (error) {
          refused = String(error);
        }
        return {
          hosts,
          replaced,
          refused,
          left: document.querySelectorAll("themelight-ui").length,
        };
      });
      assert.deepEqual(seen, {
        hosts: 1,
        replaced: true,
        refused: "ThemelightError: a newer Themelight marks this page; it stays",
        left: 0,
      });
    },
  );

  browserTest(browser, "wrong options are named with the values they take", async (page) => {
    await open(page, "daily");
    const warned: string[] = [];
    page.on("console", (message) => message.type() === "warn" && warned.push(message.text()));
    await page.evaluate(() => {
      const options = {
        legend: "opened",
        minLength: "many",
        root: "p[",
        colour: "red",
        lang: " vi ",
        cues: "false",
      };
      const { settings } = attach(toyTagger, options as object);
      console.warn(JSON.stringify(settings));
    });
    assert.deepEqual(warned.slice(0, 3), [
      'Themelight: legend cannot be "opened". It takes open, closed, none.',
      'Themelight: minLength cannot be "many". It takes a number from 1 to 1000.',
      'Themelight: root cannot be "p[". It takes a CSS selector.',
    ]);
    assert.match(warned[3]!, /^Themelight: colour is not a setting. There are: root, ignore, /);
    const settings = JSON.parse(warned[4]!);
    assert.equal(settings.lang, "vi");
    assert.equal(settings.cues, false);
    assert.equal(settings.minLength, 40);
  });

  browserTest(browser, "a tagger that returns promises has the same result", async (page) => {
    await open(page, "daily");
    const seen = await page.evaluate(async () => {
      const handle = attach(lateTagger);
      await handle.done;
      await probes.frames(3, handle);
      return { counts: handle.counts, cues: CSS.highlights.get("themelight-digital")!.size };
    });
    assert.deepEqual(seen.counts, { staffing: 2, discipline: 2, training: 0, digital: 2 });
    assert.ok(seen.cues > 0);
  });

  browserTest(
    browser,
    "the site's CSS wins: colours by custom property, the rest by ::part",
    async (page) => {
      await open(page, "daily");
      await page.addStyleTag({
        content:
          ":root { --themelight-digital: rgb(1, 2, 3); --themelight-legend-background: rgb(4, 5, 6) }" +
          "themelight-ui::part(label) { letter-spacing: 3px } [data-themelight]::before { content: 'x' !important }",
      });
      const seen = await page.evaluate(async () => {
        const handle = attach(toyTagger, { legend: "open" });
        await handle.done;
        await probes.frames(3, handle);
        const { shadow } = handle;
        while (!shadow.querySelector(".card")) await probes.frames(1, handle);
        return [
          getComputedStyle(shadow.querySelector("[part~=bar-digital]")!).borderInlineStartColor,
          getComputedStyle(shadow.querySelector(".card")!).backgroundColor,
          getComputedStyle(shadow.querySelector(".label")!).letterSpacing,
          getComputedStyle(handle.paragraphs[1]!.element, "::before").content,
        ];
      });
      assert.deepEqual(seen, ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "3px", '"x"']);
    },
  );

  browserTest(
    browser,
    "attach returns the promised members, and nothing else is reachable",
    async (page) => {
      await open(page, "daily");
      const seen = await page.evaluate(async () => {
        const handle = attachHandle(toyTagger);
        await handle.done;
        const [, paragraph] = handle.paragraphs;
        handle.filter(["digital"]);
        handle.select(1, { scroll: false });
        await handle.drawn;
        const filter = CSS.highlights.get("themelight-faded")!.size;
        const seen = {
          handle: Reflect.ownKeys(handle).sort(),
          paragraph: Reflect.ownKeys(paragraph!),
          theme: Reflect.ownKeys(handle.themes[0]!),
          plain: [handle, paragraph!, handle.themes[0]!].every(
            (value) => Object.getPrototypeOf(value) === Object.prototype,
          ),
          frozen: Object.isFrozen(handle) && Object.isFrozen(paragraph),
          same: handle.paragraphs[1] === paragraph,
          text: String(paragraph!.range).trim() === paragraph!.text,
          tagged: paragraph!.tagging!.themes.map(({ theme }) => theme),
          element: paragraph!.element.tagName,
          filter: filter > 0,
          aborted: handle.signal.aborted,
        };
        handle.destroy();
        return { ...seen, ended: handle.signal.aborted };
      });
      assert.deepEqual(seen, {
        handle: [
          ...[
            "destroy",
            "done",
            "drawn",
            "explainArticle",
            "filter",
            "paragraphs",
            "ready",
            "select",
            "signal",
            "status",
            "themes",
          ],
          "update",
        ],
        paragraph: ["element", "range", "text", "tagging"],
        theme: ["id", "name", "color", "line", "glyph"],
        plain: true,
        frozen: true,
        same: true,
        text: true,
        tagged: ["staffing"],
        element: "P",
        filter: true,
        aborted: false,
        ended: true,
      });
    },
  );

  browserTest(browser, "a refresh shows taggings that changed in place", async (page) => {
    await attachTo(page, "daily");
    const seen = await page.evaluate(async () => {
      const { page } = globalThis;
      const [first = -1] = page.shown;
      const { element, tagging } = page.paragraphs[first]!;
      const scores = tagging!.scores.slice();
      const found: unknown[] = [];
      for (const values of [scores.map(() => 0), scores]) {
        tagging!.scores.set(values);
        page.refresh();
        await probes.frames();
        found.push(element.getAttribute("data-themelight"), page.shown.includes(first));
      }
      return found;
    });
    assert.deepEqual(seen, [null, false, "staffing", true]);
  });

  browserTest(browser, "a tagger with missing results: one typed error, no marks", async (page) => {
    await open(page, "daily");
    const seen = await page.evaluate(async () => {
      const found: unknown[] = [];
      const codes: string[] = [];
      document.addEventListener("themelight:error", ({ detail }) => codes.push(detail.code));
      const { themes, explain, tag } = toyTagger;
      const taggers = [
        (texts: readonly string[]) => tag.call(toyTagger, texts.slice(1)),
        () => undefined as never,
        (texts: readonly string[]) =>
          texts.map(() => ({ themes: [], scores: new Float32Array(1) })),
        (texts: readonly string[]) => texts.map(() => undefined as never),
      ];
      for (const wrong of taggers) {
        codes.length = 0;
        const handle = attachHandle({ themes, explain, tag: wrong });
        await handle.done;
        found.push([
          codes.join(),
          handle.signal.reason.code,
          document.querySelector("themelight-ui"),
        ]);
      }
      return found;
    });
    assert.deepEqual(seen, Array(4).fill(["tagger/results", "tagger/results", null]));
  });

  browserTest(browser, "a tagger that fails: one message, one event, no marks", async (page) => {
    await open(page, "daily");
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    const seen = await page.evaluate(async () => {
      const heard: unknown[] = [];
      document.addEventListener("themelight:error", ({ detail }) => heard.push(detail));
      const handle = attach(brokenTagger);
      await handle.done;
      return { heard, marks: document.querySelectorAll("[data-themelight]").length };
    });
    assert.deepEqual(seen, {
      heard: [{ code: "engine/failed", message: "the worker died" }],
      marks: 0,
    });
    assert.deepEqual(errors, ["Themelight: the worker died"]);
  });
}
