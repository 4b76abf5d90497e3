const PARTS = [
  { name: "mã", file: /\/index\.js$/ },
  { name: "wasm", file: /\.wasm$/ },
  { name: "mô hình", file: /\.model$/ },
];

/** Returns the size of the download by part, for example “Tải 118 KB (mã 12, wasm 24, mô hình 82)”. */
export function downloaded(): string {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const parts = PARTS.map(({ name, file }) => {
    const bytes = entries
      .filter((entry) => file.test(new URL(entry.name).pathname))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
    return { name, bytes };
  });
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return `Tải ${kb(total)} KB (${parts.map(({ name, bytes }) => `${name} ${kb(bytes)}`).join(", ")})`;
}

const number = new Intl.NumberFormat("vi", { maximumFractionDigits: 1 });

const kb = (bytes: number) => number.format(bytes / 1024);

/** Formats a duration: `0,4 ms`, `86 ms`. */
export const ms = (duration: number) =>
  `${number.format(duration < 10 ? duration : Math.round(duration))} ms`;
