import type { PageHandle, Paragraph } from "../api/handle.js";
import type { SelectOptions } from "../api/options.js";
import type { PageController } from "./controller.js";

/** Makes the user's view of a controller: nothing else of it can be reached. */
export function handleOf(page: PageController): PageHandle {
  const made = new WeakMap<Paragraph, Paragraph>();
  const paragraphOf = (passage: Paragraph): Paragraph => {
    let paragraph = made.get(passage);
    if (!paragraph) {
      paragraph = Object.freeze({
        element: passage.element,
        get range() {
          return passage.range;
        },
        text: passage.text,
        get tagging() {
          return passage.tagging;
        },
      });
      made.set(passage, paragraph);
    }
    return paragraph;
  };
  /** A page whose marks were removed stays as it is. */
  const unlessEnded = <A extends unknown[]>(call: (...args: A) => void) => {
    return (...args: A) => {
      if (!page.signal.aborted) call(...args);
    };
  };
  let source: readonly Paragraph[] = [];
  let paragraphs: readonly Paragraph[] = [];
  return Object.freeze({
    get paragraphs() {
      // The controller has another array after each reading of the page.
      if (source !== page.paragraphs) {
        source = page.paragraphs;
        paragraphs = Object.freeze(source.map(paragraphOf));
      }
      return paragraphs;
    },
    get themes() {
      return page.themes.map(({ id, name, color, line, glyph }) => ({
        id,
        name,
        color,
        line,
        glyph,
      }));
    },
    get status() {
      return page.status;
    },
    get ready() {
      return page.ready;
    },
    get done() {
      return page.done;
    },
    get drawn() {
      return page.drawn;
    },
    signal: page.signal,
    filter: unlessEnded((themes?: readonly string[]) => page.filter(themes)),
    select: unlessEnded((index: number, options?: SelectOptions) => page.select(index, options)),
    explainArticle: () => page.explainArticle(),
    update: unlessEnded(() => page.update()),
    destroy: () => page.destroy(),
  } satisfies PageHandle);
}
