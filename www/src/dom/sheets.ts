import type { InstallStyles } from "../api/options.js";
import { doc } from "./native.js";

/**
 * Installs rules by a constructable sheet, which a strict CSP allows. Returns a function that
 * removes them.
 */
export function adopt(root: DocumentOrShadowRoot, css: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

export const adoptStyles: InstallStyles = (css) => adopt(doc, css);
