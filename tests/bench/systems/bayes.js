import bayes from "bayes";

export async function load(read) {
  const classifier = bayes.fromJson(new TextDecoder().decode(await read("bayes.json")));
  return (texts) => texts.map((text) => classifier.categorize(text));
}
