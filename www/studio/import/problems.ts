/** Problems of the examples by kind, each with its cure and its rows. */
import { el } from "../../src/dom/el.js";
import type { Texts } from "../texts/index.js";
import type { Problem } from "../training.js";
import type { ProblemGroup } from "../worker/views.js";

interface Named {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
}

export function problemList(
  t: Texts,
  groups: readonly ProblemGroup[],
  themes: readonly Named[],
): HTMLElement {
  const nameOf = (id: string) => {
    const name = themes.find((theme) => theme.id === id)?.name;
    return name?.[t.lang] ?? name?.vi ?? id;
  };
  return el("div", { class: "problems" }, ...groups.map((group) => item(t, group, nameOf)));
}

function item(t: Texts, group: ProblemGroup, nameOf: (id: string) => string): HTMLElement {
  const { code, severity, count, first } = group;
  const { title, cure } = t.problems[code];
  const rows = first.filter(({ row }) => row > 0);
  const lines = first.map((problem) => line(t, problem, nameOf)).filter(Boolean);
  const summary = el("summary", {}, el("b", {}, `${t.severity[severity]}: `), title(count));
  // A problem of the whole file has no rows to open; notes need no action.
  if (!rows.length && severity !== "note") {
    return el(
      "div",
      { class: `problem ${severity}` },
      el("p", {}, el("b", {}, `${t.severity[severity]}: `), title(count)),
      ...lines.map((text) => el("p", {}, text)),
      el("p", {}, cure),
    );
  }
  return el(
    "details",
    { class: `problem ${severity}` },
    summary,
    el("p", {}, cure),
    el("ul", {}, ...lines.map((text) => el("li", {}, text))),
    ...(count > first.length ? [el("p", {}, t.andMore(count - first.length))] : []),
  );
}

/** Describes one problem: its row and what was found there. */
function line(t: Texts, { row, column, code, params }: Problem, nameOf: (id: string) => string) {
  const named = {
    ...params,
    ...(params.theme !== undefined && { theme: nameOf(String(params.theme)) }),
  };
  const detail = t.problems[code].detail?.(named) ?? "";
  if (row === 0) return detail;
  const where = column ? t.rowColumn(row, column) : t.rowNumber(row);
  return detail ? `${where}: ${detail}` : where;
}
