// Formats the figures of a run as a table for the README and as a chart.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";
import { writeComparison } from "./compare-table.mjs";
import { withBlock } from "./document.mjs";
import { SYSTEMS } from "./systems.mjs";

const README = inRoot("README.md");
const CHART = "www/assets/speed.svg";
const FIGURES = inRoot("tests/bench/speed.json");

/** Writes the figures of a run to the repository. `run.rows` is sorted, fastest first. */
export function writeFigures(run) {
  writeFileSync(FIGURES, `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(inRoot(CHART), chart(run.rows));
  writeFileSync(README, withBlock(readFileSync(README, "utf8"), "speed", table(run.rows)));
  writeComparison();
}

const HEAD = [
  "",
  "paragraphs/s",
  "to the yardstick",
  "script to ready, ms",
  "first article, ms",
  "KB under Brotli",
];

export function table(rows) {
  const cells = rows.map(({ name, perSecond, ratio, ready, first, runtime, model }) => [
    SYSTEMS[name].title,
    (Math.round(perSecond / 100) * 100).toLocaleString("en"),
    ratio.toFixed(2),
    ready.toFixed(0),
    first.toFixed(1),
    model ? `${runtime.toFixed(0)} + ${model.toFixed(0)}` : runtime.toFixed(1),
  ]);
  const line = (row) => `| ${row.join(" | ")} |`;
  return `${[line(HEAD), "| --- | ---: | ---: | ---: | ---: | ---: |", ...cells.map(line)].join("\n")}\n`;
}

const WIDTH = 720;
const ROW = 34;
const LEFT = 236;

/** Returns a bar chart of paragraphs per second as SVG, for light and dark pages. */
function chart(rows) {
  const most = Math.max(...rows.map(({ perSecond }) => perSecond));
  const bars = rows.map(({ name, perSecond }, i) => {
    const width = ((WIDTH - LEFT - 90) * perSecond) / most;
    const y = 40 + i * ROW;
    const kind = name === "themelight" ? "ours" : name === "limit" ? "limit" : "peer";
    return `<text class="name" x="${LEFT - 10}" y="${y + 16}">${SYSTEMS[name].title}</text>
<rect class="${kind}" x="${LEFT}" y="${y}" width="${Math.max(width, 1).toFixed(1)}" height="22" rx="2"/>
<text class="value" x="${(LEFT + width + 8).toFixed(1)}" y="${y + 16}">${(Math.round(perSecond / 100) * 100).toLocaleString("en")}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${52 + rows.length * ROW}" role="img" aria-labelledby="t">
<title id="t">Paragraphs a second in Chromium, ${rows.map(({ name, perSecond }) => `${SYSTEMS[name].title} ${Math.round(perSecond)}`).join(", ")}</title>
<style>
text { font: 14px system-ui, sans-serif; fill: #333; }
.name { text-anchor: end; }
.head { font-weight: 600; }
.ours { fill: #1f5fbf; }
.limit { fill: none; stroke: #777; stroke-dasharray: 4 3; }
.peer { fill: #a5a5a5; }
@media (prefers-color-scheme: dark) { text { fill: #ddd; } .ours { fill: #8ab4ff; } .peer { fill: #777; } }
</style>
<text class="head" x="${LEFT}" y="22">Paragraphs a second, one thread of Chromium</text>
${bars.join("\n")}
</svg>
`;
}
