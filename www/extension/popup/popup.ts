/** The popup: opening it tags the page; it shows how the page stands and what the reader can do about it. */
import { texts } from "../../src/i18n/index.js";
import { type Key, ownLang, translate, translator } from "../shared/i18n.js";
import { ASKS, type PageState, type Status, type Tell } from "../shared/messages.js";
import { byId, keyOf, nameIn } from "../shared/page-dom.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { type Standing, start, type Trouble, tell } from "../shared/tabs.js";
import { showSite } from "./site.js";

const settings = await readSettings();
const t = translator(settings.lang);
const lang = ownLang(settings.lang);
const said = texts(lang);
document.documentElement.lang = lang;
translate(document, t);

/** A test names its tab; a reader's popup belongs to the tab before them. */
const asked = Number(new URLSearchParams(location.search).get("tab"));
const tab = asked
  ? await chrome.tabs.get(asked)
  : (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
const tabId = tab?.id ?? -1;
let frameId = 0;
let state: PageState | undefined;

const TROUBLES: Readonly<Record<Trouble, readonly [Key, Key?]>> = {
  browser: ["troubleBrowser"],
  store: ["troubleStore"],
  blank: ["troubleBlank"],
  pdf: ["troublePdf"],
  file: ["troubleFile", "troubleFileMore"],
  source: ["troubleSource"],
  refused: ["troubleRefused"],
};
const STATES: Readonly<Record<Exclude<Status, "tagged">, readonly [Key, Key?]>> = {
  tagging: ["tagging"],
  "no-article": ["noArticle", "noArticleMore"],
  never: ["never"],
  "opted-out": ["optedOut"],
  owned: ["owned"],
  off: ["off"],
  failed: ["failed"],
  picking: ["picking"],
  pdf: ["troublePdf"],
};

function show(now: PageState): void {
  state = now;
  const { status, themes, shown, place, filter, confidence } = now;
  const on = status === "tagged" || status === "tagging";
  if (status === "tagged")
    say(
      [],
      shown || filter.length ? said.pill(shown, themes.filter(({ count }) => count).length) : said.none,
    );
  else say(STATES[status]);
  if (status === "failed" && now.message) byId("more").textContent = now.message;
  byId("more").hidden = !byId("more").textContent;
  byId("found").hidden = !on || !themes.length;
  byId("toggle").hidden = status === "picking" || status === "no-article";
  byId("toggle").textContent = t(on ? "stop" : "again");
  byId("themes").replaceChildren(...themes.map((theme) => row(theme, filter)));
  byId("place").textContent = said.place(place, shown);
  for (const step of ["previous", "next"]) byId<HTMLButtonElement>(step).disabled = !shown;
  byId("all").hidden = !filter.length;
  byId<HTMLInputElement>("confidence").value = String((confidence ?? 0.5) * 100);
  byId("least").textContent = confidence === null ? t("confidenceAuto") : `≥ ${said.percent(confidence)}`;
  byId("pick-line").hidden = status === "owned" || status === "opted-out" || status === "picking";
}

function row(theme: PageState["themes"][number], filter: readonly string[]): HTMLElement {
  const button = document.createElement("button");
  button.className = "row";
  button.dataset.theme = theme.id;
  const pressed = filter.includes(theme.id);
  button.ariaPressed = String(pressed);
  const count = document.createElement("span");
  count.className = "n";
  count.textContent = String(theme.count);
  button.append(keyOf(theme), nameIn(lang, theme), count);
  button.onclick = () =>
    order({
      tell: "filter",
      themes: pressed ? filter.filter((id) => id !== theme.id) : [...filter, theme.id],
    });
  return button;
}

function say([first, more]: readonly [Key?, Key?], text = first ? t(first) : ""): void {
  byId("status").textContent = text;
  byId("more").textContent = more ? t(more) : "";
  byId("more").hidden = !more;
}

function stand(standing: Standing): void {
  if ("trouble" in standing) {
    say(TROUBLES[standing.trouble]);
    return;
  }
  frameId = standing.frameId;
  show(standing.state);
}

async function order(what: Tell): Promise<void> {
  try {
    show(await tell(tabId, frameId, what));
  } catch {
    // The page went away under the popup; start anew with what is there now.
    await begin();
  }
}

async function begin(): Promise<void> {
  say(["tagging"]);
  const now = tab && (await chrome.tabs.get(tabId));
  stand(now ? await start(now) : { trouble: "browser" });
}

// What our script says to the background is heard here as well.
chrome.runtime.onMessage.addListener((message: unknown, sender) => {
  if (sender.tab?.id !== tabId || sender.frameId !== frameId) return;
  try {
    show(ASKS.state(message, "state").state);
  } catch {
    // Another question of the page, for the background.
  }
});

byId("next").onclick = () => order({ tell: "step", by: 1 });
byId("previous").onclick = () => order({ tell: "step", by: -1 });
byId("all").onclick = () => order({ tell: "filter", themes: [] });
byId("toggle").onclick = () => {
  if (state && /^tagg/.test(state.status)) void order({ tell: "stop" });
  else void begin();
};
byId("pick").onclick = async () => {
  await order({ tell: "pick" });
  close();
};
byId("options").onclick = () => void chrome.runtime.openOptionsPage();
const slider = byId<HTMLInputElement>("confidence");
slider.oninput = () => void order({ tell: "confidence", least: Number(slider.value) / 100 });
slider.onchange = () => void changeSettings((old) => ({ ...old, confidence: Number(slider.value) / 100 }));
byId("least").onclick = async () => {
  await changeSettings((old) => ({ ...old, confidence: null }));
  await order({ tell: "confidence", least: null });
};
const choice = byId<HTMLSelectElement>("lang");
choice.value = settings.lang;
choice.onchange = async () => {
  await changeSettings((old) => ({ ...old, lang: choice.value as typeof settings.lang }));
  location.reload();
};

showSite(tab?.url, t, async (rule) => {
  if (rule === "never") await order({ tell: "stop" });
  await begin();
});
await begin();
