// Spreadsheets: the cells that the studio's wasm reads, and the same files in the command line.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { openWorkbook } from "../../www/studio/import/sheet.js";
import { OLE, readSource, STARTS, withSheet } from "../../www/studio/import/source.js";
import { loadTraining } from "../../www/studio/training.js";
import type { StudioError } from "../../www/studio/worker/rpc.js";
import { DEV_CLI } from "../../www/tools/build.mjs";
import { SAMPLE_TABLES } from "./lib/samples.js";
import { DATE, DATE_AND_TIME, ods, xlsx } from "./lib/spreadsheet.js";

const training = await loadTraining(readFileSync("target/training-wasm/training.wasm"));
const wasm = readFileSync("target/sheets-wasm/sheets.wasm");
const old = readFileSync("tests/fixtures/sheets/old.xls");
/** Later calls need no wasm. */
await openWorkbook("old.xls", old, wasm);

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "themelight-sheets-"));
});
after(() => rmSync(folder, { recursive: true }));

/** Runs `themelight train` on a file and returns what it says. */
function command(name: string, bytes: Uint8Array | string, ...options: string[]) {
  writeFileSync(join(folder, name), bytes);
  const args = ["train", "--out", "out", ...options, name];
  return spawnSync(DEV_CLI, args, { cwd: folder, encoding: "utf8" });
}

const read = (name: string, bytes: Uint8Array) => readSource(name, Uint8Array.from(bytes).buffer);

const rowsOf = async (bytes: Uint8Array) => (await read("a", bytes)).content;

test("cells are read as they are shown", async () => {
  const rich =
    '<is><r><t xml:space="preserve">Giá đất </t></r><r><rPr><b/></rPr><t>tăng</t></r></is>';
  const cells = [
    ["Nội dung  hai", "Nội dung  hai"],
    [7, "7"],
    [0.1, "0.1"],
    [["", "<v>0.30000000000000004</v>"], "0.30000000000000004"],
    [["", "<v>1.5E+20</v>"], "150000000000000000000"],
    [["", "<f>1+2</f><v>3</v>"], "3"],
    [['t="str"', "<f>A1&amp;B1</f><v>ghép</v>"], "ghép"],
    [["", "<f>A1</f>"], "=A1"],
    [['t="b"', "<v>1</v>"], "TRUE"],
    [['t="b"', "<v>0</v>"], "FALSE"],
    [['t="e"', "<v>#N/A</v>"], "#N/A"],
    [[DATE, "<v>46355</v>"], "2026-11-29"],
    [[DATE_AND_TIME, "<v>46355.5</v>"], "2026-11-29 12:00:00"],
    [['t="inlineStr"', rich], "Giá đất tăng"],
  ] as const;
  const file = xlsx([{ name: "S", rows: cells.map(([cell]) => ["x", cell]) }]);
  assert.deepEqual(
    await rowsOf(file),
    cells.map(([, shown]) => ["x", shown]),
  );
});

const TABLE = [
  ["Nội dung", "Chủ đề"],
  ["Xã nhận gạo.", "Cứu trợ"],
  ["Giá đất tăng.", "Giá đất"],
];

test("the first visible sheet with cells is read, and any other by choice", async () => {
  const sheets = [
    { name: "Ghi chú", hidden: true, rows: [["không đọc"]] },
    { name: "Trống", rows: [] },
    { name: "Dữ liệu", rows: TABLE },
    { name: "Khác", rows: [["x"]] },
  ];
  const source = await read("a.xlsx", xlsx(sheets));
  assert.deepEqual(
    source.book?.sheets,
    sheets.map(({ name, hidden = false }) => ({ name, hidden })),
  );
  assert.equal(source.sheet, 2);
  assert.deepEqual(source.content, TABLE);
  assert.deepEqual(withSheet(source, 3).content, [["x"]]);
  assert.deepEqual(withSheet(source, 1).content, []);
  const hidden = await read("a.xlsx", xlsx([sheets[1]!, sheets[0]!]));
  assert.equal(hidden.sheet, 1);

  const said = command("a.xlsx", xlsx(sheets)).stderr;
  assert.match(
    said,
    /a\.xlsx: reads the sheet `Dữ liệu` of `Ghi chú` \(hidden\), `Trống`, `Dữ liệu`, `Khác`; choose another with --sheet/,
  );
  for (const sheet of ["Dữ liệu", "3"]) {
    const chosen = command("a.xlsx", xlsx(sheets), "--sheet", sheet).stderr;
    assert.doesNotMatch(chosen, /reads the sheet/);
    assert.match(chosen, /with `cuu-tro`/, sheet);
  }
  assert.match(
    command("a.xlsx", xlsx(sheets), "--sheet", "Dữ").stderr,
    /expected one of the sheets Ghi chú, Trống, Dữ liệu, Khác, found `Dữ`/,
  );
});

