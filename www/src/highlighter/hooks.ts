/** A list of callbacks. */
export class Hooks {
  readonly #listeners: (() => void)[] = [];

  add(listener: () => void): void {
    this.#listeners.push(listener);
  }

  call(): void {
    for (const listener of this.#listeners) listener();
  }
}
