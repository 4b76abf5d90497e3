// `npm run dev`: builds what changed whenever a source file changes, and reloads the open pages.
import { readArguments, serve } from "./browsers/serve.mjs";
import { BuildStatus, buildSite } from "./build/status.mjs";
import { onChange } from "./build/watch.mjs";
import { inRoot, main, since } from "./run.mjs";

const HELP = `Usage: npm run dev [-- --port N]

Serves the demo at http://localhost:8080/, builds again after every change, and reloads open pages.
  --port N   serve at this port [default: the next free one from 8080]`;

const SOURCES = [
  "www",
  "src",
  "models",
  "Cargo.toml",
  "Cargo.lock",
  "package.json",
  "package-lock.json",
];

main(async () => {
  const { port, help } = readArguments(HELP);
  if (help) return console.log(HELP);
  const status = new BuildStatus();
  const site = await serve(inRoot("dist", "site"), {
    port,
    intercept: status.intercept,
    append: () => status.script,
  });
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
  console.log(`Serving at ${site.url}\nStop it with Ctrl+C.`);
  const rebuild = async () => {
    const start = performance.now();
    const error = await status.run(() => buildSite(stop.signal));
    if (stop.signal.aborted) return;
    if (error) console.error("\nThe build failed. Waiting for a change.");
    else console.log(`Ready in ${since(start)}: ${site.url}`);
  };
  await onChange(
    SOURCES.map((path) => inRoot(path)),
    rebuild,
    stop.signal,
  );
  await site.close();
});
