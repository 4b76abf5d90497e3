/** The sample article in a frame, marked by the real embed under the policy of the snippet. */
import type { PageStatus } from "../../src/api/events.js";
import type { PageTheme } from "../../src/api/handle.js";
import { EMBED_SETTINGS } from "../../src/api/settings.js";
import { attributesOf, type Values } from "./snippet.js";

export interface Shown {
  /** The address of the embed's script, and its SRI hash. */
  readonly script: string;
  readonly integrity: string;
  readonly values: Values;
  /** Custom properties of the site. */
  readonly style: string;
  /** A model that the reader opened: the frame gets it in place of a file with this address. */
  readonly own: { readonly address: string; readonly bytes: ArrayBuffer } | undefined;
}

export interface Listener {
  tagged(
    paragraphs: number,
    tagged: number,
    status: PageStatus,
    themes: readonly PageTheme[],
  ): void;
  failed(message: string): void;
}

type FrameWindow = Window & typeof globalThis;

/** These name places on the reader's server, which the frame does not have. */
const ELSEWHERE = ["base", "wasm"];

export class Preview {
  readonly #frame: HTMLIFrameElement;
  readonly #listener: Listener;
  #shown: Shown | undefined;

  constructor(frame: HTMLIFrameElement, listener: Listener) {
    this.#frame = frame;
    this.#listener = listener;
    frame.addEventListener("load", () => this.#start());
  }

  /** Loads a page into the frame and marks it. */
  show(page: string, shown: Shown): void {
    this.#shown = shown;
    const address = new URL(page, document.baseURI).href;
    const { contentWindow } = this.#frame;
    if (contentWindow?.location.href === address) contentWindow.location.reload();
    else this.#frame.src = address;
  }

  #start(): void {
    const shown = this.#shown;
    const page = this.#frame.contentWindow as FrameWindow | null;
    if (!shown || !page || page.location.href === "about:blank") return;
    prepare(page, shown);
    this.#listen(page);
    const script = page.document.createElement("script");
    for (const [name, value] of Object.entries(attributes(shown))) script.setAttribute(name, value);
    // Also while the frame is out of view, where the embed waits: the form is longer than the window.
    script.addEventListener("load", () => {
      // A failure is an event as well.
      if (shown.values.auto !== false) page.themelight?.attach().catch(() => {});
    });
    page.document.head.append(script);
  }

  #listen(page: FrameWindow): void {
    page.document.addEventListener(
      "themelight:tagged",
      async ({ detail }) => {
        const handle = await page.themelight!.attach();
        await handle.done;
        const tagged = handle.paragraphs.filter(({ tagging }) => tagging?.themes.length);
        this.#listener.tagged(detail.paragraphs, tagged.length, detail.status, handle.themes);
      },
      { once: true },
    );
    page.document.addEventListener("themelight:error", ({ detail }) =>
      this.#listener.failed(`${detail.message} (${detail.code})`),
    );
  }
}

/** Returns the attributes of the script element, as the snippet has them. */
function attributes({ script, integrity, values }: Shown): Record<string, string> {
  const tried = Object.entries(values).filter(([name]) => !ELSEWHERE.includes(name));
  return {
    src: script,
    integrity,
    crossorigin: "anonymous",
    ...Object.fromEntries(attributesOf(EMBED_SETTINGS, Object.fromEntries(tried))),
  };
}

/** Gives the page the site's style, a model that was opened, and a storage that keeps nothing. */
function prepare(page: FrameWindow, { style, own }: Shown): void {
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(style);
  page.document.adoptedStyleSheets.push(sheet);
  const kept = new Map<string, string>();
  Object.defineProperty(page, "localStorage", {
    value: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    },
  });
  if (!own) return;
  const { fetch } = page;
  const address = new URL(own.address, page.location.href).href;
  page.fetch = (input, init) => {
    const asked = new URL(
      input instanceof page.Request ? input.url : String(input),
      page.location.href,
    );
    return asked.href === address
      ? Promise.resolve(new page.Response(own.bytes.slice(0)))
      : fetch.call(page, input, init);
  };
}
