/** A part of the legend, and how it is kept in step with the page. */
export interface Panel {
  readonly node: HTMLElement;
  update(): void;
}
