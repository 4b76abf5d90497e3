// Draws the icons as PNG from icons/*.svg, at each build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inRoot } from "../tools/run.mjs";
import { ICON_SIZES } from "./manifest.mjs";

let ready;

/**
 * Returns `[name, bytes]` of every icon. Small sizes have a separate drawing with fewer lines,
 * aligned to pixels.
 */
export async function drawIcons() {
  const { Resvg, initWasm } = await import("@resvg/resvg-wasm");
  ready ??= initWasm(
    readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")),
  );
  await ready;
  return ICON_SIZES.map((size) => {
    const drawing = readFileSync(
      inRoot("www/extension/icons", size < 48 ? "small.svg" : "icon.svg"),
      "utf8",
    );
    return [
      `${size}.png`,
      new Resvg(drawing, { fitTo: { mode: "width", value: size } }).render().asPng(),
    ];
  });
}
