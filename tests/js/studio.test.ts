// The parts of the studio that need no browser.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { fetchFile } from "../../www/studio/fetch-file.js";
import { decode } from "../../www/studio/import/decode.js";
import { readSource } from "../../www/studio/import/source.js";
import { type Meta, type PoolText, type ProjectData, VERSION } from "../../www/studio/keep/data.js";
import { fileOf, fromFile } from "../../www/studio/keep/file.js";
import { answeredExamples } from "../../www/studio/label/answers.js";
import { suggestions } from "../../www/studio/label/errors.js";
import { sentences } from "../../www/studio/results/words.js";
import { ARTICLES } from "../../www/studio/samples/articles.js";
import { TEXTS } from "../../www/studio/texts/index.js";
import { colorProblems, contrast } from "../../www/studio/themes/colors.js";
import { secondsLeft } from "../../www/studio/train/time.js";
import type { ThemeDefinition, ThemeReport, Training } from "../../www/studio/training.js";
import { fileNameOf, snippetFor } from "../../www/studio/try/snippet.js";
import { EMPTY, languageOf, merged, themesOf } from "../../www/studio/worker/edit.js";
import { Project } from "../../www/studio/worker/project.js";
import { StudioError, serve } from "../../www/studio/worker/rpc.js";
import { selfTestTexts } from "../../www/studio/worker/self-test.js";
import { TrainerHandle } from "../../www/studio/worker/trainer-handle.js";
import { SAMPLE_TABLES } from "./lib/samples.js";

const TABLE = "Nội dung;Chủ đề\nTrường miễn học phí cho học sinh vùng lũ.;Học phí\n";

/** Encodes text as UTF-16. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) bytes.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
}

/** Encodes text as windows-1258, which writes most tone marks as characters of their own. */
function windows1258(text: string): Uint8Array {
  const decoder = new TextDecoder("windows-1258");
  const codes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(Uint8Array.of(byte)), byte);
  const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const bytes = [...text].flatMap((char) => {
    if (codes.has(char)) return [codes.get(char)!];
    const parts = char.normalize("NFD");
    const base = parts.replace(tones, "").normalize("NFC");
    return [base, ...(parts.match(tones) ?? [])].map((part) => codes.get(part)!);
  });
  assert.ok(bytes.every((byte) => byte !== undefined));
  return Uint8Array.from(bytes);
}

