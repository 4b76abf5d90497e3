/** The states that a reader can bring the widget into. */
import type { Page } from "puppeteer-core";
import { attachTo, drawn, type FontName } from "./fixtures.js";

export const STATES = [
  "closed",
  "open",
  "filter",
  "collapsed",
  "list",
  "options",
  "why",
  "report",
] as const;

export type State = (typeof STATES)[number];

/** Opens a fixture and brings the widget into a state, by clicks where a reader clicks. */
export async function show(page: Page, name: string, state: State, font?: FontName): Promise<void> {
  const legend = ["closed", "why", "report"].includes(state) ? "closed" : "open";
  await attachTo(page, name, { legend, report: state === "report" }, font);
  await page.evaluate(async (wanted) => {
    const { page } = globalThis;
    const first = page.themesOf(page.shown[0]!)[0]!.theme.id;
    if (wanted === "filter" || wanted === "collapsed") page.filter([first]);
    if (wanted === "collapsed") page.setCollapsed(true);
    if (wanted === "list" || wanted === "options") {
      while (!page.shadow.querySelector(".card")) await probes.frames();
      page.shadow.querySelector<HTMLElement>(`[data-panel=${wanted}]`)!.click();
    }
    if (wanted === "options") page.setConfidence(0.7);
    if (wanted === "why" || wanted === "report") page.explainFor(page.shown[0]!);
  }, state);
  if (state === "why" || state === "report") {
    await page.waitForFunction(() =>
      globalThis.page.shadow.querySelector(".why:not([hidden]) .verdict"),
    );
  }
  await drawn(page);
}
