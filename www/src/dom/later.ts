/**
 * Calls a function after so many milliseconds: by a clock of the browser that pages do not replace,
 * where there is one. Nothing else of ours waits for it, so that it ends the waits for functions
 * that the page replaced by some which never call back. Returns a function that cancels the call.
 */
export function later(milliseconds: number, run: () => void): () => void {
  const signal = globalThis.AbortSignal?.timeout?.(milliseconds);
  if (signal) {
    signal.onabort = run;
    return () => {
      signal.onabort = null;
    };
  }
  // Safari before 16 has no such signals.
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
