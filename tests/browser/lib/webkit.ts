/**
 * WebKitGTK by its own WebDriver: puppeteer does not speak to it. Only what our tests need: open a page, run script.
 * WebKit wants a screen; where there is none, Xvfb is one.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
// @ts-expect-error The task scripts are plain JavaScript.
import { which } from "../../../www/tools/run.mjs";

export interface WebKit {
  go(url: string): Promise<void>;
  /** Runs the body of an async function in the page and gives what it returns. */
  run<T>(body: string): Promise<T>;
  close(): Promise<void>;
}

export async function launchWebKit(driver: string): Promise<WebKit> {
  const port = await freePort();
  const started: ChildProcess[] = [];
  // As Chromium's, its sandbox does not work for root, as in a container.
  const env: NodeJS.ProcessEnv = { ...process.env, LIBGL_ALWAYS_SOFTWARE: "1" };
  if (process.getuid?.() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    const screen = which("Xvfb");
    if (!screen) throw new Error("WebKit needs a screen. On Debian or Ubuntu: apt-get install xvfb");
    const xvfb = spawn(screen, ["-displayfd", "3", "-screen", "0", "1280x900x24"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    started.push(xvfb);
    const [number] = await once(xvfb.stdio[3] as NodeJS.ReadableStream, "data");
    env.DISPLAY = `:${String(number).trim()}`;
  }
  started.push(spawn(driver, [`--port=${port}`], { env, stdio: "ignore" }));
  const base = `http://127.0.0.1:${port}`;
  await answers(`${base}/status`);
  const { sessionId } = await call<{ sessionId: string }>(`${base}/session`, {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { args: ["--automation"] } } },
  });
  const session = `${base}/session/${sessionId}`;
  return {
    go: (url) => call(`${session}/url`, { url }),
    run: (body) =>
      call(`${session}/execute/async`, {
        script: `const done = arguments[0]; (async () => {${body}})().then(done, (error) => done("failed: " + error))`,
        args: [],
      }),
    close: async () => {
      await fetch(session, { method: "DELETE" });
      for (const process of started.reverse()) process.kill();
    },
  };
}

async function call<T>(url: string, body: object): Promise<T> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebKit's driver: ${value.error}: ${value.message}`);
  return value;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("WebKit's driver does not answer.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
