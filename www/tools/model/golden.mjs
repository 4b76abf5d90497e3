// `npm run golden`: writes the golden vectors anew. They change what every reader sees: read the diff.
import { env, main, run } from "../run.mjs";
import { setup } from "../setup.mjs";

main(async () => {
  await setup();
  await run("cargo", ["test", "--locked", "--test", "golden"], {
    env: { ...env, THEMELIGHT_REGENERATE: "1" },
  });
});