test("merged cells, titles, empty rows and columns, and stray cells", async () => {
  const rows = [
    [],
    [null, "Bảng đoạn văn đã gán nhãn"],
    [null, "Nội dung", null, "Chủ đề"],
    [null, "Một hai", null, "Lũ"],
    [null, "Ba bốn"],
    [null, "Năm sáu", null, "Giá"],
  ];
  const stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
  const file = xlsx([{ name: "S", rows, merged: ["B2:D2", "D4:D5"], more: stray }]);
  const cells = (await rowsOf(file)) as string[][];
  assert.deepEqual(cells.slice(0, 6), [
    [],
    ["Bảng đoạn văn đã gán nhãn"],
    ["Nội dung", "Chủ đề"],
    ["Một hai", "Lũ"],
    ["Ba bốn", "Lũ"],
    ["Năm sáu", "Giá"],
  ]);
  assert.equal(cells.length, 1_048_576);
  assert.deepEqual(cells.at(-1), ["", "", "1"]);
  const { mapping } = training.readTable(cells.slice(0, 6));
  const { examples } = training.importRows(cells.slice(0, 6), mapping);
  assert.deepEqual(
    examples.map(({ id, text, labels }) => [id, text, labels]),
    [
      ["4", "Một hai", ["Lũ"]],
      ["5", "Ba bốn", ["Lũ"]],
      ["6", "Năm sáu", ["Giá"]],
    ],
  );
});

test("merged cells of .ods are read as those of .xlsx", async () => {
  const notes = { name: "Ghi chú", rows: [["Gộp"], [null], ["Ba"]], merged: ["A1:A2"] };
  const rows = [
    [],
    [],
    [null, "Bảng đoạn văn đã gán nhãn"],
    [null, "Nội dung", "Báo", "Chủ đề"],
    [null, "Xã nhận gạo.", "Tin", "Cứu trợ"],
    [null, "Trường phát sách."],
    [null, "Trạm phát thuốc.", "Tin"],
    [],
    [],
    [],
    [null, "Giá đất tăng.", "Mới", "Giá đất"],
    [null, "Giá đất tăng.", "Mới"],
    [null, "Giá đất giảm.", "Mới", "Giá đất"],
  ];
  const table = { name: "Dữ liệu", rows, merged: ["B3:D3", "C5:C6", "D5:D7", "D11:D12"] };
  const inExcel = await read("merged.xlsx", xlsx([notes, table]));
  // LibreOffice converted that .xlsx: soffice --convert-to ods merged.xlsx
  const file = readFileSync("tests/fixtures/sheets/merged.ods");
  const source = await read("merged.ods", file);
  assert.deepEqual(source.book?.sheets, inExcel.book?.sheets);
  assert.deepEqual(source.content, [["Gộp"], ["Gộp"], ["Ba"]]);
  const { content } = withSheet(source, 1);
  assert.deepEqual(content, withSheet(inExcel, 1).content);
  assert.deepEqual(content.slice(4, 7), [
    ["Xã nhận gạo.", "Tin", "Cứu trợ"],
    ["Trường phát sách.", "Tin", "Cứu trợ"],
    ["Trạm phát thuốc.", "Tin", "Cứu trợ"],
  ]);
  const said = command("merged.ods", file, "--sheet", "2").stderr;
  assert.equal(
    said,
    command("merged.xlsx", xlsx([notes, table]), "--sheet", "2").stderr.replaceAll(".xlsx", ".ods"),
  );
  assert.match(said, /found 3 with `cuu-tro`/);
});

test("the studio loads the wasm for the files that the wasm takes for documents", () => {
  const code = readFileSync("src/sheet/kind.rs", "utf8");
  const literal = (written: string) =>
    JSON.parse(`"${written.replace(/\\x/g, "\\u00")}"`) as string;
  const starts = [...code.matchAll(/^ {4}\("(.+)", Container::/gm)].map(([, start]) => start!);
  assert.deepEqual(STARTS, starts.map(literal));
  assert.equal(OLE, literal(/OLE: &\[u8\] = b"(.+)"/.exec(code)![1]!));
});

test(".xls and .ods are read, too", async () => {
  const source = await read("old.xls", old);
  assert.equal(source.book?.sheets[source.sheet!]?.name, "Dữ liệu");
  assert.deepEqual(source.content, [
    [],
    ["Ngày", "Nội dung", "Chủ đề"],
    ["2026-11-29", "Xã nhận gạo & chăn ấm.", "Cứu trợ"],
    ["1.5", "Trường phát sách mới.", "Cứu trợ"],
    ["TRUE", "Giá đất tăng mạnh.", "Giá đất"],
  ]);
  assert.deepEqual(await rowsOf(ods(TABLE)), TABLE);
});

/** The bytes of the signature of Office's older files, and a name in its list of parts. */
const ole = (part: string) =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from(part, "utf16le"), ...Array(600).fill(0)]);
const zip = (part: string) => zipSync({ [part]: strToU8("x") });
const truncated = xlsx([{ name: "S", rows: TABLE }]).slice(0, 900);

