export { type ErrorCode, ThemelightError } from "./error.js";
export type * from "./types.js";
