/** The page with a sample article: a button marks it; the toolbar and the shortcut do too. */
import { ownLang, translate, translator } from "../shared/i18n.js";
import { byId } from "../shared/page-dom.js";
import { readSettings } from "../shared/store.js";

const { lang } = await readSettings();
const t = translator(lang);
document.documentElement.lang = ownLang(lang);
document.title = `Themelight: ${t("sampleTitle")}`;
translate(document, t);

/** The page also has the content script; see `content/main.ts`. */
const world = globalThis as { themelightController?: { begin(): void } };
byId("mark").onclick = () => world.themelightController?.begin();
document.addEventListener("themelight:ready", () => {
  byId("mark").hidden = true;
  byId("then").hidden = false;
});
