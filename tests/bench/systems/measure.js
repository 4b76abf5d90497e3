// Measures systems, in a page or in Node.

/**
 * Runs all systems in each round, starting with another one each time; returns milliseconds by
 * system and round.
 */
export async function interleave(systems, texts, rounds) {
  const names = Object.keys(systems);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  // The first round is a warm-up and not counted.
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const start = performance.now();
      const results = systems[name](texts);
      const time = performance.now() - start;
      if (results.length !== texts.length)
        throw new Error(`${name}: expected ${texts.length} results, found ${results.length}`);
      if (round > 0) times[name].push(time);
      // Gives the garbage collector time, so that it does not run during the next system.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  return times;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function writeUtf8(text, bytes, at) {
  let n = at;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) bytes[n++] = c;
    else if (c < 0x800) {
      bytes[n++] = 0xc0 | (c >> 6);
      bytes[n++] = 0x80 | (c & 0x3f);
    } else {
      bytes[n++] = 0xe0 | (c >> 12);
      bytes[n++] = 0x80 | ((c >> 6) & 0x3f);
      bytes[n++] = 0x80 | (c & 0x3f);
    }
  }
  return n - at;
}

/** Returns the milliseconds of each way to copy texts into wasm memory, by round. */
export function crossing(texts, rounds) {
  const bytes = new Uint8Array(new WebAssembly.Memory({ initial: 16 }).buffer);
  const units = new Uint16Array(bytes.buffer);
  const encoder = new TextEncoder();
  const batches = Array.from({ length: Math.ceil(texts.length / 160) }, (_, i) =>
    texts.slice(160 * i, 160 * (i + 1)),
  );
  const ways = {
    "encodeInto, a call a text": () =>
      texts.reduce((sum, text) => sum + encoder.encodeInto(text, bytes).written, 0),
    "joined, then encodeInto": () =>
      batches.reduce((sum, batch) => sum + encoder.encodeInto(batch.join("\0"), bytes).written, 0),
    "charCodeAt into UTF-8": () => texts.reduce((sum, text) => sum + writeUtf8(text, bytes, 0), 0),
    "charCodeAt into UTF-16": () => {
      let sum = 0;
      for (const text of texts) {
        for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
        sum += text.length;
      }
      return sum;
    },
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const start = performance.now();
      if (way() === 0) throw new Error(`${name} copied nothing`);
      if (round > 0) times[name].push(performance.now() - start);
    }
  }
  return times;
}