test("files that are no table are refused with what came and the cure", async () => {
  const refused: [name: string, bytes: Uint8Array, code: string, said: RegExp][] = [
    ["a.xlsx", ole("EncryptedPackage"), "protected-sheet", /without a password, found an encry/],
    ["a.xlsx", ole("WordDocument"), "other-document", /found a file like \.doc;/],
    ["a.xls", ole("Workbook"), "damaged-sheet", /found a damaged one/],
    ["a.xlsx", zip("word/document.xml"), "other-document", /found a file like \.docx;/],
    ["a.xlsx", zip("ppt/slides.xml"), "other-document", /found a file like \.pptx;/],
    ["a.xlsb", zip("xl/workbook.bin"), "other-document", /found a file like \.xlsb;/],
    ["a.xlsx", zip("data.csv"), "other-document", /found a file like \.zip;/],
    ["a.xlsx", zip("xl/other.xml"), "damaged-sheet", /found a damaged one/],
    ["a.xlsx", truncated, "damaged-sheet", /found a damaged one/],
    ["a.xlsx", strToU8("%PDF-1.7 …"), "other-document", /found a file like \.pdf;/],
    ["a.xls", strToU8("\n<HTML><table><tr>"), "other-document", /found a file like \.html;/],
    ["a.csv", strToU8("{\\rtf1 x}"), "other-document", /found a file like \.rtf;/],
    ["a.xlsx", xlsx([{ name: "S", rows: [] }]), "empty-sheet", /with cells, found none in 1/],
    ["a.csv", strToU8("text,label\na\0b,c\n"), "not-text", /:2: expected a table or text, found/],
  ];
  for (const [name, bytes, code, said] of refused) {
    const error: StudioError = await read(name, bytes).then(
      () => assert.fail(`${name} was read: ${code}`),
      (cause) => cause,
    );
    assert.equal(error.code, code, `${name}: ${error.message}`);
    const { status, stderr } = command(name, bytes);
    assert.equal(status, 2, stderr);
    assert.ok(stderr.includes(name) && said.test(stderr), stderr);
  }
});

test("a spreadsheet gives the model of the same table in CSV, in the studio and the command", async () => {
  const csv = SAMPLE_TABLES.vi;
  const { preview: _, ...guess } = training.readTable(csv);
  const { examples, rows } = training.importRows(csv, guess.mapping);
  const table: (string | null)[][] = [["Nội dung", "Chủ đề"]];
  const name = (id: string) => guess.themes.find(({ label }) => idOf.get(label) === id)!.label;
  const idOf = new Map(
    training.importRows(csv, guess.mapping).themes.map(({ id, name }) => [name, id] as const),
  );
  for (const [i, { text, labels }] of examples.entries()) {
    table[rows[i]! - 1] = [text, labels.map(name).join("; ") || null];
  }
  const file = xlsx([{ name: "S", rows: Array.from(table, (row) => row ?? []) }]);

  const { content } = await read("table.xlsx", file);
  const imported = training.importRows(content, training.readTable(content).mapping);
  assert.deepEqual(imported.examples, examples);
  const names = Object.fromEntries(imported.themes.map(({ id, name }) => [id, name]));
  const { model } = training.train(imported.examples, { names, language: "vi" });
  const { status, stderr } = command("table.xlsx", file);
  assert.ok(status === 0 || status === 1, stderr);
  assert.ok(readFileSync(join(folder, "out", "out.model")).equals(model));
});

test("unlabelled texts may be a spreadsheet", () => {
  const texts = xlsx([
    { name: "S", rows: [["Nội dung"], ["Chuyện khác hẳn."], ["Thời tiết đẹp."]] },
  ]);
  writeFileSync(join(folder, "texts.xlsx"), texts);
  const said = command("few.csv", "Nội dung;Chủ đề\nMột;lũ\n", "--unlabelled", "texts.xlsx").stderr;
  assert.match(said, /found 2 without `lũ`/);
});
