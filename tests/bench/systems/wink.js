import wink from "wink-naive-bayes-text-classifier";
import { prepare } from "./prepare.js";

export async function load(read) {
  const classifier = wink();
  classifier.definePrepTasks([prepare]);
  classifier.importJSON(new TextDecoder().decode(await read("wink.json")));
  classifier.consolidate();
  return (texts) => texts.map((text) => classifier.computeOdds(text));
}
