/** Answers on unlabelled texts, as examples. */
import type { PoolText } from "../keep/data.js";
import type { Example } from "../training.js";

/**
 * Returns the answered texts as examples. Themes that nobody answered for, or not with certainty,
 * are ignored: such a text is neither with nor without them. A text that was chosen because the
 * model was unsure of it is for training only, since it would bias every figure.
 */
export function answeredExamples(pool: readonly PoolText[], themes: readonly string[]): Example[] {
  return pool.flatMap((one, i) =>
    isAnswered(one) ? [exampleOf(one, `pool-${i + 1}`, themes)] : [],
  );
}

export const isAnswered = ({ answers, unusable }: PoolText): boolean =>
  Boolean(unusable) || Object.keys(answers ?? {}).length > 0;

function exampleOf(one: PoolText, id: string, themes: readonly string[]): Example {
  const { text, answers = {}, unusable, random } = one;
  const labels = unusable ? [] : themes.filter((theme) => answers[theme] === "yes");
  const ignore = themes.filter(
    (theme) => unusable || (answers[theme] !== "yes" && answers[theme] !== "no"),
  );
  const unsure = !unusable && Object.values(answers).includes("unsure");
  return {
    id,
    text,
    labels,
    ...(ignore.length > 0 && { ignore }),
    ...(unsure && { unsure }),
    ...(!random && { train_only: true }),
  };
}
