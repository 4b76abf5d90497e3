/** What the reader chose stays chosen: on this site, or where a door keeps it. Pages that forbid storage simply forget. */
const key = (name: string): string => `themelight-${name}`;

/** Where choices are kept. The extension puts its own settings in this place, and leaves nothing in the site's storage. */
export const memory = {
  get: (name: string): string | null => localStorage.getItem(key(name)),
  set: (name: string, value: string): void => localStorage.setItem(key(name), value),
};

export function recall(name: string): string | null {
  try {
    return memory.get(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    memory.set(name, value);
  } catch {
    // Sandboxed page or full storage: nothing the reader should hear of.
  }
}
