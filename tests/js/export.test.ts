// Exported paragraphs, and links to paragraphs that changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Format, formatted } from "../../www/src/legend/export.js";
import { keyOf, paragraphOf } from "../../www/src/legend/share.js";

Object.assign(globalThis, { location: { href: "https://bao.vn/tin?a=1#binh-luan" } });

function exported(format: Format, texts: readonly string[], names = ["Kỷ luật"]): string {
  const themes = names.map((name) => ({ theme: { name }, score: 0.9126 }));
  const page = { shown: texts.map((_, i) => i), paragraphs: texts, themesOf: () => themes };
  const paragraphs = texts.map((text) => ({ text }));
  return formatted({ ...page, paragraphs } as unknown as Parameters<typeof formatted>[0], format);
}

test("CSV quotes every cell, and no cell is a formula", () => {
  const texts = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", '  =1, "x"', "a\nb"];
  const csv = exported("csv", texts, ["Đào tạo", "Kỷ luật"]);
  assert.ok(csv.startsWith("\ufeff"), "a byte order mark");
  const rows = csv.slice(1).split("\r\n");
  assert.equal(rows[0], '"themes","scores","text","link"');
  assert.equal(rows.length, texts.length + 2, "a header, the paragraphs, an empty last line");
  const cells = rows.slice(1, -1).map((row) => row.split('","')[2]);
  assert.deepEqual(cells, [
    "'=HYPERLINK(1)",
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    '\'  =1, ""x""',
    "a\nb",
  ]);
  assert.match(rows[1]!, /^"Đào tạo; Kỷ luật","0.913; 0.913",/);
  assert.match(rows[1]!, /"https:\/\/bao\.vn\/tin\?a=1#themelight-paragraph=[\w.]+"$/);
});

test("plain text has the themes before each paragraph", () => {
  assert.equal(exported("txt", ["Một.", "Hai."]), "[Kỷ luật]\nMột.\n\n[Kỷ luật]\nHai.\n");
});

test("Markdown escapes what would be markup", () => {
  const [first = ""] = exported("md", ["# *Một* [hai](x) <b> `c` 1_2\n- ba\n1. bốn"]).split(
    "\n>\n",
  );
  assert.equal(first, "> \\# \\*Một\\* \\[hai\\](x) \\<b\\> \\`c\\` 1\\_2\n> \\- ba\n> 1\\. bốn");
});

const TEXTS = [
  "Sáng 12/3, Huyện ủy Phú Sơn tổ chức hội nghị sơ kết quý một năm nay.",
  "Ủy ban Kiểm tra Huyện ủy đã kiểm tra mười bốn tổ chức đảng trong năm.",
  "Đến nay, phần lớn hồ sơ thủ tục hành chính của huyện được nộp qua mạng.",
];
const link = (index: number) => keyOf(TEXTS[index]!, index).split("=")[1]!;
const find = (key: string, texts: readonly string[]) =>
  paragraphOf(
    key,
    texts.map((text) => ({ text })),
  );

test("a link finds its paragraph again", () => {
  assert.deepEqual(
    TEXTS.map((_, i) => find(link(i), TEXTS)),
    [0, 1, 2],
  );
  assert.equal(find(link(1), ["Mới.", ...TEXTS]), 2, "it moved");
  const edited = TEXTS[1]!.replace("mười bốn", "14");
  assert.equal(find(link(1), [TEXTS[0]!, edited]), 1, "edited in the middle");
  assert.equal(find(link(1), [TEXTS[0]!, `Cập nhật: ${TEXTS[1]}`]), 1, "its beginning changed");
  assert.equal(find(link(1), [TEXTS[0]!, `${TEXTS[1]} Tin sẽ được cập nhật tiếp.`]), 1, "its end");
  assert.equal(
    find(
      link(1),
      TEXTS.map((text) => text.normalize("NFD")),
    ),
    1,
  );
  assert.equal(find(link(1), [TEXTS[0]!, TEXTS[2]!]), -1, "it is gone");
  assert.equal(find(link(2), [TEXTS[2]!, "x", TEXTS[2]!]), 2, "of two equal ones, the nearer");
  for (const broken of ["", ".", "..", "a.b.c", "%"]) assert.equal(find(broken, TEXTS), -1);
});
