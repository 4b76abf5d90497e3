/** What the reader chose stays chosen: on this site, or where a door keeps it. Pages that forbid storage simply forget. */
const key = (name: string): string => `themelight-${name}`;

export interface Memory {
  recall(name: string): string | null;
  remember(name: string, value: string): void;
}

const onThisSite: Memory = {
  recall: (name) => localStorage.getItem(key(name)),
  remember: (name, value) => localStorage.setItem(key(name), value),
};
let memory = onThisSite;

/** The extension keeps choices with its own settings, and leaves nothing in the site's storage. */
export function keepIn(other: Memory): void {
  memory = other;
}

export function recall(name: string): string | null {
  try {
    return memory.recall(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    memory.remember(name, value);
  } catch {
    // Sandboxed page or full storage: nothing the reader should hear of.
  }
}
