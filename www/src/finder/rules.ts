/** The names, ready to be held against a page. */
import type { Names } from "./names.js";

/** What a name says of an element: never the article, or beside it. */
export type Role = "never" | "beside" | undefined;

export class Rules {
  /** Selectors of the article's container and of its lead. */
  readonly body: string;
  readonly lead: string;
  readonly away: RegExp;
  readonly credit: RegExp;
  readonly heading: RegExp;
  readonly #never: RegExp;
  readonly #beside: RegExp;
  readonly #state: RegExp;

  constructor({ body, lead, never, beside, state, away, credit, heading }: Names) {
    const read = (source: string) => new RegExp(source, "i");
    this.body = body;
    this.lead = lead;
    this.#never = read(never);
    this.#beside = read(beside);
    this.#state = read(state);
    this.away = read(away);
    this.credit = read(credit);
    this.heading = read(heading);
  }

  /** What an element's class, id, type, and the name of a custom element say of it. */
  roleOf(element: Element): Role {
    const own = element.localName.includes("-") ? element.localName : "";
    const names =
      `${own} ${element.getAttribute("class") ?? ""} ${element.id} ${element.getAttribute("type") ?? ""}`
        .split(/\s+/)
        .filter((name) => name && !this.#state.test(name))
        .join(" ")
        .replace(/([a-z])([A-Z])/g, "$1-$2");
    if (!names) return undefined;
    return this.#never.test(names) ? "never" : this.#beside.test(names) ? "beside" : undefined;
  }
}
