// Tests of the task scripts.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { parsePort, serve } from "../../www/tools/browsers/serve.mjs";
import { ifChanged, modulesOf } from "../../www/tools/build/stamp.mjs";
import { BuildStatus } from "../../www/tools/build/status.mjs";
import { Failure, inRoot } from "../../www/tools/run.mjs";
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

test("files are served with their types, with Brotli where a .br exists, and not cached", () =>
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
    assert.equal(
      (await get("a.model", "br")).headers.get("content-type"),
      "application/octet-stream",
    );
  }));

test("nothing outside the folder is served, and only GET and HEAD are allowed", () =>
  serving(async (url) => {
    for (const path of [
      "no-such-file",
      "%2e%2e/%2e%2e/etc/passwd",
      "..%2f..%2fetc/passwd",
      "%00",
      "%",
    ]) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
    assert.equal((await fetch(url, { method: "POST" })).status, 405);
  }));

test("a port in use is refused; the default is the next free port", async () => {
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

test("npm start and npm run dev reject wrong arguments before they build", async () => {
  for (const script of ["start", "dev"]) {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [`www/tools/${script}.mjs`, ...args], { encoding: "utf8" });
    for (const [args, message] of [
      [["--port", "many"], /--port takes a number/],
      [["--prot", "9000"], /Unknown option '--prot'[\s\S]*Usage: npm (start|run dev)/],
    ] as const) {
      const { status, stderr } = run(...args);
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /, "no stack");
    }
    const { status, stdout } = run("--help");
    assert.equal(status, 0);
    assert.match(stdout, /--port N/);
  }
});

test("npm start serves the demo; a taken port ends it with a message", async () => {
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
    // If the build fails, no address comes before the last line.
    const [url] = await outputOf(child, /http:\/\/localhost:\d+\/|Stop with Ctrl\+C/);
    assert.match(url, /^http/, "the site is built");
    const page = await (await fetch(url)).text();
    assert.match(page, /<article/);
    assert.equal(page, readFileSync("dist/site/index.html", "utf8"), "the page as it was built");
  } finally {
    child.kill();
  }
});

test("the numbers of tests are read from the output of cargo and Node", () => {
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

test("crate and package have the same version", () => {
  const crate = /^version = "(.+)"$/m.exec(readFileSync("Cargo.toml", "utf8"))![1];
  assert.equal(JSON.parse(readFileSync("package.json", "utf8")).version, crate);
});

test("the lock file names no registry", () => {
  assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /"resolved"/);
});

test("the task scripts start in a clone where nothing is installed", () => {
  const scripts = ["www/tools", "www/embed", "www/extension", "tests/bench"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".mjs") && !/(^|\/)node_modules\//.test(name))
      .map((name) => `${folder}/${name}`),
  );
  assert.ok(scripts.length > 20);
  for (const script of scripts) {
    const imported = [
      ...readFileSync(script, "utf8").matchAll(/^(?:import|export) [^;]*?from "([^"]+)"/gm),
    ];
    for (const [, name] of imported)
      assert.match(name!, /^(?:node:|\.)/, `${script} imports ${name} at its start`);
  }
});

test("every script that npm runs exists", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const [name, command] of Object.entries<string>(scripts)) {
    const path = /^node (\S+)/.exec(command)?.[1];
    if (path) assert.ok(existsSync(path), `${name}: ${path}`);
  }
});

test("every cargo call of the task scripts that may write Cargo.lock is --locked", () => {
  for (const name of readdirSync("www/tools", { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".mjs")) continue;
    const text = readFileSync(join("www/tools", name), "utf8");
    for (const [call, command] of text.matchAll(/"cargo",\s*\[\s*"(\w+)"[^\]]*\]/g)) {
      if (command === "fmt") continue;
      assert.match(call, /--locked|\.\.\.(?:CLI|WASM|source)\b/, `${name}: ${call}`);
    }
  }
});

