/** What the loader fetches: engine, finder, highlighter, legend. The loader has checked the settings and has the files. */
export { start } from "../src/engine/load.js";
export { open } from "../src/widget.js";
