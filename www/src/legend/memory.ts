/** What the reader chose stays chosen on this site. Pages that forbid storage simply forget. */
const key = (name: string): string => `themelight-${name}`;

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(key(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // Sandboxed page or full storage: nothing the reader should hear of.
  }
}
