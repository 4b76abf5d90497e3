/**
 * Counts DOM operations in `work.steps`, and the most in one task in `work.most`; in `work.turns` the
 * tasks and frames that were asked for. `work.frame` waits for a frame that does not count.
 */
export function countWork(): void {
  const NONE = { steps: 0, most: 0, inTask: 0, turns: 0 };
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  const work = {
    ...NONE,
    clear: () => Object.assign(work, NONE),
    frame: () => new Promise((resolve) => request(resolve)),
  };
  globalThis.requestAnimationFrame = (run) => {
    work.turns++;
    return request(run);
  };
  Object.assign(globalThis, { work });
  const step = (weight = 1) => {
    work.steps += weight;
    work.inTask += weight;
    work.most = Math.max(work.most, work.inTask);
  };
  const members: [object, string[]][] = [
    [
      Node.prototype,
      ["parentElement", "parentNode", "firstChild", "lastChild", "nextSibling", "previousSibling"],
    ],
    [Node.prototype, ["contains", "compareDocumentPosition", "textContent", "isConnected"]],
    [
      Element.prototype,
      ["getAttribute", "hasAttribute", "closest", "matches", "querySelector", "querySelectorAll"],
    ],
    [
      Element.prototype,
      ["getBoundingClientRect", "getClientRects", "checkVisibility", "nextElementSibling"],
    ],
    [CharacterData.prototype, ["data"]],
    [Range.prototype, ["getBoundingClientRect", "getClientRects", "setStart", "setEnd"]],
  ];
  for (const [prototype, names] of members) {
    for (const name of names) {
      const real = Object.getOwnPropertyDescriptor(prototype, name)!;
      const { get, value } = real;
      const counted = {
        ...real,
        ...(get && {
          get(this: unknown) {
            const result = get.call(this);
            // A text is read in full, but every slice of it counts for one step.
            step(typeof result === "string" ? 1 + result.length / 1000 : 1);
            return result;
          },
        }),
        ...(value && {
          value(this: unknown, ...all: unknown[]) {
            step();
            return value.apply(this, all);
          },
        }),
      };
      Object.defineProperty(prototype, name, counted);
    }
  }
  // The widget lets the page have its turn by these; a message or a frame would come much later.
  const { scheduler } = globalThis as unknown as {
    scheduler: {
      yield(): Promise<void>;
      postTask(run: () => void, options: object): Promise<void>;
    };
  };
  const turn = scheduler.yield.bind(scheduler);
  scheduler.yield = () => {
    work.turns++;
    return turn().then(() => {
      work.inTask = 0;
    });
  };
  const post = scheduler.postTask.bind(scheduler);
  scheduler.postTask = (run, options) => {
    work.turns++;
    return post(() => {
      work.inTask = 0;
      run();
    }, options);
  };
}
