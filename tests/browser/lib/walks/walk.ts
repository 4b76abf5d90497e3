/** Walks through the states of pages, for checks that every state has to pass. */
import type { ServerResponse } from "node:http";
import type { Page } from "puppeteer-core";
import { serve } from "../../../../www/tools/browsers/serve.mjs";

/** Brings a page into one state after the other. The page stays in a state until the next is asked for. */
export type Walk = (page: Page) => AsyncGenerator<string, void>;

/** The built site, whose files can be late or missing. */
export interface TroubledSite {
  readonly url: string;
  /** Leaves requests for addresses that match without an answer, until {@link release}. */
  hold(address: RegExp): void;
  /** Answers requests for addresses that match with 503, until {@link release}. */
  refuse(address: RegExp): void;
  /** Answers held requests with 503; serves all files again. A closed connection is tried again. */
  release(): void;
  close(): Promise<void>;
}

export async function troubledSite(headers: Record<string, string> = {}): Promise<TroubledSite> {
  let held: RegExp | undefined;
  let refused: RegExp | undefined;
  let waiting: ServerResponse[] = [];
  const served = await serve("dist/site", {
    port: 0,
    headers,
    intercept({ url = "" }, response) {
      if (held?.test(url)) waiting.push(response);
      else if (refused?.test(url)) response.writeHead(503).end();
      else return false;
      return true;
    },
  });
  const site: TroubledSite = {
    url: served.url,
    hold: (address) => {
      held = address;
    },
    refuse: (address) => {
      refused = address;
    },
    release: () => {
      held = refused = undefined;
      for (const one of waiting) one.writeHead(503).end();
      waiting = [];
    },
    close: async () => {
      site.release();
      await served.close();
    },
  };
  return site;
}
