/** Adds the legend, the strip, “why?” and the keys to a marked page. */
import { pause } from "../dom/scheduling.js";
import { followFragment } from "./fragment.js";
import { listenToKeys } from "./keys.js";
import { legendOf } from "./legend.js";
import type { LegendModel } from "./model.js";
import { showStrip } from "./strip.js";
import type { WhyBox } from "./why.js";

interface Page extends LegendModel {
  /** Where the controls are added. */
  readonly shadow: ShadowRoot;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
  readonly marked: Promise<void>;
}

/**
 * Listens from now on; adds elements one after the other, since each makes a long page lay out
 * again.
 */
export function mountControls(page: Page): void {
  const { settings, shadow, signal } = page;
  const legend = settings.legend === "none" ? undefined : legendOf(page);
  const announce = (text: string) => legend?.announce(text);
  followFragment(page, announce);
  showWhyOnDemand(page, announce, () => legend?.hideCard());
  const mount = async () => {
    const steps = [
      () => listenToKeys(page),
      () => legend?.mount(shadow),
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

/** Opens “why?” when the reader asks for it: as soon as its script is loaded. */
function showWhyOnDemand(page: Page, announce: (text: string) => void, hideCard: () => void): void {
  let box: WhyBox | undefined;
  const show = page.guard(() => {
    if (page.signal.aborted) return;
    if (!box && page.details) {
      box = page.details.whyBox(page, announce, hideCard);
      page.shadow.append(box.node);
    }
    box?.open();
  });
  page.on("why", () => {
    if (page.details) show();
    else page.loadDetails().then(show, () => announce(page.t.notLoaded));
  });
}
