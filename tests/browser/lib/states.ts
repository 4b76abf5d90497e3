/** The states that a reader can bring the widget into. */
import type { Page } from "puppeteer-core";
import { attachTo, drawn, type FontName, open } from "./fixtures.js";

export const STATES = [
  "closed",
  "open",
  "filter",
  "collapsed",
  "list",
  "options",
  "why",
  "report",
  "reported",
  "unmarked",
  "nothing tagged",
  "no article",
  "other language",
] as const;

export type State = (typeof STATES)[number];

/** States of a page without marks. */
type Bare = "nothing tagged" | "no article" | "other language";
const isBare = (state: State): state is Bare =>
  ["nothing tagged", "no article", "other language"].includes(state);

/** Opens a fixture and brings the widget into a state, by clicks where a reader clicks. */
export async function show(page: Page, name: string, state: State, font?: FontName): Promise<void> {
  if (isBare(state)) return showBare(page, name, state);
  const legend = ["open", "filter", "collapsed", "list", "options", "unmarked"].includes(state)
    ? "open"
    : "closed";
  const report = state === "report" || state === "reported";
  await attachTo(page, name, { legend, report }, font);
  await page.evaluate(async (wanted) => {
    const { page } = globalThis;
    const first = page.themesOf(page.shown[0]!)[0]!.theme.id;
    if (wanted === "filter" || wanted === "collapsed") page.filter([first]);
    if (wanted === "collapsed") page.setCollapsed(true);
    if (["list", "options", "unmarked"].includes(wanted)) {
      const panel = wanted === "list" ? "list" : "options";
      while (!page.shadow.querySelector(".card")) await probes.frames();
      page.shadow.querySelector<HTMLElement>(`[data-panel=${panel}]`)!.click();
    }
    if (wanted === "options") page.setConfidence(0.7);
    if (wanted === "unmarked")
      page.shadow.querySelector<HTMLElement>(".card input[type=checkbox]")!.click();
    if (["why", "report", "reported"].includes(wanted)) page.explainFor(page.shown[0]!);
  }, state);
  if (["why", "report", "reported"].includes(state)) {
    await page.waitForFunction(() =>
      globalThis.page.shadow.querySelector(".why:not([hidden]) .verdict"),
    );
  }
  if (state === "reported") {
    await page.evaluate(() =>
      globalThis.page.shadow.querySelector<HTMLElement>(".report button")!.click(),
    );
  }
  await drawn(page);
}

/** Attaches a tagger that finds nothing on the page. */
async function showBare(page: Page, name: string, state: Bare): Promise<void> {
  await open(page, name);
  await page.evaluate(async (wanted) => {
    if (wanted === "no article") document.querySelector("body")!.textContent = "";
    const tagger = {
      ...(wanted === "nothing tagged" ? silentTagger : toyTagger),
      info: { language: wanted === "other language" ? "en" : "vi" },
    };
    globalThis.page = attach(tagger, { legend: "open" });
    await globalThis.page.done;
    while (!globalThis.page.shadow.querySelector(".card")) await probes.frames();
  }, state);
  await drawn(page);
}
