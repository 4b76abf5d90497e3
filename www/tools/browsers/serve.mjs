// A static file server for the demo and the browser tests.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { parseArgs } from "node:util";
import { codeOf, Failure } from "../run.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const DEFAULT_PORT = 8080;
const PORTS_TO_TRY = 100;

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @typedef {object} Options
 * @property {number | undefined} [port] must be free; 0 takes any free port. Default: the next free
 *   port from 8080.
 * @property {Record<string, string>} [headers] headers of every response
 * @property {(request: Request, response: Response) => boolean} [intercept] may respond instead of
 *   the server; returns whether it did
 * @property {() => string} [append] returns text to append to every HTML page
 */

/**
 * Returns a port number from an argument; undefined if there is none.
 * @param {string | undefined} text
 */
export function parsePort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Failure(`--port takes a number from 0 (any free port) to 65535, not "${text}".`);
}

/**
 * Reads `--port N` and `--help` from the command line.
 * @param {string} usage printed with the error for other arguments
 */
export function readArguments(usage) {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    // `npm start --port 9000`, without `--`, arrives in the environment.
    return { help: values.help, port: parsePort(values.port ?? process.env.npm_config_port) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

/**
 * Serves a folder at localhost.
 * @param {string} folder
 * @param {Options} [options]
 */
export async function serve(folder, options = {}) {
  const server = createServer((request, response) => answer(folder, options, request, response));
  const port = await listenOnFreePort(server, options.port);
  return {
    url: `http://localhost:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number | undefined} port
 * @returns {Promise<number>}
 */
async function listenOnFreePort(server, port) {
  const last = port ?? DEFAULT_PORT + PORTS_TO_TRY;
  for (let tried = port ?? DEFAULT_PORT; ; tried++) {
    try {
      await listen(server, tried);
      return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    } catch (error) {
      if (codeOf(error) === "EACCES") {
        throw new Failure(`Port ${tried} is not allowed here; take one over 1023.`);
      }
      if (codeOf(error) !== "EADDRINUSE") throw error;
      if (tried < last) continue;
      throw new Failure(
        `Port ${tried} is taken. Give another one, or none to take the next free one.`,
      );
    }
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/**
 * @param {string} folder
 * @param {Options} options
 * @param {Request} request
 * @param {Response} response
 */
function answer(folder, { headers, intercept, append }, request, response) {
  if (intercept?.(request, response)) return;
  const send = (/** @type {number} */ status, /** @type {string} */ text) => {
    response
      .writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers })
      .end(text);
  };
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(405, "Only GET and HEAD.\n");
  const path = fileAt(folder, request.url ?? "/");
  if (!path) return send(404, `Nothing at ${request.url}.\n`);
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const appended = type.startsWith("text/html") ? append?.() : undefined;
  // Sends compressed files as sites do, so that pages show the real download sizes.
  const acceptsBrotli = /\bbr\b/.test(String(request.headers["accept-encoding"]));
  const compressed = !appended && acceptsBrotli && existsSync(`${path}.br`);
  const file = readFileSync(compressed ? `${path}.br` : path);
  const body = appended ? Buffer.concat([file, Buffer.from(appended)]) : file;
  response.writeHead(200, {
    "content-type": type,
    "content-length": body.length,
    // Files change with every build.
    "cache-control": "no-store",
    ...(compressed && { "content-encoding": "br" }),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * Returns the file at an address; undefined if there is none or it is outside the folder.
 * @param {string} folder
 * @param {string} address
 */
function fileAt(folder, address) {
  try {
    const path = join(folder, decodeURIComponent(new URL(address, "http://localhost").pathname));
    if (path !== folder && !path.startsWith(folder + sep)) return undefined;
    const file = statSync(path).isDirectory() ? join(path, "index.html") : path;
    return statSync(file).isFile() ? file : undefined;
  } catch {
    // The address or the path is malformed, or there is no such file.
    return undefined;
  }
}
