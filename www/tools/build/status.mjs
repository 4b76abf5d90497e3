// Shows the state of a build at the address of the site, and reloads open pages when a build ends.
import { stripVTControlCharacters } from "node:util";
import { Failure, inRoot, run } from "../run.mjs";

/**
 * Builds everything that a page loads. A new process loads changed build scripts, and its output is
 * available if it fails.
 * @param {AbortSignal} [signal]
 */
export function buildSite(signal) {
  return run(process.execPath, [inRoot("www/tools/build.mjs"), "--web"], signal && { signal });
}

/** Paths that do not collide with files of a site. */
const EVENTS = "/@build/events";
const CLIENT = "/@build/reload.js";

/** Reloads the page if the server's version differs from the page's version. */
const RELOAD = `const { version } = document.currentScript.dataset;
new EventSource("${EVENTS}").onmessage = ({ data }) => {
  if (data !== version) location.reload();
};
`;

/** Number of lines of a failed build's output on the page. */
const LINES = 200;

/** @typedef {import("node:http").ServerResponse} Response */

export class BuildStatus {
  /** @type {"building" | "failed" | "ready"} */
  #state = "building";
  #error = "";
  /** Unique for each build, also between runs of the server. */
  #version = "0";
  /** @type {Set<Response>} */
  #listeners = new Set();

  /**
   * Runs a build and notifies open pages at its end. Resolves with the error if it failed.
   * @param {() => Promise<unknown>} build
   * @returns {Promise<Error | undefined>}
   */
  async run(build) {
    this.#state = "building";
    try {
      await build();
      return this.#end("ready");
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const output = error instanceof Failure ? error.output : (error.stack ?? "");
      return this.#end("failed", `${output}\n${error.message}`, error);
    }
  }

  /** Returns the script element that reloads a page after the next build. */
  get script() {
    return `<script src="${CLIENT}" data-version="${this.#version}"></script>\n`;
  }

  /**
   * Responds to the requests of `script`, and to every request while no build has succeeded.
   * Returns whether it responded. For the option `intercept` of `serve`.
   * @param {import("node:http").IncomingMessage} request
   * @param {Response} response
   */
  intercept = (request, response) => {
    if (request.url === EVENTS) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(this.#state === "building" ? "\n" : this.#message);
      this.#listeners.add(response);
      response.on("close", () => this.#listeners.delete(response));
    } else if (request.url === CLIENT) {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" });
      response.end(RELOAD);
    } else if (this.#state === "ready") return false;
    else {
      response.writeHead(503, {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
      });
      response.end(request.method === "HEAD" ? undefined : this.#page);
    }
    return true;
  };

  /**
   * @param {"failed" | "ready"} state
   * @param {string} [text]
   * @param {Error} [error]
   */
  #end(state, text = "", error) {
    this.#state = state;
    this.#error = stripVTControlCharacters(text).trim().split("\n").slice(-LINES).join("\n");
    this.#version = `${Date.now()}-${Number(this.#version.split("-")[1] ?? 0) + 1}`;
    for (const response of this.#listeners) response.write(this.#message);
    return error;
  }

  get #message() {
    return `data: ${this.#version}\n\n`;
  }

  get #page() {
    const failed = this.#state === "failed";
    const title = failed ? "The build failed" : "Building…";
    const text = failed
      ? `<p>The terminal shows all of its output. The end of it:</p>\n<pre>${escapeHtml(this.#error)}</pre>`
      : "<p>This page shows the site when the build is done.</p>";
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
  pre { overflow: auto; white-space: pre-wrap; }
  :root { color-scheme: light dark; }
</style>
<h1>${title}</h1>
${text}
${this.script}</html>
`;
  }
}

/** @param {string} text */
const escapeHtml = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
