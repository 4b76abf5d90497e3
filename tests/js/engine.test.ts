// The built package in Node, with the built wasm and the default model.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, mock, test } from "node:test";
import { load, type Tagger, ThemelightError } from "themelight";
import { contrast } from "./lib/contrast.js";

const STAFFING =
  "Sau sắp xếp, toàn tỉnh giảm 412 đầu mối; biên chế khối Đảng còn 1.946 người, 638 công chức nghỉ việc theo chính " +
  "sách tinh giản biên chế.";
const DISCIPLINE =
  "Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật 63 đảng viên: khiển trách 38, cảnh cáo 19, khai trừ 4 trường hợp.";
const NOTHING = "Chiều nay trời quang, gió nhẹ, nhiệt độ cao nhất 31 độ.";

const modelFile = new URL("../../dist/npm/vi-public-life.model", import.meta.url);

let tagger: Tagger;
before(async () => {
  tagger = await load();
});

const code = (code: ThemelightError["code"]) => (error: unknown) =>
  error instanceof ThemelightError && error.code === code;

const themesOf = (text: string) => tagger.tag([text])[0]!.themes.map(({ theme }) => theme);

test("the default model's themes have names, colours and thresholds", () => {
  assert.deepEqual(
    tagger.themes.map(({ id }) => id),
    ["staffing", "discipline", "training", "digital"],
  );
  for (const { name, color, colorDark, threshold } of tagger.themes) {
    assert.ok(name.vi && name.en);
    assert.match(color, /^#[0-9a-f]{6}$/);
    assert.match(colorDark, /^#[0-9a-f]{6}$/);
    assert.ok(threshold > 0 && threshold < 1);
  }
});

test("the model describes itself", async () => {
  assert.equal(tagger.info.bytes, (await readFile(modelFile)).length);
  assert.ok(tagger.info.features > 0);
  assert.match(tagger.info.checksum, /^[0-9a-f]{8}$/);
});

test("clear examples get their theme, other texts get none", () => {
  assert.deepEqual(themesOf(STAFFING), ["staffing"]);
  assert.deepEqual(themesOf(DISCIPLINE), ["discipline"]);
  assert.deepEqual(themesOf(NOTHING), []);
});

test("each text has one result, in order, with the same bits as when it is tagged alone", () => {
  const texts = [STAFFING, "", NOTHING, DISCIPLINE, "   ", "🙂🙂", STAFFING];
  const together = tagger.tag(texts);
  assert.equal(together.length, texts.length);
  texts.forEach((text, i) => {
    assert.deepEqual(together[i], tagger.tag([text])[0]);
  });
});

test("many batches give the same results as one", () => {
  const texts = Array.from({ length: 3000 }, (_, i) => [STAFFING, NOTHING, DISCIPLINE][i % 3]!);
  const expected = tagger.tag(texts.slice(0, 3));
  tagger.tag(texts).forEach((tagging, i) => {
    assert.deepEqual(tagging, expected[i % 3]);
  });
});

test("themes are at or above their threshold, best first, with the scores of the scores array", () => {
  for (const { themes, scores } of tagger.tag([
    STAFFING,
    DISCIPLINE,
    `${STAFFING} ${DISCIPLINE}`,
    NOTHING,
  ])) {
    assert.equal(scores.length, tagger.themes.length);
    const over = tagger.themes
      .map(({ id, threshold }, i) => ({
        theme: id,
        score: scores[i]!,
        over: scores[i]! >= threshold,
      }))
      .filter(({ over }) => over)
      .sort((a, b) => b.score - a.score);
    assert.deepEqual(
      themes,
      over.map(({ theme, score }) => ({ theme, score })),
    );
  }
});

test("earlier results do not change when more texts are tagged", () => {
  const [first] = tagger.tag([STAFFING]);
  const scores = [...first!.scores];
  tagger.tag([DISCIPLINE, NOTHING]);
  assert.deepEqual([...first!.scores], scores);
});

test("no texts give no results", () => {
  assert.deepEqual(tagger.tag([]), []);
});

test("U+0000 in a text scores like a space", () => {
  const [nul, space] = tagger.tag([STAFFING.replace(" ", "\0"), STAFFING.replace(" ", " ")]);
  assert.deepEqual(nul, space);
  assert.deepEqual(tagger.explain("a\0biên chế"), tagger.explain("a biên chế"));
});

test("decomposed text scores the same, and lone surrogates are accepted", () => {
  const [nfc, nfd] = tagger.tag([STAFFING.normalize("NFC"), STAFFING.normalize("NFD")]);
  assert.deepEqual(nfc, nfd);
  assert.equal(tagger.tag(["biên chế \ud83d tinh giản"]).length, 1);
});

test("evidence and bias add up to the score's logit", () => {
  for (const text of [STAFFING, DISCIPLINE, NOTHING, `🙂 ${STAFFING.normalize("NFD")}`]) {
    const evidence = tagger.explain(text);
    const { scores } = tagger.tag([text])[0]!;
    tagger.themes.forEach(({ id, bias }, i) => {
      const logit = evidence
        .filter(({ theme }) => theme === id)
        .reduce((sum, { weight }) => sum + weight, bias);
      const probability = 1 / (1 + Math.exp(-logit));
      assert.ok(
        Math.abs(probability - scores[i]!) < 1e-4,
        `${id}: ${probability} and ${scores[i]}`,
      );
    });
  }
});

test("evidence names its words in UTF-16 offsets, also after emoji and in decomposed text", () => {
  for (const text of [STAFFING, `🙂🙂 ${STAFFING}`, STAFFING.normalize("NFD")]) {
    const best = tagger
      .explain(text)
      .filter(({ theme }) => theme === "staffing")
      .sort((a, b) => b.weight - a.weight)[0]!;
    const words = text.slice(best.start, best.end);
    assert.equal(words, words.trim());
    assert.match(words.normalize("NFC"), /biên chế|tinh giản|sắp xếp|đầu mối|công chức/i);
  }
});

test("a text of 50 MB is tagged", () => {
  const text = `${STAFFING} `.repeat(Math.ceil((50 * 2 ** 20) / Buffer.byteLength(STAFFING)));
  assert.equal(tagger.tag([NOTHING, text, NOTHING]).length, 3);
});

test("input that is not an array of strings is refused, with the index of the invalid text", () => {
  const call = (texts: unknown) => () => tagger.tag(texts as string[]);
  assert.throws(call("một đoạn"), /takes an array of strings, but was given string/);
  assert.throws(call(["a", null]), (error: unknown) => {
    assert.ok(code("input/type")(error));
    assert.match((error as Error).message, /Text 1 .* null/);
    return true;
  });
});

test("a text too long to explain is refused, and the tagger still works", () => {
  const expected = tagger.explain(STAFFING);
  for (const text of ["a b ".repeat(6_000_000), "biên chế ".repeat(2 ** 17)]) {
    assert.throws(() => tagger.explain(text), code("input/too-large"));
    assert.deepEqual(tagger.explain(STAFFING), expected);
  }
  assert.throws(() => tagger.tag(["a".repeat(64 * 2 ** 20 + 1)]), code("input/too-large"));
  assert.deepEqual(themesOf(STAFFING), ["staffing"]);
});

test("a text of separators is one text, and takes no more memory than another", () => {
  const [nul, space] = [..."\0 "].map((c) => `${STAFFING}${c.repeat(60 * 2 ** 20)}${DISCIPLINE}`);
  assert.deepEqual(tagger.tag([nul!]), tagger.tag([space!]));
  assert.deepEqual(
    tagger.tag([NOTHING, "\0".repeat(1000), STAFFING])[2],
    tagger.tag([STAFFING])[0],
  );
});

test("the longest text that is explained, with a cue in every word, fits into memory", () => {
  const text = "biên chế ".repeat(Math.floor(2 ** 20 / 9));
  const evidence = tagger.explain(text);
  assert.ok(evidence.length > 200_000, `${evidence.length} cues`);
  assert.equal(evidence.at(-1)!.end, text.length - 1);
});

test("after a trap every tagger of the engine fails at once with one clear error", async () => {
  const instantiate = WebAssembly.instantiate as (
    ...given: unknown[]
  ) => Promise<WebAssembly.Instance>;
  let trap = false;
  const calls = { tag: 0 };
  const mocked = mock.method(
    WebAssembly,
    "instantiate",
    async (module: WebAssembly.Module, imports: unknown) => {
      const { exports } = await instantiate.call(WebAssembly, module, imports);
      const wasmtagger_tag = (...given: number[]) => {
        calls.tag++;
        if (trap) throw new WebAssembly.RuntimeError("unreachable");
        return (exports.wasmtagger_tag as (...given: number[]) => number)(...given);
      };
      return { exports: { ...exports, wasmtagger_tag } };
    },
  );
  // A copy of the package has its own engine.
  const copy: typeof import("themelight") = await import(new URL("node.js?trap", modelFile).href);
  const [one, other] = [await copy.load(), await copy.load()];
  mocked.mock.restore();
  trap = true;
  const stopped = (error: unknown) =>
    error instanceof copy.ThemelightError &&
    error.code === "engine/failed" &&
    error.message.startsWith("The engine stopped (unreachable) and cannot go on. Reload");
  assert.throws(() => one.tag([STAFFING]), stopped);
  calls.tag = 0;
  assert.throws(() => one.tag([STAFFING]), stopped);
  assert.throws(() => one.explain(STAFFING), stopped);
  assert.throws(() => other.tag([STAFFING]), stopped);
  assert.equal(calls.tag, 0, "no further calls of the engine");
  await assert.rejects(copy.load(), stopped);
  one.close();
  other.close();
  assert.throws(() => one.tag([STAFFING]), /closed/);
  assert.deepEqual(themesOf(STAFFING), ["staffing"]);
});

test("each text is read once from getters and proxies", () => {
  let reads = 0;
  const list = [STAFFING, ""];
  Object.defineProperty(list, 1, { get: () => (reads++ ? { toString: () => "x" } : DISCIPLINE) });
  assert.deepEqual(
    tagger.tag(list).map(({ themes }) => themes[0]!.theme),
    ["staffing", "discipline"],
  );
  assert.equal(reads, 1);
  const proxy = new Proxy([NOTHING], {
    get: (of, key) => (key === "slice" ? undefined : Reflect.get(of, key)),
  });
  assert.equal(tagger.tag(proxy).length, 1);
  class Texts extends Array<string> {
    static override get [Symbol.species](): ArrayConstructor {
      throw new Error("not used");
    }
  }
  assert.equal(tagger.tag(Texts.of(NOTHING, STAFFING)).length, 2);
});

test("a closed tagger throws tagger/closed; closing twice is allowed; other taggers still work", async () => {
  const other = await load();
  other.close();
  other.close();
  assert.throws(() => other.tag([NOTHING]), code("tagger/closed"));
  assert.throws(() => other.explain(NOTHING), code("tagger/closed"));
  assert.equal(tagger.tag([NOTHING]).length, 1);
});

test("a model may be bytes, a view, a URL or a path", async () => {
  const bytes = await readFile(modelFile);
  const apart = new Uint8Array(bytes.length + 3);
  apart.set(bytes, 3);
  for (const model of [
    bytes,
    apart.subarray(3),
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    modelFile,
    modelFile.href,
    "dist/npm/vi-public-life.model",
  ]) {
    const other = await load({ model });
    assert.deepEqual(other.tag([STAFFING]), tagger.tag([STAFFING]));
    other.close();
  }
});

test("bytes that are not a model are refused with a code and a reason", async () => {
  const bytes = await readFile(modelFile);
  const altered = Uint8Array.from(bytes);
  altered[bytes.length >> 1]! ^= 1;
  const html = new TextEncoder().encode("<!doctype html><title>Not found</title>");
  for (const model of [new Uint8Array(), bytes.subarray(0, 100), altered, html]) {
    await assert.rejects(load({ model }), (error: unknown) => {
      assert.ok(error instanceof ThemelightError);
      assert.match(error.code, /^model\//);
      assert.ok(error.message.length > 20);
      return true;
    });
  }
});

test("the error for a missing file names it", async () => {
  await assert.rejects(load({ model: "no/such.model" }), (error: unknown) => {
    assert.ok(code("load/file")(error));
    assert.match((error as Error).message, /no\/such\.model/);
    return true;
  });
});

test("the default model's colours have a contrast of 4.5 on light and on dark pages", () => {
  const { themes } = tagger;
  const rgb = (color: string) =>
    [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (const { id, color, colorDark } of themes) {
    for (const [ink, paper] of [
      [color, "#ffffff"],
      [colorDark, "#16181d"],
    ] as const) {
      const ratio = contrast(rgb(ink), rgb(paper));
      assert.ok(ratio >= 4.5, `${id}: ${ink} on ${paper} has ${ratio.toFixed(2)}`);
    }
  }
});
