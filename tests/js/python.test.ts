// What `npm run test:python` says where Python or Java is missing. The wheel's own tests are in
// tests/python.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inRoot } from "../../www/tools/run.mjs";

const MODULE = pathToFileURL(inRoot("www/tools/python.mjs")).href;

/** Calls a function of the script on a machine without any program on the PATH. */
function call(name: string, env: Record<string, string>) {
  const code = `
    import { main } from ${JSON.stringify(new URL("run.mjs", MODULE).href)};
    import { ${name} } from ${JSON.stringify(MODULE)};
    await main(async () => console.log("result:", await ${name}()));`;
  const options = { encoding: "utf8", env: { PATH: "", ...env } } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", code],
    options,
  );
  return { status, stdout, stderr };
}

test("without Java the tests of Spark are skipped with a message, and fail in CI", () => {
  const message = /Expected Java 17 or newer for Spark, found none\. .* set JAVA_HOME\./;
  const here = call("hasJava", {});
  assert.equal(here.status, 0, here.stderr);
  assert.match(here.stdout, /^Skipping the tests of Spark: /);
  assert.match(here.stdout, message);
  assert.match(here.stdout, /result: false\n$/);
  const ci = call("hasJava", { CI: "true" });
  assert.equal(ci.status, 1);
  assert.match(ci.stderr, message);
});

test("without Python the error says what to install", () => {
  const { status, stderr } = call("findPython", {});
  assert.equal(status, 1);
  assert.match(stderr, /Expected Python 3\.11 or newer .* apt-get install python3 python3-venv/);
});
