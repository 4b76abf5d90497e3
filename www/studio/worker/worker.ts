/** The page's worker: holds the work and the training code. */
import { FetchError, fetchFile } from "../fetch-file.js";
import { keep } from "../keep/keep.js";
import { loadTraining } from "../training.js";
import { Project } from "./project.js";
import { emit, StudioError, serve } from "./rpc.js";
import { TrainerHandle } from "./trainer-handle.js";

/** Bytes of the training wasm; set by the build. */
declare const TRAINING_BYTES: number;

const TRAINING = new URL("./training.wasm", import.meta.url);

async function start(): Promise<Project> {
  const [module, kept] = await Promise.all([
    compile(),
    keep((why) => emit({ type: "unkept", why })),
  ]);
  return new Project(await loadTraining(module), new TrainerHandle(module), kept);
}

async function compile(): Promise<WebAssembly.Module> {
  const onBytes = (loaded: number) => emit({ type: "loading", share: loaded / TRAINING_BYTES });
  try {
    return await WebAssembly.compile(await fetchFile(TRAINING, onBytes));
  } catch (cause) {
    if (cause instanceof FetchError) throw new StudioError("not-loaded", cause.message);
    throw cause;
  }
}

serve(start());
