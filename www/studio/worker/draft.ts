/** A file between reading and confirmation. */
import type { Source } from "../import/source.js";
import type { Imported, Mapping, Problem, TableGuess, Training } from "../training.js";
import type { Draft, ProblemGroup } from "./views.js";

/** Problems of one kind that are listed row by row. */
const LISTED = 50;

export class DraftFile {
  readonly source: Source;
  readonly #training: Training;
  #guess: TableGuess;
  #imported: Imported;

  constructor(training: Training, source: Source, hints: Partial<Mapping> = {}) {
    this.#training = training;
    this.source = source;
    this.#guess = training.readTable(source.content, hints);
    this.#imported = training.importRows(source.content, this.#guess.mapping);
  }

  get mapping(): Mapping {
    return this.#guess.mapping;
  }

  get imported(): Imported {
    return this.#imported;
  }

  get view(): Draft {
    const { examples, rejected, problems, themes } = this.#imported;
    return {
      name: this.source.name,
      encoding: this.source.encoding,
      sheets: this.source.book?.sheets ?? [],
      sheet: this.source.sheet,
      guess: this.#guess,
      examples: examples.length,
      rejected: rejected.length,
      problems: grouped(problems),
      themes,
    };
  }

  /** Returns the rows that gave no example as CSV, with the reason in the last column. */
  rejectedRows(reasons: Readonly<Record<string, string>>): string {
    return this.#training.exportRejected(
      this.source.content,
      this.#imported,
      this.mapping,
      ({ code, message }) => reasons[code] ?? message,
    );
  }
}

/** Groups problems by kind: errors first, then the most frequent. */
export function grouped(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const kind = `${problem.severity} ${problem.code}`;
    const group = groups.get(kind);
    if (group) group.push(problem);
    else groups.set(kind, [problem]);
  }
  const order = ["error", "warning", "note"];
  return [...groups.values()]
    .map((all) => ({
      code: all[0]!.code,
      severity: all[0]!.severity,
      count: all.length,
      first: all.slice(0, LISTED),
    }))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.count - a.count);
}
