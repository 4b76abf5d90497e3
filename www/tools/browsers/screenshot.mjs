// `npm run screenshot`: builds the demo and takes the screenshot for the README.
import { buildWeb } from "../build.mjs";
import { inRoot, main } from "../run.mjs";
import { setup } from "../setup.mjs";
import { launch } from "./launch.mjs";
import { serve } from "./serve.mjs";

const VIEW = { width: 1180, height: 900 };

main(async () => {
  await setup();
  await buildWeb();
  const site = await serve(inRoot("dist", "site"), { port: 0 });
  const browser = await launch("chromium");
  try {
    const page = await browser.newPage();
    await page.setViewport(VIEW);
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: "light" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await page.goto(site.url, { waitUntil: "networkidle0" });
    await page.waitForSelector("article [data-themelight]");
    // The second section has one theme, two, and none.
    await page.evaluate(
      'scrollTo(0, document.querySelectorAll("article h3")[1].getBoundingClientRect().top - 32)',
    );
    await page.evaluate(
      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
    );
    const path = inRoot("www", "assets", "screenshot.png");
    await page.screenshot({ path });
    console.log(`Wrote ${path}.`);
  } finally {
    await browser.close();
    await site.close();
  }
});
