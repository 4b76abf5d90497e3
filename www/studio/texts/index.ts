import { en } from "./en.js";
import { type Texts, vi } from "./vi.js";

export type { Texts };
export const TEXTS: Readonly<Record<"vi" | "en", Texts>> = { vi, en };
