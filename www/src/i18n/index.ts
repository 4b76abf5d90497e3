import { en } from "./en.js";
import type { Lang } from "./lang.js";
import { vi } from "./vi.js";

export { LANGS, type Lang, langOf } from "./lang.js";
export type Texts = Readonly<Record<keyof typeof vi, string>>;

/** The texts of the widget. */
export const TEXTS: Readonly<Record<Lang, Texts>> = { vi, en };
