export { isPack } from "./magic.js";
export { readPack } from "./read.js";
export type * from "./types.js";
export { packModel } from "./write.js";
