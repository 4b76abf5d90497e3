/** The built-in paragraphs without a theme. */
import type { TrainOptions } from "../training.js";
import { StudioError } from "./rpc.js";

type Background = Pick<TrainOptions, "background" | "unlabelled">;

/** Files by language: Vietnamese press as bags, English paragraphs of ours as text. */
const FILES = {
  vi: { name: "background-vi.jsonl", read: (text: string): Background => ({ background: text }) },
  en: {
    name: "background-en.txt",
    read: (text: string): Background => ({ unlabelled: text.trim().split("\n") }),
  },
};

const loaded = new Map<string, Promise<string>>();

/** Resolves with the options of a training that add the background of a language. */
export async function backgroundIn(language: string): Promise<Background> {
  const { name, read } = language === "vi" ? FILES.vi : FILES.en;
  let text = loaded.get(name);
  if (!text) {
    text = load(name);
    text.catch(() => loaded.delete(name));
    loaded.set(name, text);
  }
  return read(await text);
}

async function load(name: string): Promise<string> {
  const address = new URL(name, import.meta.url);
  const response = await fetch(address).catch(() => undefined);
  if (response?.ok) return response.text();
  throw new StudioError("background", `${address} could not be loaded.`);
}
