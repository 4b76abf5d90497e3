/** Messages between the parts of the extension: which are accepted, and their types. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answer,
  type Fields,
  received,
  type Sent,
  theme,
} from "../../www/extension/shared/messages.js";

test("a message must match its entry in the table, or is refused by name", () => {
  const request = (message: unknown) => received("background", message);
  assert.deepEqual(request({ type: "tag", texts: ["một", "hai"] }), {
    type: "tag",
    texts: ["một", "hai"],
  });
  const refused: [unknown, RegExp][] = [
    [{ type: "tag", texts: ["một", 2] }, /tag\.texts\[1\]: expected a text .*, found 2/],
    [{ type: "tag", texts: Array(65).fill("") }, /at most 64 items, found 65/],
    [{ type: "tag" }, /"texts" is missing/],
    [{ type: "explain", text: "x".repeat(200_001) }, /at most 200000 characters/],
    [{ type: "correct", text: "", theme: "x", verdict: 1 }, /correct\.verdict/],
    [{ type: "correct", text: "x".repeat(20_001), theme: "x", verdict: true }, /at most 20000/],
    [
      { type: "correct", text: "x", theme: "__proto__", verdict: true },
      /correct\.theme: expected an id/,
    ],
    [{ type: "begin", more: 1 }, /"more" is not known here/],
    [{ type: "article", root: "x".repeat(1001) }, /article\.root: .*at most 1000/],
    [
      { type: "article", root: "a\fb" },
      /article\.root: .*without control characters, found U\+000C/,
    ],
    [{ type: "styles", css: "x".repeat(100_001), on: true }, /styles\.css: .*at most 100000/],
    [{ type: "report", state: { status: "tagged" } }, /"paragraphs" is missing/],
  ];
  for (const [message, reason] of refused) assert.throws(() => request(message), reason);
  const others = [
    null,
    5,
    "tag",
    [],
    {},
    { type: "constructor" },
    { type: "__proto__" },
    { type: "stop" },
  ];
  for (const other of others) assert.equal(request(other), undefined);

  const command = (message: unknown) => received("content", message);
  assert.deepEqual(command({ type: "step", by: -1 }), { type: "step", by: -1 });
  assert.throws(() => command({ type: "filter", themes: "all" }), /a list, found "all"/);
  for (const by of [0.5, 0, 2, "1", null, Number.NaN]) {
    assert.throws(() => command({ type: "step", by }), /step\.by: expected 1 or -1/);
  }
  assert.deepEqual(answer({ ok: null }, "x"), { ok: null });
  assert.throws(() => answer(undefined, "x"), /x: expected an object, found nothing/);
});

test("numbers for the badge are whole and bounded", () => {
  const state = {
    ...{ status: "tagged", paragraphs: 3, shown: 2, position: 0, filter: [], confidence: null },
    ...{ lang: "vi", themes: [] },
  };
  assert.ok(received("background", { type: "report", state }));
  for (const shown of [0.5, -1, 1e7, Number.NaN, Number.POSITIVE_INFINITY, "2"]) {
    const message = { type: "report", state: { ...state, shown } };
    assert.throws(
      () => received("background", message),
      /report\.state\.shown: expected a whole number/,
    );
  }
});

test("types of messages come from their checks", () => {
  // The compiler checks these lines; see `tsc -p www`.
  const complete: Fields<"correct"> = { text: "", theme: "a", verdict: null };
  // @ts-expect-error A field is missing.
  const missing: Fields<"correct"> = { text: "", theme: "a" };
  // @ts-expect-error A value has the wrong type.
  const wrong: Fields<"step"> = { by: 0.5 };
  // @ts-expect-error A command of another name has these fields.
  const other: Sent<"step"> = { type: "filter", themes: [] };
  assert.ok([complete, missing, wrong, other].every(Boolean));
});

test("a model whose themes have control characters is refused", () => {
  const good = {
    ...{ id: "a", name: { vi: "Tổ chức", en: "Staffing" }, threshold: 0.5, bias: -3 },
    ...{ color: "#1f5fbf", colorDark: "#8ab4ff" },
  };
  assert.deepEqual(theme(good, "theme"), good);
  for (const invalid of [
    { id: "a\f" },
    { id: 'a"]{}body{background:url(//x)}\r' },
    { id: "__proto__" },
    { name: { vi: "a\nb" } },
    { name: { "v\0": "a" } },
    { color: "red" },
    { color: "#1f5fbf\f" },
    { colorDark: "#1f5fb" },
    { threshold: Number.NaN },
  ]) {
    assert.throws(() => theme({ ...good, ...invalid }, "theme"), {
      name: /^(Validation|Limit)Error$/,
    });
  }
});
