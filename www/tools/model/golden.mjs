// `npm run golden`: regenerates the golden vectors. Review the diff: readers see every change.
import { env, main, run } from "../run.mjs";
import { setup } from "../setup.mjs";

main(async () => {
  await setup();
  await run("cargo", ["test", "--locked", "--test", "golden"], {
    env: { ...env, THEMELIGHT_REGENERATE: "1" },
  });
});
