/** A part of the legend. */
export interface Panel {
  readonly node: HTMLElement;
  /** Shows the present values of the model. */
  update(): void;
}
