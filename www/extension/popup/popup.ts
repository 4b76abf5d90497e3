/** The popup: tags the page when it opens; shows the page's state and the commands. */
import { fill, percentOf } from "../../src/i18n/fill.js";
import { TEXTS } from "../../src/i18n/index.js";
import { type Key, ownLang, translate, translator } from "../shared/i18n.js";
import { type Command, type PageState, received, type Status } from "../shared/messages.js";
import { byId, keyOf, nameIn } from "../shared/page-dom.js";
import type { Settings } from "../shared/settings.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { sendCommand, start, type TabStatus, type UnsupportedReason } from "../shared/tabs.js";
import { showSite } from "./site.js";

const settings = await readSettings();
const t = translator(settings.lang);
const lang = ownLang(settings.lang);
const said = TEXTS[lang];
document.documentElement.lang = lang;
translate(document, t);

/** Tests pass a tab id; the default is the active tab. */
const asked = Number(new URLSearchParams(location.search).get("tab"));
const tab = asked
  ? await chrome.tabs.get(asked)
  : (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
const tabId = tab?.id ?? -1;
let frameId = 0;
let state: PageState | undefined;

const UNSUPPORTED: Readonly<Record<UnsupportedReason, readonly [Key, Key?]>> = {
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
  const { status, themes, shown, position, filter, confidence } = now;
  const on = status === "tagged" || status === "tagging";
  if (status === "tagged")
    say(
      [],
      shown || filter.length
        ? fill(said.pill, { n: shown, themes: themes.filter(({ count }) => count).length })
        : said.none,
    );
  else say(STATES[status]);
  if (status === "failed" && now.message) byId("more").textContent = now.message;
  byId("more").hidden = !byId("more").textContent;
  byId("found").hidden = !on || !themes.length;
  byId("toggle").hidden = status === "picking" || status === "no-article";
  byId("toggle").textContent = t(on ? "stop" : "again");
  byId("themes").replaceChildren(...themes.map((theme) => row(theme, filter)));
  byId("position").textContent = `${position}/${shown}`;
  for (const step of ["previous", "next"]) byId<HTMLButtonElement>(step).disabled = !shown;
  byId("all").hidden = !filter.length;
  byId<HTMLInputElement>("confidence").value = String((confidence ?? 0.5) * 100);
  byId("least").textContent =
    confidence === null ? t("confidenceAuto") : `≥ ${percentOf(said, confidence)}`;
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
    run({
      type: "filter",
      themes: pressed ? filter.filter((id) => id !== theme.id) : [...filter, theme.id],
    });
  return button;
}

function say([first, more]: readonly [Key?, Key?], text = first ? t(first) : ""): void {
  byId("status").textContent = text;
  byId("more").textContent = more ? t(more) : "";
  byId("more").hidden = !more;
}

function showStatus(status: TabStatus): void {
  if ("unsupported" in status) {
    say(UNSUPPORTED[status.unsupported]);
    return;
  }
  frameId = status.frameId;
  show(status.state);
}

async function run(command: Command): Promise<void> {
  try {
    show(await sendCommand(tabId, frameId, command));
  } catch {
    // The tab has loaded another page.
    await begin();
  }
}

async function begin(): Promise<void> {
  say(["tagging"]);
  const now = tab && (await chrome.tabs.get(tabId));
  showStatus(now ? await start(now) : { unsupported: "browser" });
}

/** Changes the settings. Returns whether they are stored; otherwise shows the error. */
async function save(change: (old: Settings) => Settings): Promise<boolean> {
  try {
    await changeSettings(change);
    return true;
  } catch (cause) {
    const { code } = cause as { code?: string };
    byId("more").textContent = t(
      code === "full" ? "full" : code === "limit/sites" ? "limitSites" : "notKept",
    );
    byId("more").hidden = false;
    return false;
  }
}

// The content script's reports to the background arrive here as well.
chrome.runtime.onMessage.addListener((message: unknown, sender) => {
  if (sender.tab?.id !== tabId || sender.frameId !== frameId) return;
  try {
    const report = received("background", message);
    if (report?.type === "report") show(report.state);
  } catch {
    // The background responds with the error.
  }
});

byId("next").onclick = () => run({ type: "step", by: 1 });
byId("previous").onclick = () => run({ type: "step", by: -1 });
byId("all").onclick = () => run({ type: "filter", themes: [] });
byId("toggle").onclick = () => {
  if (state && /^tagg/.test(state.status)) void run({ type: "stop" });
  else void begin();
};
byId("pick").onclick = async () => {
  await run({ type: "pick" });
  close();
};
byId("options").onclick = () => void chrome.runtime.openOptionsPage();
const slider = byId<HTMLInputElement>("confidence");
slider.oninput = () => void run({ type: "confidence", least: Number(slider.value) / 100 });
slider.onchange = () => void save((old) => ({ ...old, confidence: Number(slider.value) / 100 }));
byId("least").onclick = async () => {
  await save((old) => ({ ...old, confidence: null }));
  await run({ type: "confidence", least: null });
};
const choice = byId<HTMLSelectElement>("lang");
choice.value = settings.lang;
choice.onchange = async () => {
  if (await save((old) => ({ ...old, lang: choice.value as Settings["lang"] }))) location.reload();
};

showSite(tab?.url, t, save, async (rule) => {
  if (rule === "never") await run({ type: "stop" });
  await begin();
});
await begin();
