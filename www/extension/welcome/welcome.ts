/** The page that opens after installation. */
import { ownLang, translate, translator } from "../shared/i18n.js";
import { byId } from "../shared/page-dom.js";
import { readSettings } from "../shared/store.js";

const { lang } = await readSettings();
const t = translator(lang);
document.documentElement.lang = ownLang(lang);
document.title = `Themelight: ${t("welcomeTitle")}`;
translate(document, t);
byId("options").onclick = () => void chrome.runtime.openOptionsPage();
