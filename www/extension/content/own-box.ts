/**
 * A box on the page, in a closed shadow root that the page's scripts and styles cannot access.
 */
import { adopt } from "../../src/dom/sheets.js";
import css from "./own-box.css";

export interface OwnBox {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  close(): void;
}

export function openBox(name: "themelight-note" | "themelight-picker", lang: string): OwnBox {
  document.querySelector(name)?.remove();
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: "closed" });
  adopt(root, css);
  host.lang = lang;
  document.documentElement.append(host);
  return { host, root, close: () => host.remove() };
}
