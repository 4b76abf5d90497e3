/**
 * The picker: the reader points at the article, presses and accepts. It outlines the element that
 * it would take and, lighter, its paragraphs. Arrow keys make the selection wider or narrower, or
 * go to the element beside it; Enter accepts, Escape cancels. While it is open, the page gets no
 * presses.
 */
import { button, el } from "../../src/dom/el.js";
import type { Lang } from "../../src/i18n/index.js";
import { translator } from "../shared/i18n.js";
import { openBox } from "./own-box.js";
import { PickerTarget } from "./picker-target.js";
import { selectorOf } from "./selector.js";

/** Outlines of paragraphs; a window shows fewer. */
const MAX_OUTLINES = 200;
const PRESSES = ["pointerdown", "pointerup", "mousedown", "mouseup", "click"];

/**
 * Resolves to the selector of the chosen element; null = found automatically; undefined =
 * cancelled.
 */
export function pickArticle(lang: Lang): Promise<string | null | undefined> {
  return new Promise((resolve) => new Picker(lang, resolve));
}

class Picker {
  readonly #t;
  readonly #box;
  readonly #life = new AbortController();
  readonly #target = new PickerTarget(this.#life.signal);
  readonly #resolve: (selector: string | null | undefined) => void;
  readonly #before = document.activeElement;
  readonly #frame = el("div", { class: "frame", hidden: "" });
  readonly #parts = el("div");
  readonly #text = el("p", { role: "status" });
  readonly #bar: HTMLElement;
  readonly #use: HTMLButtonElement;
  /** True after a press or a key: the pointer then changes nothing until the next press. */
  #fixed = false;
  /** The element under the pointer when it was last looked up. */
  #pointed: Element | undefined;
  /** Keys and presses run one after the other, since finding paragraphs takes several tasks. */
  #last: Promise<void> = Promise.resolve();

  constructor(lang: Lang, resolve: (selector: string | null | undefined) => void) {
    this.#t = translator(lang);
    this.#box = openBox("themelight-picker", lang);
    this.#resolve = resolve;
    const t = this.#t;
    const on = (act: () => void) => ({ click: (event: Event) => event.isTrusted && act() });
    this.#use = button({ class: "main", disabled: "", ...on(() => this.#accept()) }, t("pickUse"));
    this.#bar = el(
      "div",
      { class: "bar", role: "dialog", tabindex: "-1", "aria-label": t("pick") },
      this.#text,
      this.#use,
      button(
        on(() => this.#change(() => this.#target.wider())),
        t("pickWider"),
      ),
      button(
        on(() => this.#change(() => this.#target.narrower())),
        t("pickNarrower"),
      ),
      button(
        on(() => this.#end(null)),
        t("pickAuto"),
      ),
      button(
        on(() => this.#end(undefined)),
        t("cancel"),
      ),
    );
    this.#text.textContent = t("pickPoint");
    this.#box.root.append(this.#frame, this.#parts, this.#bar);
    this.#listen();
    this.#bar.focus({ preventScroll: true });
  }

  #listen(): void {
    const { signal } = this.#life;
    const first = { signal, capture: true };
    const move = (event: PointerEvent) => this.#hover(event);
    addEventListener("pointermove", move, { ...first, passive: true });
    for (const type of PRESSES) addEventListener(type, (event) => this.#press(event), first);
    addEventListener("keydown", (event) => this.#key(event), first);
    const redraw = () => void this.#inSequence(() => this.#draw());
    addEventListener("scroll", redraw, { ...first, passive: true });
    addEventListener("resize", redraw, first);
  }

  /** Outlines what a press here would take. Only the last of several movements is looked up. */
  #hover({ clientX, clientY }: PointerEvent): void {
    const element = this.#at(clientX, clientY);
    if (this.#fixed || !element || element === this.#pointed) return;
    this.#pointed = element;
    void this.#inSequence(async () => {
      if (this.#fixed || this.#pointed !== element) return;
      await this.#target.pointAt(element);
      await this.#draw();
    });
  }

  #press(event: Event): void {
    if (!event.isTrusted || this.#isOurs(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== "click") return;
    const { clientX, clientY } = event as PointerEvent;
    const element = this.#at(clientX, clientY);
    this.#fixed = true;
    this.#change(() => (element ? this.#target.pointAt(element) : undefined));
  }

  #key(event: KeyboardEvent): void {
    const target = this.#target;
    const act = {
      Escape: () => this.#end(undefined),
      Enter: () => this.#accept(),
      ArrowUp: () => this.#change(() => target.wider()),
      ArrowDown: () => this.#change(() => target.narrower()),
      ArrowLeft: () => this.#change(() => target.beside(-1)),
      ArrowRight: () => this.#change(() => target.beside(1)),
    }[event.key];
    // Enter on a button of the picker presses that button.
    const onButton = event.key === "Enter" && this.#box.root.activeElement?.matches("button");
    if (!event.isTrusted || !act || onButton) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  /** Changes the selection and draws it. Without one, begins in the middle of the window. */
  #change(change: () => unknown): void {
    this.#fixed = true;
    void this.#inSequence(async () => {
      const start = this.#target.element ? undefined : this.#at(innerWidth / 2, innerHeight / 2);
      if (start) await this.#target.pointAt(start);
      else await change();
      await this.#draw();
    });
  }

  async #draw(): Promise<void> {
    const { element } = this.#target;
    this.#frame.hidden = !element;
    if (!element) return;
    const passages = await this.#target.passages();
    outline(this.#frame, element.getBoundingClientRect());
    const boxes = passages
      .map(({ range }) => range.getBoundingClientRect())
      .filter(({ top, bottom }) => bottom > 0 && top < innerHeight)
      .slice(0, MAX_OUTLINES);
    this.#parts.replaceChildren(...boxes.map((box) => outline(el("div", { class: "part" }), box)));
    const { length } = passages;
    const count = length ? this.#t("pickCount", length) : this.#t("pickNone");
    this.#text.textContent = this.#fixed ? count : `${count} ${this.#t("pickClick")}`;
    this.#use.disabled = !length;
  }

  #accept(): void {
    void this.#inSequence(async () => {
      const { element } = this.#target;
      if (element && (await this.#target.passages()).length) this.#end(selectorOf(element));
    });
  }

  #end(selector: string | null | undefined): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#box.close();
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
    this.#resolve(selector);
  }

  #inSequence(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((cause: Error) => {
      // The search for paragraphs also rejects when the picker is closed.
      if (!this.#life.signal.aborted) console.warn(`Themelight: ${cause.message}`);
    });
    return this.#last;
  }

  /** The page's element at a point of the window. */
  #at(x: number, y: number): Element | undefined {
    return document.elementsFromPoint(x, y).find((one) => one !== this.#box.host);
  }

  #isOurs(event: Event): boolean {
    return event.composedPath().includes(this.#box.host);
  }
}

function outline(node: HTMLElement, { left, top, width, height }: DOMRect): HTMLElement {
  const [x, y, w, h] = [left, top, width, height].map((length) => `${length}px`);
  Object.assign(node.style, { left: x, top: y, width: w, height: h });
  return node;
}
