/** Our own pages ask the background what only it can know: what a model says of itself. */
import { answer, OWN_ANSWERS, type Owns } from "./messages.js";

export async function askOwn<K extends keyof Owns>(kind: K, question: Owns[K][0]): Promise<Owns[K][1]> {
  const found = answer(await chrome.runtime.sendMessage({ own: kind, ...question }), kind);
  if ("error" in found) throw new Error(found.error);
  return OWN_ANSWERS[kind](found.ok, `the answer to ${kind}`);
}
