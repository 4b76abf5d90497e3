/** What the options page says about failures, in the reader's language. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { failureOf } from "../../www/extension/options/failure.js";
import { checkJsonSize, parseJson } from "../../www/extension/options/json.js";
import { checkPackSize, modelHash, packFrom } from "../../www/extension/options/pack.js";
import { translator } from "../../www/extension/shared/i18n.js";
import { RequestError } from "../../www/extension/shared/request.js";
import { settingsFrom } from "../../www/extension/shared/settings.js";
import { packModel, readPack } from "../../www/src/pack/index.js";

const bytesOf = (path: string) => new Uint8Array(readFileSync(path));
const TOY = "tests/fixtures/released/0.1.0/toy.themelight";

async function thrown(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (cause) {
    return cause;
  }
  assert.fail("expected an error");
}

test("each failure of an import has a text of its own in both languages, without English in the Vietnamese one", async () => {
  const altered = bytesOf(TOY);
  altered[60]! ^= 1;
  const engine = (code: string) => () => {
    throw new RequestError("The model is refused", code);
  };
  const cases: [kind: "model" | "settings", work: () => unknown][] = [
    ["model", () => checkPackSize("a.model", 2 ** 30)],
    ["model", () => packFrom("a.zip", Uint8Array.of(0x50, 0x4b, 1, 2))],
    [
      "model",
      async () =>
        packFrom(
          "a.zip",
          (await import("fflate")).zipSync({ a: bytesOf(TOY) }) as Uint8Array<ArrayBuffer>,
        ),
    ],
    ["model", () => packFrom("a.themelight", altered)],
    ["model", engine("model/magic")],
    ["model", engine("model/pipeline")],
    ["model", engine("pack/self-test")],
    ["model", engine("failed")],
    ["settings", () => checkJsonSize("a.json", 2 ** 30)],
    ["settings", () => parseJson("a.json", "{")],
    ["settings", () => settingsFrom({ lang: "fr" })],
  ];
  for (const lang of ["vi", "en"] as const) {
    const texts = new Set<string>();
    for (const [kind, work] of cases) {
      const cause = await thrown(work);
      const { text, detail } = failureOf(translator(lang), cause, { name: "tệp", kind });
      assert.match(text, /“tệp”/);
      assert.equal(detail, (cause as Error).message);
      if (lang === "vi") assert.doesNotMatch(text, /\b(expected|found|the|is)\b/);
      texts.add(text);
    }
    // Too large is one text for both kinds of files.
    assert.equal(texts.size, cases.length - 1, lang);
  }
});

test("a pack is known by its model, whatever its header", async () => {
  const { header, model } = await readPack(bytesOf(TOY));
  const hashOf = async (name: string, bytes: Uint8Array) =>
    modelHash(await packFrom(name, bytes as Uint8Array<ArrayBuffer>));
  const first = await hashOf("toy.themelight", bytesOf(TOY));
  assert.equal(await hashOf("b", await packModel(model, { ...header, title: "Khác" })), first);
  assert.equal(await hashOf("toy.model", model.slice()), first);
  assert.notEqual(await hashOf("toy.model", bytesOf("models/en-town/en-town.model")), first);
});
