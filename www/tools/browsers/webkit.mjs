// Drives WebKitGTK by classic WebDriver, which puppeteer does not support.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, isExecutable, which } from "../run.mjs";
import { findBrowser, missingBrowser } from "./find.mjs";

/** Maximum time until the driver has started, in milliseconds. */
const START_TIMEOUT = 60_000;
const POLL_INTERVAL = 50;

/**
 * @typedef {object} WebKitWindow
 * @property {(url: string) => Promise<void>} goto
 * @property {(expression: string) => Promise<unknown>} evaluate Evaluates an expression in the page,
 *   awaits it and resolves with the value. Rejects with the page's error.
 * @property {() => Promise<void>} close
 */

/**
 * Opens a window of WebKitGTK.
 * @returns {Promise<WebKitWindow>}
 */
export async function launchWebKit() {
  const driverPath = findBrowser("webkit");
  if (!driverPath) throw new Failure(missingBrowser("webkit"));
  const display = await startDisplay();
  const port = await freePort();
  const driver = spawn(driverPath, [`--port=${port}`], {
    // WebKit's sandbox does not work for root, as in a container.
    env: { ...process.env, ...display.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
    stdio: "ignore",
  });
  const stop = () => {
    driver.kill();
    display.stop();
  };
  /** @type {(method: string, path: string, body?: object) => Promise<any>} */
  const call = (method, path, body) => send(`http://127.0.0.1:${port}${path}`, method, body);
  try {
    await waitUntilReady(driver, () => call("GET", "/status"));
    const options = { binary: miniBrowser(), args: ["--automation"] };
    const { sessionId } = await call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
    });
    const session = `/session/${sessionId}`;
    // WebDriver's default of 30 s is too short for a busy machine; tests have their own limit.
    await call("POST", `${session}/timeouts`, { script: 180_000, pageLoad: 180_000 });
    return {
      goto: (url) => call("POST", `${session}/url`, { url }),
      evaluate: async (expression) => {
        const script = `const done = arguments[arguments.length - 1];
          (async () => (${expression}))().then(
            (value) => done({ value }),
            (error) => done({ error: String(error) }),
          );`;
        const { value, error } = await call("POST", `${session}/execute/async`, {
          script,
          args: [],
        });
        if (error) throw new Error(error);
        return value;
      },
      close: async () => {
        await call("DELETE", session).finally(stop);
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {string} address
 * @param {string} method
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function send(address, method, body) {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
}

/**
 * Waits until the driver responds. Polls, since the driver prints nothing when it is ready.
 * @param {import("node:child_process").ChildProcess} driver
 * @param {() => Promise<unknown>} check
 */
async function waitUntilReady(driver, check) {
  for (const end = performance.now() + START_TIMEOUT; ; ) {
    try {
      return await check();
    } catch (error) {
      if (driver.exitCode !== null)
        throw new Failure(`WebKit's driver exited with ${driver.exitCode}.`);
      if (performance.now() > end) throw error;
      await sleep(POLL_INTERVAL);
    }
  }
}

/** Returns the path of MiniBrowser, which is installed with WebKitGTK's library. */
function miniBrowser() {
  for (const base of ["/usr/lib", "/usr/lib64", "/usr/libexec"].filter(existsSync)) {
    for (const dir of ["", ...readdirSync(base)]) {
      for (const version of ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]) {
        const path = join(base, dir, version, "MiniBrowser");
        if (isExecutable(path)) return path;
      }
    }
  }
  throw new Failure("WebKitGTK's MiniBrowser was not found. Reinstall the package of its library.");
}

/** Starts a virtual screen unless there is a screen: WebKitGTK needs one. */
async function startDisplay() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, stop: () => {} };
  if (!which("Xvfb")) {
    throw new Failure("WebKitGTK needs a screen, or Xvfb. On Debian: apt-get install xvfb.");
  }
  const args = ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3]?.once("data", (/** @type {Buffer} */ chunk) => resolve(String(chunk).trim()));
    server.once("exit", () => reject(new Failure("Xvfb did not start.")));
  });
  return { env: { DISPLAY: `:${number}` }, stop: () => server.kill() };
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}
