// `npm start`: installs what is missing, builds what changed, serves the site and prints its address.
import { parseArgs } from "node:util";
import { buildWeb } from "./build.mjs";
import { Failure, inRoot, main } from "./run.mjs";
import { parsePort, serve } from "./serve.mjs";
import { setup } from "./setup.mjs";

const HELP = `Usage: npm start [-- --port N]

Installs what is missing, builds what changed, and serves the demo at http://localhost:8080/.
  --port N   serve at this port; without it, the next free one from 8080 is taken`;

main(async () => {
  const { port, help } = readArguments();
  if (help) return console.log(HELP);
  // First the port: nobody should wait for a build to hear that it is taken.
  const { url, close } = await serve(inRoot("dist", "site"), { port: parsePort(port) });
  try {
    await setup();
    await buildWeb();
  } catch (error) {
    await close();
    throw error;
  }
  console.log(`\nThemelight's demo: ${url}\nStop it with Ctrl+C.`);
});

function readArguments() {
  try {
    const options = { port: { type: "string" }, help: { type: "boolean", short: "h" } };
    // `npm start --port 9000`, without the two dashes that npm asks for, arrives in the environment.
    return { port: process.env.npm_config_port, ...parseArgs({ options }).values };
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}
