/** What the widget says, in the page's language: Vietnamese first, English on pages in any other language. */
import { en } from "./en.js";
import type { Lang } from "./lang.js";
import { vi } from "./vi.js";

export { type Lang, langOf } from "./lang.js";
export type Texts = Readonly<Record<keyof typeof vi, string>>;

/** The package has both; the embed's readers download theirs. */
export const TEXTS: Readonly<Record<Lang, Texts>> = { vi, en };
