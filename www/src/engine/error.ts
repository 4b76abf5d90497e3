export { type ErrorCode, ThemelightError } from "../api/errors.js";

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The type of a value, for messages. */
export const nameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
