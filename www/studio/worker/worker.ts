/** The page's worker: holds the work and the training code. */
import { keep } from "../keep/keep.js";
import { loadTraining } from "../training.js";
import { Project } from "./project.js";
import { emit, serve } from "./rpc.js";
import { TrainerHandle } from "./trainer-handle.js";

const TRAINING = new URL("./training.wasm", import.meta.url);

async function start(): Promise<Project> {
  const [module, kept] = await Promise.all([
    compile(),
    keep((why) => emit({ type: "unkept", why })),
  ]);
  const training = await loadTraining(module);
  const trainer = new TrainerHandle(module);
  // With the page: no request follows.
  await trainer.ready;
  return new Project(training, trainer, kept);
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(TRAINING);
  if (!response.ok) throw new Error(`${TRAINING} answered ${response.status}.`);
  return WebAssembly.compile(await response.arrayBuffer());
}

serve(start());
