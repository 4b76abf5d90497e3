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

// The two browsers pin a button in different ways.
if (chrome.runtime.getURL("").startsWith("moz-extension:")) {
  byId<HTMLImageElement>("pin-picture").src = "pictures/pin-firefox.svg";
  byId("pin-more").textContent = t("welcomePinFirefox");
}
// The reader, or another extension with the same shortcut, may have changed it.
const command = (await chrome.commands.getAll()).find(({ name }) => name === "tag-page");
if (command?.shortcut) byId("shortcut").textContent = command.shortcut;
