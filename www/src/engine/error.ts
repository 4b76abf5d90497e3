export { type ErrorCode, ThemelightError } from "../api/errors.js";

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