/** Writes scripts to a folder under target/, since `ifChanged` requires paths in the repository. */
function scriptsIn(name: string, files: Record<string, string>) {
  const path = inRoot("target", "test", `${name}-${process.pid}`);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a build step runs again when a module of its script changes, directly imported or not", async (t) => {
  const path = scriptsIn("stamp", {
    "step.mjs": 'import { a } from "./a.mjs";\n',
    "a.mjs": '/** `import css from "./ui.css"` */\nexport const a = () => import("./b.mjs");\n',
    "b.mjs": "export {};\n",
    "other.mjs": "export {};\n",
    output: "",
  });
  t.mock.method(console, "log", () => {});
  const name = `test step ${process.pid}`;
  after(() => rmSync(inRoot("target", "stamps", name), { force: true }));
  const script = pathToFileURL(join(path, "step.mjs")).href;
  const output = `target/test/stamp-${process.pid}/output`;
  const step = () => ifChanged(name, { script, inputs: [], outputs: [output] }, () => {});
  assert.equal(await step(), true);
  assert.equal(await step(), false);
  writeFileSync(join(path, "other.mjs"), "export const other = 1;\n");
  assert.equal(await step(), false, "not imported");
  for (const file of ["step.mjs", "a.mjs", "b.mjs"]) {
    writeFileSync(join(path, file), `${readFileSync(join(path, file), "utf8")}// changed\n`);
    assert.equal(await step(), true, file);
    assert.equal(await step(), false, file);
  }
  rmSync(join(path, "output"));
  assert.equal(await step(), true, "an output is missing");
});

test("the build's steps have the CSS tool among their inputs", () => {
  for (const script of [
    "www/embed/build.mjs",
    "www/extension/build.mjs",
    "www/tools/build/package.mjs",
  ]) {
    const modules = modulesOf(resolve(script));
    assert.ok(modules.includes(resolve("www/tools/build/css-text.mjs")), script);
    assert.ok(modules.includes(resolve("www/tools/build/stamp.mjs")), script);
    assert.match(readFileSync(script, "utf8"), /script: import\.meta\.url/, script);
  }
});

test("a build step runs again when the lock file changes, for example esbuild's version", async (t) => {
  // A copy of the scripts uses its folder as the repository's root.
  const copy = mkdtempSync(join(tmpdir(), "themelight-stamp-"));
  after(() => rmSync(copy, { recursive: true }));
  for (const name of ["run.mjs", "build/stamp.mjs"]) {
    cpSync(join("www/tools", name), join(copy, "www/tools", name), { recursive: true });
  }
  t.mock.method(console, "log", () => {});
  const stamp = pathToFileURL(join(copy, "www/tools/build/stamp.mjs")).href;
  const copied: { ifChanged: typeof ifChanged } = await import(stamp);
  const step = () => copied.ifChanged("step", { inputs: [], outputs: [] }, () => {});
  writeFileSync(join(copy, "package-lock.json"), '{"esbuild": "1.0.0"}');
  assert.equal(await step(), true);
  assert.equal(await step(), false);
  writeFileSync(join(copy, "package-lock.json"), '{"esbuild": "1.0.1"}');
  assert.equal(await step(), true);
});

