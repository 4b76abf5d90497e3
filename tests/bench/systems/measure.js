// Runs in the page and in Node alike.

/** Systems one after another, round after round, each time begun by another: milliseconds of each in each round. */
export async function interleave(systems, texts, rounds) {
  const names = Object.keys(systems);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  // The first round is for the compilers.
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const start = performance.now();
      const results = systems[name](texts);
      const time = performance.now() - start;
      if (results.length !== texts.length) throw new Error(`${name} gave ${results.length} results`);
      if (round > 0) times[name].push(time);
      // What one leaves behind is not collected at another's cost, as far as a page can help it.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return times;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
