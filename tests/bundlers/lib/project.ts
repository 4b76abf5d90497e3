// Small projects that use the packed npm package, with the bundlers of target/bundlers.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { env } from "../../../www/tools/run.mjs";

/** Where the bundlers and the package are installed; projects in it find both. */
export const tools = resolve("target/bundlers");

const README = readFileSync(join(tools, "node_modules/themelight/README.md"), "utf8");

/** Returns the first code block after a bold bundler name in the package's README. */
export function readmeCode(bundler: string, language = "js"): string {
  const section = README.slice(README.indexOf(`**${bundler}**`));
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "m").exec(section)?.[1];
  if (!README.includes(`**${bundler}**`) || !code) throw new Error(`README: no ${bundler} code`);
  return code;
}

/** Has the theme `discipline`. */
export const SENTENCE =
  "Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật khiển trách 63 đảng viên vi phạm.";

/** A page with an article and a script; `#result` gets what the script found. */
export const html = (script: string) => `<!doctype html><html lang="vi"><meta charset="utf-8">
<link rel="icon" href="data:,"><title>Bundled</title>
<article><p>${SENTENCE}</p><p>${SENTENCE.replace("63", "12")}</p></article>
<output id="result"></output>${script}</html>`;

/** Tags a text, marks the article, and prints the themes. `files`: what `load` is given. */
export const pageScript = (files = "") => `
async function main() {
  const tagger = await load(${files});
  const [{ themes }] = tagger.tag(["${SENTENCE}"]);
  await attach(tagger, "article").done;
  return themes.map(({ theme }) => theme).join();
}
main().then(
  (themes) => { document.getElementById("result").textContent = themes; },
  (error) => { document.getElementById("result").textContent = error.code + " " + error.message; },
);`;

/** The same with a worker. */
export const workerScript = (options = "") =>
  `import { attach } from "themelight"; const load = loadInWorker; ${pageScript(options).replace(
    "tagger.tag",
    "await tagger.tag",
  )}`;

/** Writes a project of these files (path → text). Returns its folder. */
export function project(name: string, files: Record<string, string>): string {
  const folder = join(tools, "projects", name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries({
    "package.json": JSON.stringify({ name, private: true, type: "module" }),
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The machine's environment, without what a test runner adds. */
const environment = (): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, FORCE_COLOR, ...rest }: NodeJS.ProcessEnv = env;
  return { ...rest, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", CI: "true" };
};

/** Runs a tool of target/bundlers, or one with a full path, in a project. Returns what it printed. */
export function runTool(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(resolve(tools, "node_modules/.bin", command), args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(),
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  }
}

/** Starts a server of a project. Resolves with its address, once it prints one. */
export async function startTool(cwd: string, command: string, ...args: string[]) {
  const child = spawn(join(tools, "node_modules/.bin", command), args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
    // A group of its own: the server may start processes that must end with it.
    detached: true,
  });
  const close = () => {
    const ended = new Promise((resolve) => child.once("close", resolve));
    if (child.exitCode === null) process.kill(-child.pid!, "SIGKILL");
    return ended;
  };
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /http:\/\/localhost:\d+/.exec(printed)?.[0];
      // Next prints the address before it listens.
      if (found && /ready/i.test(printed)) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", () => reject(new Error(`${command} ended:\n${printed}`)));
  });
  return { url, close };
}
