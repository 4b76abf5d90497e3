// Reads how many tests passed from what the runners print: cargo's one line for each binary, node's summary.
const CARGO = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;
const NODE = { passed: /^ℹ pass (\d+)$/gm, failed: /^ℹ fail (\d+)$/gm, skipped: /^ℹ skipped (\d+)$/gm };

export function countsIn(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, skipped] of output.matchAll(CARGO)) {
    addCounts(counts, { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) });
  }
  for (const [kind, line] of Object.entries(NODE)) {
    for (const [, count] of output.matchAll(line)) counts[kind] += Number(count);
  }
  return counts;
}

export function addCounts(total, more) {
  for (const kind of Object.keys(total)) total[kind] += more[kind];
}