/** Returns a function that reads the next message of a stream of server-sent events. */
async function eventsOf(url: string) {
  const response = await fetch(new URL("/@build/events", url));
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  return async () => {
    for (;;) {
      const message = /^data: (.*)\n\n/m.exec(received);
      if (message) {
        received = received.slice(message.index + message[0].length);
        return message[1]!;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error("the server closed the stream");
      received += value;
    }
  };
}

test("every address shows a running build; after it a reload shows the site", async () => {
  const status = new BuildStatus();
  const { url, close } = await serve(folder, { port: 0, intercept: status.intercept });
  try {
    let finish = () => {};
    const built = status.run(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    for (const path of ["", "no-such-page.html"]) {
      const waiting = await fetch(url + path, { headers: { "accept-encoding": "br" } });
      assert.equal(waiting.status, 503, path);
      assert.equal(waiting.headers.get("content-type"), "text/html; charset=utf-8");
      const text = await waiting.text();
      assert.match(text, /Building/);
      assert.match(text, /<script src="\/@build\/reload.js" data-version="0">/);
    }
    assert.match(await (await fetch(new URL("/@build/reload.js", url))).text(), /location\.reload/);
    const next = await eventsOf(url);
    finish();
    assert.equal(await built, undefined);
    assert.notEqual(await next(), "0");
    assert.equal(await (await fetch(url)).text(), PAGE);
    assert.equal((await fetch(`${url}no-such-page.html`)).status, 404);
    const late = await eventsOf(url);
    assert.notEqual(await late(), "0", "a page that connects after the build gets its version");
  } finally {
    await close();
  }
});

test("a failed build is shown with its output, escaped; the next build replaces it", async () => {
  const status = new BuildStatus();
  const options = { port: 0, intercept: status.intercept, append: () => status.script };
  const { url, close } = await serve(folder, options);
  try {
    const next = await eventsOf(url);
    const failure = Object.assign(new Failure("cargo failed (exit code 101)."), {
      output: "\u001b[31merror\u001b[0m: expected `<T>` & more",
    });
    assert.equal(await status.run(() => Promise.reject(failure)), failure);
    const failed = await next();
    const page = await (await fetch(url)).text();
    assert.match(page, /The build failed/);
    assert.match(page, /error: expected `&lt;T&gt;` &amp; more\ncargo failed \(exit code 101\)\./);
    assert.ok(page.includes(`data-version="${failed}"`), "reloads after the next build");
    await status.run(async () => {});
    const ready = await next();
    assert.notEqual(ready, failed);
    const fixed = await (await fetch(url)).text();
    assert.ok(fixed.startsWith(PAGE));
    assert.ok(fixed.includes(`<script src="/@build/reload.js" data-version="${ready}"></script>`));
    assert.equal(await (await fetch(`${url}a.wasm`)).text(), "\0asm", "other files stay");
  } finally {
    await close();
  }
});

/** Starts a script and resolves with the first match in its output. */
function outputOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const collect = (chunk: Buffer) => {
      printed += chunk;
      const match = pattern.exec(printed);
      if (match) resolve(match);
    };
    child.stdout!.on("data", collect);
    child.stderr!.on("data", collect);
    child.on("exit", (code) => reject(new Error(`exit code ${code}:\n${printed}`)));
  });
}

test("npm start serves the error if the build fails", async () => {
  // The build fails at its first step without cargo on the PATH.
  const env = { ...process.env, PATH: "" };
  const child = spawn(process.execPath, ["www/tools/start.mjs", "--port", "0"], { env });
  try {
    const [port, stopped] = await Promise.all([
      outputOf(child, /at port (\d+)/),
      outputOf(child, /Stop with Ctrl\+C/),
    ]);
    assert.ok(stopped);
    const response = await fetch(`http://localhost:${port[1]}/`);
    assert.equal(response.status, 503);
    const page = await response.text();
    assert.match(page, /The build failed/);
    assert.match(page, /Rust is missing/);
  } finally {
    child.kill();
  }
});

test("npm run dev builds again after a change, reloads the page, and stops on Ctrl+C", async () => {
  const added = `www/demo/test-${process.pid}.txt`;
  const child = spawn(process.execPath, ["www/tools/dev.mjs", "--port", "0"]);
  try {
    const url = (await outputOf(child, /Ready in .*(http:\/\/localhost:\d+\/)/))[1]!;
    const page = await (await fetch(url)).text();
    const version = /<script src="\/@build\/reload\.js" data-version="([^"]+)">/.exec(page)?.[1];
    assert.match(page, /<article/);
    const next = await eventsOf(url);
    assert.equal(await next(), version, "the page is up to date");
    writeFileSync(added, "one");
    assert.notEqual(await next(), version);
    assert.equal(await (await fetch(url + added.slice("www/demo/".length))).text(), "one");
    rmSync(added);
    await next();
    assert.equal((await fetch(url + added.slice("www/demo/".length))).status, 404);
    const ended = once(child, "exit");
    child.kill("SIGINT");
    assert.deepEqual(await ended, [0, null]);
  } finally {
    child.kill("SIGKILL");
    rmSync(added, { force: true });
  }
});
