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

/** Elements of a page that can be styled again within one task. */
const MOST_STYLED = 40_000;

/**
 * True for a page with so many elements that a new sheet, even an empty one, is a long task: the
 * browser visits all of them.
 */
export const isVast = (): boolean => MOST_STYLED in doc.getElementsByTagName("*");

export const adoptStyles: InstallStyles = (css) => adopt(doc, css);
