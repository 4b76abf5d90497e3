/** What was recognised in a file, for confirmation. */
import { el } from "../../src/dom/el.js";
import type { App } from "../app.js";
import { action, checkbox, row, select, table, textField } from "../controls.js";
import type { LabelColumns, Mapping } from "../training.js";
import type { Draft } from "../worker/views.js";
import { problemList } from "./problems.js";

export interface Actions {
  /** Whether the reader opened the controls of the columns. */
  readonly columnsOpen: boolean;
  openColumns(open: boolean): void;
  remap(hints: Partial<Mapping>): void;
  chooseSheet(sheet: number): void;
  accept(how: "add" | "replace"): void;
  rejected(): void;
  discard(): void;
}

/** Rows and letters of a cell that the preview shows. */
const ROWS = 5;
const LETTERS = 160;

export function confirmation(app: App, draft: Draft, actions: Actions): HTMLElement {
  const { t, overview } = app;
  const { guess, examples, rejected } = draft;
  const { mapping, rows } = guess;
  const isTable = mapping.format === "table";
  const certain = guess.certain.text && guess.certain.labels;
  const onlyTexts = mapping.labels.style === "none" && mapping.format !== "fasttext";
  const take = onlyTexts ? t.takeTexts(examples) : t.takeExamples(examples);
  const buttons = [
    ...(examples
      ? [
          action(
            take,
            () => actions.accept(overview.examples ? "add" : "replace"),
            "button primary",
          ),
        ]
      : []),
    ...(examples && overview.examples && !onlyTexts
      ? [action(t.replaceAll, () => actions.accept("replace"))]
      : []),
    action(t.otherFile, actions.discard),
  ];
  return el(
    "div",
    { class: "draft" },
    el("h3", { tabindex: "-1" }, draft.name),
    el("p", {}, t.recognised(mapping, rows, draft.encoding)),
    ...(draft.sheets.length > 1 ? [sheetChoice(app, draft, actions)] : []),
    ...(guess.themes.length
      ? [el("p", {}, t.themesFound(guess.themes.map(({ label, count }) => `${label} (${count})`)))]
      : []),
    ...(certain ? [] : [el("p", { class: "notice" }, t.checkColumns)]),
    ...(isTable
      ? [columns(app, draft, actions, certain && !actions.columnsOpen), preview(app, draft)]
      : []),
    ...(onlyTexts ? [el("p", { class: "notice" }, t.noLabelsFound)] : []),
    problemList(
      t,
      draft.problems,
      draft.themes.map(({ id, name }) => ({ id, name: { vi: name } })),
    ),
    ...(rejected
      ? [row(el("span", {}, t.rejected(rejected)), action(t.downloadRejected, actions.rejected))]
      : []),
    row(...buttons),
  );
}

function sheetChoice({ t }: App, { sheets, sheet }: Draft, actions: Actions): HTMLElement {
  const names = sheets.map(
    ({ name, hidden }, i) => [String(i), hidden ? t.hiddenSheet(name) : name] as const,
  );
  return el(
    "div",
    { class: "mapping" },
    select(t.sheet, names, String(sheet), (value) => actions.chooseSheet(Number(value))),
  );
}

/** The controls of the columns: closed where they were recognised with certainty. */
function columns(app: App, draft: Draft, actions: Actions, closed: boolean): HTMLElement {
  const details = el(
    "details",
    { toggle: () => actions.openColumns(details.open) },
    el("summary", {}, app.t.changeColumns),
    controls(app, draft, actions),
  );
  details.open = !closed;
  return details;
}

function controls({ t }: App, { guess }: Draft, { remap }: Actions): HTMLElement {
  const { mapping, columns } = guess;
  const { labels } = mapping;
  const names = columns.map(
    ({ index, name }) => [String(index), name || t.column(index + 1)] as const,
  );
  const others = columns.map(({ index }) => index).filter((index) => index !== mapping.text);
  const chosen =
    labels.style === "list" ? [labels.column] : labels.style === "none" ? [] : labels.columns;
  const setStyle = (style: string) => remap({ ...mapping, labels: styled(style, chosen, others) });
  const parts: HTMLElement[] = [
    select(t.textColumn, names, String(mapping.text), (value) =>
      remap({ ...mapping, text: Number(value) }),
    ),
    select(t.labelStyle, t.labelStyles, labels.style, setStyle),
  ];
  if (labels.style === "list") {
    parts.push(
      select(t.labelColumn, names, String(labels.column), (value) =>
        remap({ ...mapping, labels: { ...labels, column: Number(value) } }),
      ),
      textField(
        t.labelSplit,
        labels.split,
        (split) => remap({ ...mapping, labels: { ...labels, split } }),
        t.noSplit,
      ),
    );
  }
  parts.push(checkbox(t.header, mapping.header, (header) => remap({ ...mapping, header })));
  if (labels.style === "flags" || labels.style === "columns") {
    const boxes = others.map((index) =>
      checkbox(names[index]?.[1] ?? "", chosen.includes(index), (on) => {
        const columns = on
          ? [...chosen, index].sort((a, b) => a - b)
          : chosen.filter((one) => one !== index);
        remap({ ...mapping, labels: { style: labels.style, columns } as LabelColumns });
      }),
    );
    parts.push(el("fieldset", { class: "radios" }, el("legend", {}, t.labelColumns), ...boxes));
  }
  return el("div", { class: "mapping" }, ...parts);
}

/** Returns label columns of another style, with the columns that are chosen already. */
function styled(style: string, chosen: readonly number[], others: readonly number[]): LabelColumns {
  const columns = chosen.length ? [...chosen] : others.slice(0, 1);
  if (style === "list") return { style, column: columns[0] ?? 0, split: ",;|#" };
  return style === "flags" || style === "columns" ? { style, columns } : { style: "none" };
}

function preview({ t }: App, { guess }: Draft): HTMLElement {
  const { mapping, columns } = guess;
  const { labels } = mapping;
  const used = (index: number): string => {
    if (index === mapping.text) return t.isText;
    if (labels.style === "none") return "";
    const isLabel =
      labels.style === "list" ? labels.column === index : labels.columns.includes(index);
    return isLabel ? t.isLabel : "";
  };
  const heads = columns.map(({ index, name }) => {
    const use = used(index);
    return el("span", {}, name || t.column(index + 1), ...(use ? [el("b", {}, use)] : []));
  });
  const rows = guess.preview
    .slice(0, ROWS)
    .map(({ row: number, cells }) => [
      String(number),
      ...columns.map(({ index }) => shortened(cells[index] ?? "")),
    ]);
  return table(t.preview, [t.row, ...heads], rows);
}

const shortened = (text: string): string =>
  text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text;
