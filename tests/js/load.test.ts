// Loading over the network, with and without errors. Each test has a new engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, mock, test } from "node:test";
import type * as themelight from "themelight";

const dist = new URL("../../dist/npm/", import.meta.url);

let copies = 0;
/** Imports a new copy of the package with its own engine: a different query is a different module. */
const fresh = (): Promise<typeof themelight> =>
  import(new URL(`node.js?copy=${copies++}`, dist).href);

let asked: string[] = [];
let base: string;

const server = createServer(async (request, response) => {
  const path = request.url!;
  asked.push(path);
  if (path === "/page")
    return response.setHeader("content-type", "text/html").end("<!doctype html><p>SPA</p>");
  if (path === "/broken.wasm") {
    return response
      .setHeader("content-type", "application/wasm")
      .end(Buffer.from("\0asm\x01\0\0\0\x7f\x7f", "latin1"));
  }
  if (path === "/slow") return;
  try {
    const bytes = await readFile(new URL(`.${path.replace("/typeless", "")}`, dist));
    if (path.endsWith(".wasm") && !path.startsWith("/typeless"))
      response.setHeader("content-type", "application/wasm");
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.close();
  server.closeAllConnections();
});

async function failure(options: themelight.LoadOptions): Promise<themelight.ThemelightError> {
  const { load, ThemelightError } = await fresh();
  const error = await load(options).then(
    () => assert.fail("should not load"),
    (error: unknown) => error,
  );
  assert.ok(error instanceof ThemelightError, String(error));
  return error;
}

test("the engine and the model load from a server", async () => {
  const { load } = await fresh();
  const tagger = await load({
    wasm: `${base}/themelight.wasm`,
    model: new URL(`${base}/vi-public-life.model`),
  });
  assert.equal(tagger.tag(["một", "hai"]).length, 2);
});

test("several loads, also concurrent ones, fetch the wasm once", async () => {
  const { load } = await fresh();
  asked = [];
  const options = { wasm: `${base}/themelight.wasm`, model: `${base}/vi-public-life.model` };
  await Promise.all([load(options), load(options)]);
  await load(options);
  assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1);
});

test("the wasm may be a compiled module or bytes", async () => {
  const bytes = await readFile(new URL("themelight.wasm", dist));
  for (const wasm of [bytes, await WebAssembly.compile(bytes)]) {
    const { load } = await fresh();
    assert.ok((await load({ wasm })).themes.length);
  }
});

test("a wrong MIME type works, with a warning that names the right one", async () => {
  const warn = mock.method(console, "warn", () => {});
  const { load } = await fresh();
  await load({ wasm: `${base}/typeless/themelight.wasm` });
  assert.equal(warn.mock.callCount(), 1);
  assert.match(String(warn.mock.calls[0]!.arguments[0]), /application\/wasm/);
  warn.mock.restore();
});

test("options of a wrong type are refused with input/type, and the next load works", async () => {
  const { load, ThemelightError } = await fresh();
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  const view = new Uint8Array(8);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  const sources = [
    detached,
    view,
    null,
    5,
    5e9,
    true,
    {},
    [],
    [1, 2],
    new Map(),
    Symbol("model"),
    () => 1,
    7n,
  ];
  const invalid: unknown[] = [
    null,
    5,
    "text",
    true,
    [],
    Symbol("options"),
    ...[{}, null, 5].map((signal) => ({ signal })),
  ];
  for (const source of sources) invalid.push({ model: source }, { wasm: source });
  for (const options of invalid) {
    await assert.rejects(load(options as themelight.LoadOptions), (error: unknown) => {
      assert.ok(error instanceof ThemelightError, String(error));
      assert.equal(error.code, "input/type");
      return true;
    });
  }
  assert.ok(await load());
});

test("options are read as own properties, not from Object.prototype", async () => {
  const { load } = await fresh();
  const polluted = Object.prototype as { model?: unknown; wasm?: unknown; signal?: unknown };
  Object.assign(polluted, { model: `${base}/gone.model`, wasm: `${base}/gone.wasm`, signal: 5 });
  try {
    asked = [];
    assert.ok(await load());
    assert.ok(await load({}));
    assert.deepEqual(asked, []);
  } finally {
    delete polluted.model;
    delete polluted.wasm;
    delete polluted.signal;
  }
});

test("bytes that are changed or transferred after the call are read before", async () => {
  const { load } = await fresh();
  const bytes = new Uint8Array(await readFile(new URL("vi-public-life.model", dist)));
  const engine = new Uint8Array(await readFile(new URL("themelight.wasm", dist)));
  const loading = load({ model: bytes, wasm: engine });
  bytes.fill(0);
  structuredClone(engine.buffer, { transfer: [engine.buffer] });
  assert.equal((await loading).themes.length, 4);
});

test("the error for a missing wasm or model names it and the status", async () => {
  const wasm = await failure({ wasm: `${base}/gone.wasm` });
  assert.equal(wasm.code, "load/http");
  assert.match(wasm.message, /gone\.wasm answered 404/);
  const model = await failure({ model: `${base}/gone.model` });
  assert.equal(model.code, "load/http");
});

test("an HTML page in place of the wasm is reported as such", async () => {
  const error = await failure({ wasm: `${base}/page` });
  assert.equal(error.code, "load/not-wasm");
  assert.match(error.message, /an HTML page/);
});

test("the error for an invalid wasm names the file", async () => {
  const error = await failure({ wasm: `${base}/broken.wasm` });
  assert.equal(error.code, "load/compile");
  assert.match(error.message, /broken\.wasm does not compile/);
});

test("an unreachable server is a network error", async () => {
  assert.equal(
    (await failure({ wasm: "http://localhost:9/themelight.wasm" })).code,
    "load/network",
  );
});

test("after a failure the next load tries again", async () => {
  const { load } = await fresh();
  await assert.rejects(load({ wasm: `${base}/gone.wasm` }));
  assert.ok(await load());
});

test("an aborted load rejects with the signal's reason; other loads are not affected", async () => {
  const { load } = await fresh();
  const reason = new Error("changed my mind");
  await assert.rejects(load({ signal: AbortSignal.abort(reason) }), reason);
  const controller = new AbortController();
  const waiting = load({ model: `${base}/slow`, signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(waiting, reason);
  assert.ok(await load());
});
