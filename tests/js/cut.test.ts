// Where the cues that a reader sees begin and end.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../../www/src/engine/types.js";
import { COMPOUNDS } from "../../www/src/highlighter/drawing/compounds.js";
import { cuesOf } from "../../www/src/highlighter/drawing/cues.js";
import { cut } from "../../www/src/highlighter/drawing/cut.js";

/** Cuts the span between the brackets; returns the parts as text. */
function parts(marked: string): string[] {
  const start = marked.indexOf("[");
  const end = marked.indexOf("]") - 1;
  const text = marked.replace("[", "").replace("]", "");
  return cut(text, { start, end }).map((part) => text.slice(part.start, part.end));
}

test("a cue begins and ends on whole words", () => {
  assert.deepEqual(parts("Giải quyết thôi [việc] cho 12 người"), ["thôi việc"]);
  assert.deepEqual(parts("đã quyết [định kỷ luật] cán bộ"), ["quyết định kỷ luật"]);
  assert.deepEqual(parts("Ủy [ban Kiểm tra] họp"), ["Ủy ban Kiểm tra"]);
  assert.deepEqual(parts("Ủy [ban Kiểm] tra họp"), ["Ủy ban Kiểm tra"]);
  assert.deepEqual(parts("cán bộ [công] chức"), ["công chức"]);
  assert.deepEqual(parts("Hợp nhất cán [bộ công] chức"), ["cán bộ công chức"]);
});

test("a cue does not cross punctuation", () => {
  assert.deepEqual(parts("[năm, Trường] chính trị"), ["Trường"]);
  assert.deepEqual(parts("[kiểm tra, giám sát để] kịp thời"), ["kiểm tra", "giám sát"]);
  assert.deepEqual(parts("[bổ nhiệm: miễn nhiệm (cách chức] khai trừ)"), [
    "bổ nhiệm",
    "miễn nhiệm",
    "cách chức",
  ]);
  assert.deepEqual(parts("cán [bộ. Công] chức"), ["cán bộ", "Công chức"]);
  assert.deepEqual(parts("cán, [bộ] máy"), ["bộ máy"]);
});

test("function words, numbers and names are dropped at the edges only", () => {
  assert.deepEqual(parts("[khiển trách 38] đảng viên"), ["khiển trách"]);
  assert.deepEqual(parts("[số cho, 120 cán] bộ"), ["số", "cán bộ"]);
  assert.deepEqual(parts("[quyết định bổ nhiệm ông Lê] Văn An"), ["quyết định bổ nhiệm"]);
  assert.deepEqual(parts("[bổ nhiệm Nguyễn Thị Hoa]"), ["bổ nhiệm"]);
  assert.deepEqual(parts("[thi hành kỷ luật bằng hình thức] cảnh cáo"), [
    "thi hành kỷ luật bằng hình thức",
  ]);
  assert.deepEqual(parts("[và giữ chức Phó] Chủ tịch"), ["giữ chức"]);
  assert.deepEqual(parts("[theo Nghị quyết 18-NQ/TW về] sắp xếp"), ["Nghị quyết 18-NQ/TW"]);
  assert.deepEqual(parts("[của các]"), []);
});

test("NFD, capitals and any span are cut too", () => {
  assert.deepEqual(parts("ỦY [BAN KIỂM] TRA"), ["ỦY BAN KIỂM TRA"]);
  assert.deepEqual(parts("thôi [việc] ngay".normalize("NFD")), ["thôi việc".normalize("NFD")]);
  const text = "Ủy ban Kiểm tra, 38 đảng viên; (🙂) tinh giản biên chế.";
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) {
      let last = 0;
      for (const part of cut(text, { start, end })) {
        assert.ok(part.start >= last && part.end > part.start && part.end <= text.length);
        last = part.end;
        assert.doesNotMatch(text.slice(part.start, part.end), /[,;()]|^\s|\s$/u);
      }
    }
  }
});

test("cues of a text are cut; their weights add up to those of what is left", () => {
  const text = "Kiểm tra, giám sát 38 đảng viên";
  const all: Evidence[] = [{ theme: "a", start: 0, end: 21, weight: 3 }];
  const cues = cuesOf(all, "a", undefined, text);
  assert.deepEqual(
    cues.map(({ start, end }) => text.slice(start, end)),
    ["Kiểm tra", "giám sát"],
  );
  assert.equal(
    cues.reduce((sum, { weight }) => sum + weight, 0),
    3,
  );
  assert.equal(
    cuesOf([{ theme: "a", start: 19, end: 21, weight: 1 }], "a", undefined, text).length,
    0,
  );
});

test("the compounds are pairs of syllables in NFC and lower case", () => {
  assert.ok(COMPOUNDS.size > 300);
  for (const pair of COMPOUNDS) {
    assert.match(pair, /^\p{L}+ \p{L}+$/u);
    assert.equal(pair, pair.normalize("NFC").toLowerCase());
  }
});
