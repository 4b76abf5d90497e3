/** The worker's side: the same engine, answering messages. */
import { load, type Tagger, ThemelightError } from "../engine/index.js";
import type { Answer, Question } from "./messages.js";

let tagger: Tagger | undefined;

async function answer(question: Question): Promise<unknown> {
  if (question.ask === "load") {
    tagger = await load(question.options);
    return { themes: tagger.themes, info: tagger.info };
  }
  return question.ask === "tag" ? tagger!.tag(question.texts) : tagger!.explain(question.text);
}

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  const { id } = data;
  let reply: Answer;
  try {
    reply = { id, result: await answer(data) };
  } catch (cause) {
    const code = cause instanceof ThemelightError ? cause.code : "engine/failed";
    reply = { id, code, message: (cause as Error).message };
  }
  postMessage(reply);
});