test("the encoding of a text file is recognised", () => {
  const utf8 = new TextEncoder().encode(TABLE);
  const cases: [string, Uint8Array, string, boolean][] = [
    ["UTF-8", utf8, "UTF-8", false],
    ["UTF-8 with a mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8), "UTF-8", true],
    ["UTF-16LE with a mark", Uint8Array.of(0xff, 0xfe, ...utf16(TABLE, true)), "UTF-16LE", true],
    ["UTF-16BE with a mark", Uint8Array.of(0xfe, 0xff, ...utf16(TABLE, false)), "UTF-16BE", true],
    ["UTF-16LE", utf16(TABLE, true), "UTF-16LE", false],
    ["UTF-16BE", utf16(TABLE, false), "UTF-16BE", false],
    ["windows-1258", windows1258(TABLE), "windows-1258", false],
  ];
  for (const [name, bytes, encoding, mark] of cases) {
    assert.deepEqual(decode(bytes), { text: TABLE, encoding, mark }, name);
  }
  assert.equal(decode(new Uint8Array()).text, "");
});

test("files that are not text are refused", async () => {
  const refused = (bytes: number[]) =>
    readSource("a", Uint8Array.from(bytes).buffer).then(
      () => "read",
      (error: StudioError) => error.code,
    );
  assert.equal(await refused([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2]), "not-text");
  assert.equal(await refused([...new TextEncoder().encode(TABLE)]), "read");
});

const FILE_ERRORS = [
  "too-large",
  "protected-sheet",
  "other-document",
  "damaged-sheet",
  "empty-sheet",
  "large-sheet",
  "not-text",
  "not-a-project",
];

test("every error of the studio and every problem has a text in both languages", () => {
  assert.deepEqual(Object.keys(TEXTS.vi).sort(), Object.keys(TEXTS.en).sort());
  for (const lang of ["vi", "en"] as const) {
    for (const code of FILE_ERRORS) {
      const params = { name: "a.csv", size: 1, most: 2, detail: "x", found: ".zip", row: 3 };
      const text = TEXTS[lang].errors[code]?.(params);
      assert.match(text ?? "", /a\.csv/, code);
      assert.doesNotMatch(text ?? "", /undefined/, code);
    }
    for (const [code, { title, cure }] of Object.entries(TEXTS[lang].problems)) {
      assert.ok(title(1) && title(3) && cure, code);
      assert.doesNotMatch(TEXTS[lang].reasons[code] ?? "", /^\d/, code);
    }
  }
});

const theme = (id: string, light: string, dark = "#8ab4ff"): ThemeDefinition => ({
  id,
  name: { vi: id },
  color: { light, dark },
});

test("colours that are hard to read or to tell apart are named", () => {
  assert.ok(Math.abs(contrast("#000000", "#ffffff") - 21) < 0.01);
  assert.deepEqual(colorProblems([theme("a", "#1f5fbf"), theme("b", "#b3261e", "#ff8a80")]), []);
  assert.deepEqual(colorProblems([theme("a", "#ffee00")]), [
    { code: "contrast", theme: "a", on: "light" },
  ]);
  assert.deepEqual(colorProblems([theme("a", "#1f5fbf", "#222222")]), [
    { code: "contrast", theme: "a", on: "dark" },
  ]);
  // Different to most readers, equal without green cones.
  assert.deepEqual(colorProblems([theme("a", "#8a5a00"), theme("b", "#a34e00")]), [
    { code: "alike", theme: "b", other: "a" },
  ]);
  const pair = [theme("a", "#1f5fbf"), theme("b", "#6d3fc0")];
  assert.equal(colorProblems(pair).length, 1);
  assert.deepEqual(colorProblems(pair, ["#1f5fbf", "#6d3fc0"]), []);
  const same = [theme("a", "#1f5fbf"), theme("b", "#1f5fbf")];
  assert.equal(colorProblems(same, ["#1f5fbf"]).length, 1);
});

test("the time left is known after a start", () => {
  assert.equal(secondsLeft(0, 1), undefined);
  assert.equal(secondsLeft(0.01, 1), undefined);
  assert.equal(secondsLeft(0.25, 5), 15);
  assert.equal(secondsLeft(1, 5), 0);
});

const figure = (value: number, low: number, high: number) => ({ value, low, high });
const report: ThemeReport = {
  id: "a",
  name: "a",
  threshold: 0.5,
  support: 40,
  groups: 40,
  judged: true,
  marked: 35,
  right: 28,
  found: 28,
  precision: figure(0.8, 0.64, 0.9),
  recall: figure(0.7, 0.55, 0.82),
  f1: figure(0.75, 0.6, 0.85),
  averagePrecision: 0.8,
  curve: [],
  reliability: [],
  words: [],
  wordsAgainst: [],
  confusedWith: [],
};

test("results are sentences, with what the examples leave open", () => {
  assert.deepEqual(sentences(TEXTS.en, report), [
    "Of 10 paragraphs marked, about 8 are right.",
    "Of 10 paragraphs about this theme, it finds about 7.",
    "With 40 examples, the true figures out of 10 may be: 6–9 right, 5–9 found.",
  ]);
  // Few paragraphs are counted as they are.
  const few = { ...report, marked: 11, right: 9, found: 9, support: 12 };
  assert.equal(sentences(TEXTS.en, few)[0], "Of 11 paragraphs marked, 9 are right.");
  assert.equal(sentences(TEXTS.en, few)[1], "Of 12 paragraphs about this theme, it finds 9.");
  assert.deepEqual(sentences(TEXTS.en, { ...report, judged: false, support: 6 }), [
    "Only 6 examples: too few to judge.",
  ]);
  const copies = { ...report, judged: false, support: 60, groups: 7 };
  assert.deepEqual(sentences(TEXTS.en, copies), [
    "Of 60 examples, only 7 really differ: too few to judge.",
  ]);
  assert.equal(
    sentences(TEXTS.vi, { ...report, marked: 0, right: 0, precision: null })[0],
    "Không đoạn nào được đánh dấu.",
  );
});

test("answers become examples that claim no more than was answered", () => {
  const pool: PoolText[] = [
    { text: "not answered" },
    { text: "one yes", answers: { a: "yes" } },
    { text: "one no", answers: { a: "no" } },
    { text: "unsure", answers: { a: "unsure" } },
    { text: "not usable", unusable: true },
    { text: "at random", answers: { a: "yes", b: "no" }, random: true },
  ];
  assert.deepEqual(answeredExamples(pool, ["a", "b"]), [
    { id: "pool-2", text: "one yes", labels: ["a"], ignore: ["b"], train_only: true },
    { id: "pool-3", text: "one no", labels: [], ignore: ["b"], train_only: true },
    {
      id: "pool-4",
      text: "unsure",
      labels: [],
      ignore: ["a", "b"],
      unsure: true,
      train_only: true,
    },
    { id: "pool-5", text: "not usable", labels: [], ignore: ["a", "b"], train_only: true },
    { id: "pool-6", text: "at random", labels: ["a"] },
  ]);
});

test("the suggestions for one paragraph are joined", () => {
  const examples = ["a", "b", "c"].map((id) => ({ id, text: id, labels: ["fees"] }));
  const error = (example: number, theme: string) => ({
    example,
    theme,
    actual: false,
    probability: 0.5,
    suggested: [],
  });
  const errors = [error(1, "land"), error(0, "fees"), error(1, "fees"), error(2, "fees")];
  assert.deepEqual(suggestions(errors, examples, ["c"]), [
    { example: 1, labels: ["fees"], suggested: ["land"] },
    { example: 0, labels: ["fees"], suggested: [] },
  ]);
});

test("ids stay unique when a file is added to others", () => {
  const one = { id: "1", text: "x", labels: [] };
  const ids = merged([one, { ...one, id: "1-2" }], [one, { ...one, id: "2" }]).map(({ id }) => id);
  assert.deepEqual(ids, ["1", "1-2", "1-3", "2"]);
});

test("a theme that joins others gets a colour of its own", () => {
  const colors = ["#000001", "#000002", "#000003"];
  const training = {
    plainThemes: (named: { id: string; name: string }[]) =>
      named.map(({ id, name }, i) => ({ ...theme(id, colors[i % 3]!), name: { vi: name } })),
  } as unknown as Training;
  const example = (label: string) => ({ id: label, text: label, labels: [label] });
  const first = themesOf([example("a"), example("c")], [], new Map(), training);
  assert.deepEqual(
    first.map(({ color }) => color.light),
    colors.slice(0, 2),
  );
  const names = new Map([["b", "Bóng đá"]]);
  const all = themesOf([example("a"), example("b"), example("c")], first, names, training);
  assert.deepEqual(
    all.map(({ id, name, color }) => [id, name.vi, color.light]),
    [
      ["a", "a", "#000001"],
      ["b", "Bóng đá", "#000003"],
      ["c", "c", "#000002"],
    ],
  );
});

test("the language of the examples is recognised", () => {
  const examples = (text: string) => [{ id: "1", text, labels: [] }];
  const vi = "Trường miễn toàn bộ học phí học kỳ một cho học sinh ba xã vùng lũ.";
  assert.equal(languageOf(examples(vi)), "vi");
  const en = "The council will build forty homes for rent on the old goods yard.";
  assert.equal(languageOf(examples(en)), "en");
});

const project: ProjectData = {
  meta: {
    ...EMPTY.meta,
    themes: [theme("a", "#1f5fbf")],
    training: {
      revision: 1,
      model: Uint8Array.of(0, 127, 128, 255),
      report: { themes: [] } as unknown as NonNullable<Meta["training"]>["report"],
      thresholds: { a: 0.4 },
    },
  },
  examples: [{ id: "1", text: "x", labels: ["a"] }],
  pool: [{ text: "y" }],
};

test("a project file holds all of the work", () => {
  assert.deepEqual(fromFile("p.json", fileOf(project)), project);
  assert.deepEqual(fromFile("p.json", fileOf(EMPTY)), EMPTY);
});

test("other files are refused as projects, with the reason", () => {
  const refused = (text: string) => {
    try {
      fromFile("p.json", text);
    } catch (error) {
      assert.ok(error instanceof StudioError);
      return error.message;
    }
    return "read";
  };
  assert.match(refused("{"), /p\.json: expected a project file/);
  assert.match(refused("[]"), /the file: expected an object/);
  assert.match(refused('{"a": 1}'), /expected "format": "themelight-studio"/);
  const changed = (change: object) =>
    refused(JSON.stringify({ ...JSON.parse(fileOf(project)), ...change }));
  assert.match(changed({ version: VERSION + 1 }), /expected version 1 or earlier, found 2/);
  assert.match(changed({ examples: [{ id: "1", text: 7 }] }), /examples\[0\]\.text: expected text/);
  assert.match(changed({ themes: {} }), /themes: expected a list/);
  assert.match(changed({ training: { model: 1 } }), /training/);
});

test("a pack's self-test has short texts with each theme and without", () => {
  const examples = [
    { id: "1", text: "long ".repeat(200), labels: ["a"] },
    { id: "2", text: "with", labels: ["a"] },
    { id: "3", text: "without", labels: [] },
    { id: "4", text: "unknown", labels: [], ignore: ["a"] },
  ];
  assert.deepEqual(selfTestTexts({ ...project, examples }), ["with", "without"]);
});

test("the line for a site names the pack", () => {
  assert.equal(fileNameOf("Lũ lụt & giá Đất 2026"), "lu-lut-gia-dat-2026");
  assert.equal(fileNameOf("…"), "themes");
  const line =
    '<script async src="https://YOUR-SITE/embed/themelight.js"\n  integrity="x"></script>\n';
  assert.equal(
    snippetFor(line, "a"),
    '<script async src="https://YOUR-SITE/embed/themelight.js"\n  integrity="x"\n  data-model="a.themelight"></script>',
  );
});

test("a stop counts before the trainer has begun and after it has answered", async () => {
  const calls: string[] = [];
  let whileTraining = () => {};
  const trainer = {
    async train() {
      calls.push("train");
      whileTraining();
      return { model: new Uint8Array(), report: { themes: [] } };
    },
    stop: () => calls.push("stop"),
  };
  const kept = {
    data: undefined,
    save: async () => {
      throw new Error("kept");
    },
    clear: async () => {},
  };
  const project = new Project({} as Training, trainer as unknown as TrainerHandle, kept);
  const early = project.train();
  project.stop();
  await assert.rejects(early, { code: "stopped" });
  assert.deepEqual(calls, ["stop"]);
  whileTraining = () => project.stop();
  await assert.rejects(project.train(), { code: "stopped" });
  // The next training is not stopped: its result is kept.
  whileTraining = () => {};
  await assert.rejects(project.train(), { message: "kept" });
});

/** Replaces `fetch` until the test ends. */
function answerWith(
  context: TestContext,
  answer: (signal: AbortSignal) => Promise<Response>,
): void {
  context.mock.method(globalThis, "fetch", (_: URL, { signal }: { signal: AbortSignal }) =>
    answer(signal),
  );
}
const FILE = new URL("https://site.example/a.wasm");

test("a file is fetched with its progress, and what fails names file and status", async (context) => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(Uint8Array.of(1, 2));
      controller.enqueue(Uint8Array.of(3));
      controller.close();
    },
  });
  answerWith(context, async () => new Response(body));
  const loaded: number[] = [];
  const bytes = new Uint8Array(await fetchFile(FILE, (count) => loaded.push(count)));
  assert.deepEqual([...bytes], [1, 2, 3]);
  assert.deepEqual(loaded, [2, 3]);
  answerWith(context, async () => new Response("", { status: 503 }));
  const expected = { name: "FetchError", message: "/a.wasm: HTTP 503" };
  await assert.rejects(fetchFile(FILE), expected);
});

