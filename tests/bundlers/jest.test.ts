// The package under Jest with its defaults: CommonJS, in the environments of Node and of jsdom.
import assert from "node:assert/strict";
import { test } from "node:test";
import { project, runTool, SENTENCE } from "./lib/project.js";

const TEST = `
const { attach, load, ThemelightError } = require("themelight");
test("tags", async () => {
  const tagger = await load();
  expect(tagger.tag(["${SENTENCE}"])[0].themes[0].theme).toBe("discipline");
});
test("attach says what is missing", async () => {
  const tagger = await load();
  jest.spyOn(console, "error").mockImplementation(() => {});
  const document = globalThis.document;
  if (document) document.body.innerHTML = "<article><p>${SENTENCE}</p></article>";
  const before = document?.body.outerHTML;
  let error;
  try { attach(tagger, "article"); } catch (thrown) { error = thrown; }
  expect(error).toBeInstanceOf(ThemelightError);
  expect(error.code).toBe("page/failed");
  expect(error.message).toMatch(document ? /ResizeObserver/ : /no document/);
  expect(document?.body.outerHTML).toBe(before);
});`;

for (const environment of ["node", "jsdom"]) {
  test(`Jest runs the package in the environment ${environment}`, () => {
    const folder = project(`jest-${environment}`, {
      "package.json": '{ "name": "jest-project", "private": true, "jest": {} }',
      "use.test.js": TEST,
    });
    const report = runTool(folder, "jest", "--rootDir", folder, "--env", environment, "--json");
    assert.equal(JSON.parse(report).numPassedTests, 2);
  });
}
