/** Checks of values that occur in messages and in the settings. */
import { type Check, flag, nullable, number, oneOf, text } from "./check.js";

export const color: Check<string> = text(7, /^#[0-9a-f]{6}$/i, "a colour such as #1f5fbf");

/** A threshold that the reader can set. */
export const probability = number(0.05, 0.99);

/** The settings for content scripts. */
export const PAGE_SETTINGS = {
  lang: oneOf("auto", "vi", "en"),
  legend: oneOf("open", "closed"),
  /** Minimum probability; null = the threshold of each theme. */
  confidence: nullable(probability),
  cues: flag,
  strip: flag,
  keys: flag,
};
