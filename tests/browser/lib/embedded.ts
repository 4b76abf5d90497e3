/** The widget that the embed shows: its elements are in a shadow root. */
import type { Page } from "puppeteer-core";

/** Waits until there is such an element in our shadow root. */
export const appears = (page: Page, selector: string) =>
  page.waitForFunction(
    (part) => document.querySelector("themelight-ui")?.shadowRoot?.querySelector(part),
    {},
    selector,
  );

export const click = (page: Page, selector: string) =>
  page.evaluate(
    (part) =>
      document
        .querySelector("themelight-ui")!
        .shadowRoot!.querySelector<HTMLElement>(part)!
        .click(),
    selector,
  );
