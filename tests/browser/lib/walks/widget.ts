/** The states of the widget on a page. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { drawn } from "../fixtures.js";
import { STATES, show } from "../states.js";
import type { Walk } from "./walk.js";

export const widget = (fixture: string): Walk =>
  async function* (page) {
    for (const state of STATES) {
      await show(page, fixture, state);
      yield state;
    }
  };

/** Fails if a control is smaller than 24 CSS pixels, of those that a pointer can reach. */
export async function canBeHit(page: Page): Promise<void> {
  await drawn(page);
  const small = await page.evaluate(() =>
    [...globalThis.page.shadow.querySelectorAll<HTMLElement>("button, input, select")]
      .filter((one) => one.offsetWidth && !one.closest(".marks, .unseen"))
      .flatMap((one) => {
        // A label makes its checkbox larger.
        const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
        return width < 24 || height < 24
          ? [`${one.className} ${one.textContent}: ${width} × ${height}`]
          : [];
      }),
  );
  assert.deepEqual(small, []);
}
