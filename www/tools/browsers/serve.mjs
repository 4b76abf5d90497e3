// A small static file server for the demo and the browser tests.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { Failure } from "./run.mjs";

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

/** A port number from what a person typed; nothing when nothing was typed. */
export function parsePort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Failure(`--port takes a number from 0 (any free port) to 65535, not "${text}".`);
}

/**
 * Serves a folder on this machine only. A given port must be free; without one, the next free port from 8080 is taken.
 * `headers` are added to every answer.
 */
export async function serve(folder, { port, headers = {} } = {}) {
  const server = createServer((request, response) => answer(folder, headers, request, response));
  const last = port ?? DEFAULT_PORT + PORTS_TO_TRY;
  for (let tried = port ?? DEFAULT_PORT; ; tried++) {
    try {
      await listen(server, tried);
      break;
    } catch (error) {
      if (error.code === "EACCES")
        throw new Failure(`Port ${tried} is not allowed here; take one over 1023.`);
      if (error.code !== "EADDRINUSE") throw error;
      if (tried < last) continue;
      throw new Failure(`Port ${tried} is taken. Give another one, or none to take the next free one.`);
    }
  }
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function answer(folder, headers, request, response) {
  const send = (status, text) => {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(text);
  };
  if (request.method !== "GET" && request.method !== "HEAD") return send(405, "Only GET and HEAD.\n");
  const path = fileOf(folder, request.url);
  if (!path) return send(404, `Nothing at ${request.url}.\n`);
  // What the build compressed goes out compressed, as from a site's own server: the page then shows real sizes.
  const compressed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") && existsSync(`${path}.br`);
  const body = readFileSync(compressed ? `${path}.br` : path);
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-length": body.length,
    // What is served changes with every build.
    "cache-control": "no-store",
    ...(compressed && { "content-encoding": "br" }),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** The file that an address asks for, never one outside the folder. */
function fileOf(folder, address) {
  try {
    const path = join(folder, decodeURIComponent(new URL(address, "http://localhost").pathname));
    if (path !== folder && !path.startsWith(folder + sep)) return undefined;
    const file = statSync(path).isDirectory() ? join(path, "index.html") : path;
    return statSync(file).isFile() ? file : undefined;
  } catch {
    // Not an address, not a path, or nothing there.
    return undefined;
  }
}
