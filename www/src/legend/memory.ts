/** What the reader chose stays chosen on this site. Pages that forbid storage simply forget. */
const key = (name: string): string => `themelight-${name}`;

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // Sandboxed page or full storage: nothing the reader should hear of.
  }
}
