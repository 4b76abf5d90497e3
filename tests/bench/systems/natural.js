import LogisticRegressionClassifier from "natural/lib/natural/classifiers/logistic_regression_classifier.js";

export async function load(read) {
  const classifier = LogisticRegressionClassifier.restore(
    JSON.parse(new TextDecoder().decode(await read("natural.json"))),
  );
  return (texts) => texts.map((text) => classifier.getClassifications(text));
}
