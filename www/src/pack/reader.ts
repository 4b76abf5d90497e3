/** What loading a pack needs; see `MAGIC` for what every page has. */
export { readPack } from "./read.js";
export { verify } from "./verify.js";