test("a file of which nothing arrives any more is given up", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  answerWith(context, async (signal) => {
    const silent = new ReadableStream({
      start(controller) {
        controller.enqueue(Uint8Array.of(1));
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(silent);
  });
  let file: Promise<ArrayBuffer> | undefined;
  await new Promise<void>((resolve) => {
    file = fetchFile(FILE, () => resolve());
  });
  // A turn of the event loop: the wait for the second byte begins.
  await new Promise(setImmediate);
  context.mock.timers.tick(19_999);
  assert.equal(await Promise.race([file, "waits"]), "waits");
  context.mock.timers.tick(1);
  await assert.rejects(file!, { name: "FetchError", message: "/a.wasm: no answer" });
});

test("a stopped training fails, and the next one goes to the next trainer", async () => {
  const events: unknown[] = [];
  const scope = globalThis as unknown as { postMessage?: (message: unknown) => void };
  scope.postMessage = (message) => events.push(message);
  const handle = new TrainerHandle({} as WebAssembly.Module);
  /** Gives a trainer to the handle whose trainings end with `result`. */
  const use = async (result: Promise<string>): Promise<MessagePort> => {
    const { port1, port2 } = new MessageChannel();
    serve(Promise.resolve({ arrived() {}, start() {}, train: () => result }), port1);
    await handle.use(port2);
    return port1;
  };
  try {
    const early = handle.train([], {});
    const never = await use(new Promise(() => {}));
    const running = handle.train([], {});
    handle.stop();
    for (const one of [early, running]) await assert.rejects(one, { code: "stopped" });
    assert.deepEqual(events, [{ event: { type: "trainer-stopped" } }]);
    const unserved = handle.train([], {});
    handle.stop();
    await assert.rejects(unserved, { code: "stopped" });
    const next = handle.train([], {});
    const port = await use(Promise.resolve("model"));
    assert.equal(await next, "model");
    handle.fail(new StudioError("worker", "It did not start."));
    await assert.rejects(handle.train([], {}), { code: "worker" });
    for (const one of [never, port]) one.close();
  } finally {
    delete scope.postMessage;
  }
});

test("the module goes to a trainer whose port has arrived, the training after it", async () => {
  const { port1, port2 } = new MessageChannel();
  const calls: string[] = [];
  let arrive: (() => void) | undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const method = (name: string) => () => {
    calls.push(name);
    return name;
  };
  const trainer = { arrived: () => arrived, start: method("start"), train: method("train") };
  serve(Promise.resolve(trainer), port1);
  const handle = new TrainerHandle({} as WebAssembly.Module);
  const used = handle.use(port2);
  const trained = handle.train([], {});
  // A message there and back.
  const { port1: here, port2: there } = new MessageChannel();
  await new Promise((resolve) => {
    here.onmessage = resolve;
    there.postMessage(null);
  });
  assert.deepEqual(calls, []);
  arrive!();
  assert.equal(await trained, "train");
  await used;
  assert.deepEqual(calls, ["start", "train"]);
  for (const port of [port1, here]) port.close();
});

// `new Worker` in a worker sometimes never returns in Firefox: the page starts all workers.
test("the studio's workers start no workers", () => {
  const folder = new URL("../../www/studio/worker/", import.meta.url);
  for (const name of readdirSync(folder).filter((one) => one !== "rpc.ts")) {
    const code = readFileSync(new URL(name, folder), "utf8").replace(/^ *(\*|\/[/*]).*/gm, "");
    assert.doesNotMatch(code, /new Worker|startWorker/, name);
  }
});

test("the samples name no level between province and commune: there is none since 1 July 2025", () => {
  for (const sample of [SAMPLE_TABLES.vi, ARTICLES.vi])
    assert.doesNotMatch(sample, /(?<!\p{L})(huyện|quận|thị xã|thị trấn)(?!\p{L})/iu);
});
