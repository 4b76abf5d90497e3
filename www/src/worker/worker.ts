/** The worker's side: an engine that responds to messages. */
import { load, type Tagger, ThemelightError } from "../engine/index.js";
import type { Reply, Request } from "./messages.js";

let tagger: Tagger | undefined;

async function answer(request: Request): Promise<unknown> {
  if (request.ask === "load") {
    tagger = await load(request.options);
    return { themes: tagger.themes, info: tagger.info };
  }
  return request.ask === "tag" ? tagger!.tag(request.texts) : tagger!.explain(request.text);
}

addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  let reply: Reply;
  try {
    reply = { id, result: await answer(data) };
  } catch (cause) {
    const code = cause instanceof ThemelightError ? cause.code : "engine/failed";
    reply = { id, code, message: (cause as Error).message };
  }
  postMessage(reply);
});
