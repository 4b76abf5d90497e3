/** The script of the worker: the same engine, used through messages. */
import { load, type Tagger, ThemelightError } from "../engine/index.js";
import type { Request, Response } from "./messages.js";

let tagger: Tagger | undefined;

async function resultOf(request: Request): Promise<unknown> {
  if (request.type === "load") {
    tagger = await load(request.options);
    return { themes: tagger.themes, info: tagger.info };
  }
  return request.type === "tag" ? tagger!.tag(request.texts) : tagger!.explain(request.text);
}

addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  let response: Response;
  try {
    response = { id, result: await resultOf(data) };
  } catch (cause) {
    const code = cause instanceof ThemelightError ? cause.code : "engine/failed";
    response = { id, code, message: (cause as Error).message };
  }
  postMessage(response);
});
