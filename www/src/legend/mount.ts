/** Adds the legend, the strip and the keys to a marked page. */
import { pause } from "../dom/scheduling.js";
import { keepInFragment } from "./fragment.js";
import { listenToKeys } from "./keys.js";
import { legendOf } from "./legend.js";
import type { LegendModel } from "./model.js";
import { showStrip } from "./strip.js";

interface Page extends LegendModel {
  /** Where the controls are added. */
  readonly shadow: ShadowRoot;
  readonly ready: Promise<void>;
  readonly marked: Promise<void>;
}

/**
 * Listens from now on; adds elements one after the other, since each makes a long page lay out
 * again.
 */
export function mountControls(page: Page): void {
  const { settings, shadow, signal } = page;
  if (settings.share) keepInFragment(page);
  const mountLegend = settings.legend === "none" ? undefined : legendOf(page);
  const mount = async () => {
    const steps = [
      () => listenToKeys(page),
      () => mountLegend?.(shadow),
      () => settings.strip && showStrip(page, shadow),
    ];
    for (const step of steps) {
      await pause();
      if (!signal.aborted) step();
      await page.ready;
      await page.marked;
    }
  };
  void mount().catch(
    page.guard((cause) => {
      throw cause;
    }),
  );
}
