import { doc } from "../dom/native.js";

/** Styles come by constructable sheets: a strict CSP allows them, and taking them away leaves nothing behind. */

/** Installs rules in the page and gives back what removes them. Extensions pass their own (`insertCSS`). */
export type InstallStyles = (css: string) => () => void;

export const adoptStyles: InstallStyles = (css) => adopt(doc, css);

export function adopt(root: DocumentOrShadowRoot, css: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
