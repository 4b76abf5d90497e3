// Types of build.mjs for the task scripts and the tests.
export const BROWSERS: readonly string[];
export function buildExtension(): Promise<void>;
