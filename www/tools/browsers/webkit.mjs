// WebKitGTK, for the browser tests: puppeteer does not drive it, so here is what they need of classic WebDriver.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBrowser, missingBrowser } from "./browsers.mjs";
import { Failure, isExecutable, which } from "./run.mjs";

const START_TRIES = 100;

/** One window of WebKit: `goto`, `evaluate` (an expression; promises are awaited), `close`. */
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
  try {
    const call = (method, path, body) => send(`http://127.0.0.1:${port}${path}`, method, body);
    await ready(() => call("GET", "/status"));
    const options = { binary: miniBrowser(), args: ["--automation"] };
    const { sessionId } = await call("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
    });
    const session = `/session/${sessionId}`;
    return {
      goto: (url) => call("POST", `${session}/url`, { url }),
      evaluate: async (expression) => {
        const script = `const [done] = [...arguments].slice(-1);
          (async () => (${expression}))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const { value, error } = await call("POST", `${session}/execute/async`, { script, args: [] });
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

async function send(address, method, body) {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
}

async function ready(check) {
  for (let tried = 1; ; tried++) {
    try {
      return await check();
    } catch (error) {
      if (tried === START_TRIES) throw error;
      await sleep(50);
    }
  }
}

/** WebKitGTK's own small browser, which lies with its library. */
function miniBrowser() {
  for (const base of ["/usr/lib", "/usr/lib64", "/usr/libexec"].filter(existsSync)) {
    for (const dir of ["", ...readdirSync(base)]) {
      for (const version of ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]) {
        const path = join(base, dir, version, "MiniBrowser");
        if (isExecutable(path)) return path;
      }
    }
  }
  throw new Failure("WebKitGTK's driver is there, but not its MiniBrowser. Reinstall the library's package.");
}

/** WebKitGTK wants a screen. Without one, a virtual one is started. */
async function startDisplay() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return { env: {}, stop: () => {} };
  if (!which("Xvfb"))
    throw new Failure("WebKitGTK needs a screen, or Xvfb. On Debian: apt-get install xvfb.");
  const args = ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once("data", (chunk) => resolve(String(chunk).trim()));
    server.once("exit", () => reject(new Failure("Xvfb did not start.")));
  });
  return { env: { DISPLAY: `:${number}` }, stop: () => server.kill() };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
