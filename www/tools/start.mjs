// `npm start`: installs missing dependencies, builds what changed, and serves the site.
import { readArguments, serve } from "./browsers/serve.mjs";
import { BuildStatus, buildSite } from "./build/status.mjs";
import { inRoot, main } from "./run.mjs";

const HELP = `Usage: npm start [-- --port N]

Installs missing dependencies, builds what changed, and serves the demo at http://localhost:8080/,
the studio, for your own themes, at http://localhost:8080/studio/ and the documentation at
http://localhost:8080/docs/.
  --port N   serve at this port [default: the next free one from 8080]`;

main(async () => {
  const { port, help } = readArguments(HELP);
  if (help) return console.log(HELP);
  // Takes the port before it builds, so that a port in use fails at once.
  const status = new BuildStatus();
  const options = { port, intercept: status.intercept };
  const site = await serve(inRoot("dist", "site"), options);
  console.log(`Building. The page at port ${site.port} shows when it is ready.`);
  const error = await status.run(() => buildSite());
  if (error) {
    // Continues to serve: the page shows the error.
    process.exitCode = 1;
    console.error("\nThe build failed. Stop with Ctrl+C; then run npm start again.");
  } else {
    console.log(
      `\nThemelight's demo: ${site.url}\nThe studio, for your own themes: ${site.url}studio/\n` +
        `The documentation: ${site.url}docs/\nStop it with Ctrl+C.`,
    );
  }
});
