// The task scripts, run as a person runs them.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { parsePort, serve } from "../../www/tools/browsers/serve.mjs";
import { countsIn } from "../../www/tools/test-counts.mjs";

const folder = mkdtempSync(join(tmpdir(), "themelight-serve-"));
const PAGE = "<!doctype html>".padEnd(2000, "x");
writeFileSync(join(folder, "index.html"), PAGE);
writeFileSync(join(folder, "index.html.br"), brotliCompressSync(PAGE));
writeFileSync(join(folder, "a.wasm"), "\0asm");
writeFileSync(join(folder, "a.model"), "model");
after(() => rmSync(folder, { recursive: true }));

async function serving<T>(use: (url: string) => Promise<T>): Promise<T> {
  const { url, close } = await serve(folder, { port: 0 });
  try {
    return await use(url);
  } finally {
    await close();
  }
}

test("files are served with their types, compressed where that was prepared, and not kept", () =>
  serving(async (url) => {
    const get = (path: string, encoding: string) =>
      fetch(url + path, { headers: { "accept-encoding": encoding } });
    const page = await get("", "gzip, br");
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(page.headers.get("cache-control"), "no-store");
    assert.equal(page.headers.get("content-encoding"), "br");
    assert.equal(await page.text(), PAGE);
    const plain = await get("", "gzip");
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.equal(await plain.text(), PAGE);
    assert.equal((await get("a.wasm", "br")).headers.get("content-type"), "application/wasm");
    assert.equal((await get("a.model", "br")).headers.get("content-type"), "application/octet-stream");
  }));

test("nothing outside the folder is served, and nothing but reading is done", () =>
  serving(async (url) => {
    for (const path of ["no-such-file", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc/passwd", "%00", "%"]) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
    assert.equal((await fetch(url, { method: "POST" })).status, 405);
  }));

test("a given port that is taken is refused; without one the next free port is taken", async () => {
  const first = await serve(folder);
  const port = new URL(first.url).port;
  await assert.rejects(serve(folder, { port: Number(port) }), new RegExp(`Port ${port} is taken`));
  const second = await serve(folder);
  assert.ok(Number(new URL(second.url).port) > Number(port));
  await Promise.all([first.close(), second.close()]);
});

test("a port is a number from 0 to 65535", () => {
  assert.equal(parsePort(undefined), undefined);
  assert.equal(parsePort("9000"), 9000);
  for (const bad of ["", "http", "-1", "65536", "80.5", "8 0"]) {
    assert.throws(() => parsePort(bad), /--port takes a number/);
  }
});

test("npm start says what is wrong with its arguments before it builds anything", async () => {
  const start = (...args: string[]) =>
    spawnSync(process.execPath, ["www/tools/start.mjs", ...args], { encoding: "utf8", timeout: 20_000 });
  for (const [args, message] of [
    [["--port", "many"], /--port takes a number/],
    [["--prot", "9000"], /Unknown option '--prot'[\s\S]*Usage: npm start/],
  ] as const) {
    const { status, stderr } = start(...args);
    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /, "no stack");
  }
  const { status, stdout } = start("--help");
  assert.equal(status, 0);
  assert.match(stdout, /--port N/);
});

test("npm start serves the demo, and a taken port ends it with a clear word", async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "localhost", resolve));
  const { port } = blocker.address() as { port: number };
  const taken = spawnSync(process.execPath, ["www/tools/start.mjs", "--port", String(port)], {
    encoding: "utf8",
  });
  blocker.close();
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, new RegExp(`Port ${port} is taken`));

  const child = spawn(process.execPath, ["www/tools/start.mjs", "--port", "0"]);
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        const address = /http:\/\/localhost:\d+\//.exec(String(chunk));
        if (address) resolve(address[0]);
      });
      child.on("exit", () => reject(new Error("npm start ended")));
    });
    assert.match(await (await fetch(url)).text(), /<article/);
  } finally {
    child.kill();
  }
});

test("the runners' summaries are counted", () => {
  const cargo =
    "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
  assert.deepEqual(countsIn(`${cargo}noise\n${cargo}`), { passed: 24, failed: 0, skipped: 2 });
  assert.deepEqual(countsIn("ℹ tests 5\nℹ pass 4\nℹ fail 0\nℹ skipped 1\n"), {
    passed: 4,
    failed: 0,
    skipped: 1,
  });
  assert.deepEqual(countsIn("nothing"), { passed: 0, failed: 0, skipped: 0 });
});

test("crate and package have one version", () => {
  const crate = /^version = "(.+)"$/m.exec(readFileSync("Cargo.toml", "utf8"))![1];
  assert.equal(JSON.parse(readFileSync("package.json", "utf8")).version, crate);
});

test("the lock file names no registry", () => {
  assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /"resolved"/);
});

test("the task scripts start in a clone where nothing is installed", () => {
  const scripts = ["www/tools", "www/embed", "www/extension", "tests/bench", "tests/bench/lib"].flatMap(
    (folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".mjs"))
        .map((name) => `${folder}/${name}`),
  );
  assert.ok(scripts.length > 20);
  for (const script of scripts) {
    const imported = [...readFileSync(script, "utf8").matchAll(/^(?:import|export) [^;]*?from "([^"]+)"/gm)];
    for (const [, name] of imported)
      assert.match(name!, /^(?:node:|\.)/, `${script} imports ${name} at its start`);
  }
});
