export { type ErrorCode, messageOf, ThemelightError } from "../api/errors.js";

/** The type of a value, for messages. */
export const nameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
