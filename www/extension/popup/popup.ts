/** The popup: tags the page when it opens; shows the page's state and the commands. */
import { percentOf } from "../../src/i18n/fill.js";
import { TEXTS } from "../../src/i18n/index.js";
import { ownLang, translate, translator } from "../shared/i18n.js";
import {
  type Command,
  NOTHING_FOUND,
  type PageState,
  received,
  type Status,
} from "../shared/messages.js";
import { byId, keyOf, nameIn } from "../shared/page-dom.js";
import type { Settings } from "../shared/settings.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { sendCommand, start, type TabStatus } from "../shared/tabs.js";
import { showSite } from "./site.js";
import { type StatusText, statusText, unsupportedText } from "./status-text.js";

const settings = await readSettings();
const t = translator(settings.lang);
const lang = ownLang(settings.lang);
const texts = TEXTS[lang];
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
/** Statuses of a page that was read without anything to mark: marking again would change nothing. */
const EMPTY: ReadonlySet<Status> = new Set(NOTHING_FOUND);

function show(now: PageState): void {
  state = now;
  const { status, themes, shown, position, filter } = now;
  const on = status === "tagged" || status === "tagging";
  say(statusText(now, t, lang));
  byId("found").hidden = !on || !themes.length;
  byId("toggle").hidden = status === "picking" || EMPTY.has(status);
  byId("toggle").textContent = t(on ? "stop" : "again");
  showThemes(themes, filter);
  byId("position").textContent = `${position || "–"}/${shown}`;
  for (const step of ["previous", "next"]) byId<HTMLButtonElement>(step).disabled = !shown;
  byId("all").hidden = !filter.length;
  showConfidence(now);
  byId("pick-line").hidden = status === "owned" || status === "opted-out" || status === "picking";
}

/** Rebuilds the rows and keeps the keyboard focus on the row that had it. */
function showThemes(themes: PageState["themes"], filter: readonly string[]): void {
  const focused = document.activeElement?.closest<HTMLElement>(".row")?.dataset.theme;
  byId("themes").replaceChildren(...themes.map((theme) => row(theme, filter)));
  if (focused !== undefined)
    document.querySelector<HTMLElement>(`.row[data-theme="${CSS.escape(focused)}"]`)?.focus();
}

function row(theme: PageState["themes"][number], filter: readonly string[]): HTMLElement {
  const button = document.createElement("button");
  button.className = "row";
  button.dataset.theme = theme.id;
  const pressed = filter.includes(theme.id);
  button.ariaPressed = String(pressed);
  // Like in the page's legend: it would fade the whole article.
  button.disabled = !theme.count && !pressed;
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

/** The slider, with a tick at each theme's threshold; without a choice it stands at their mean. */
function showConfidence({ confidence, themes }: PageState): void {
  const ticks = themes.map(({ threshold }) => {
    const tick = document.createElement("option");
    tick.value = String(Math.round(threshold * 100));
    return tick;
  });
  byId("thresholds").replaceChildren(...ticks);
  const mean = themes.reduce((sum, { threshold }) => sum + threshold, 0) / (themes.length || 1);
  byId<HTMLInputElement>("confidence").value = String((confidence ?? mean) * 100);
  byId("least").textContent =
    confidence === null ? t("confidenceAuto") : `≥ ${percentOf(texts, confidence)}`;
}

function say({ first, more = "" }: StatusText): void {
  byId("status").textContent = first;
  byId("more").textContent = more;
  byId("more").hidden = !more;
}

function showStatus(status: TabStatus): void {
  if ("unsupported" in status) {
    say(unsupportedText(status.unsupported, t));
    // A page that was marked may have been in the tab before.
    for (const id of ["found", "toggle", "pick-line"]) byId(id).hidden = true;
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
  say({ first: t("tagging") });
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
