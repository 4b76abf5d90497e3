// Parses the numbers of tests that cargo and Node print.
const CARGO = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm;
const NODE = {
  passed: /^ℹ pass (\d+)$/gm,
  failed: /^ℹ fail (\d+)$/gm,
  skipped: /^ℹ skipped (\d+)$/gm,
};
const KINDS = /** @type {const} */ (["passed", "failed", "skipped"]);

/** @typedef {Record<(typeof KINDS)[number], number>} Counts */

/**
 * @param {string} output
 * @returns {Counts}
 */
export function countsIn(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, skipped] of output.matchAll(CARGO)) {
    addCounts(counts, {
      passed: Number(passed),
      failed: Number(failed),
      skipped: Number(skipped),
    });
  }
  for (const kind of KINDS) {
    for (const [, count] of output.matchAll(NODE[kind])) counts[kind] += Number(count);
  }
  return counts;
}

/**
 * Adds `more` to `total`.
 * @param {Counts} total
 * @param {Counts} more
 */
export function addCounts(total, more) {
  for (const kind of KINDS) total[kind] += more[kind];
}
