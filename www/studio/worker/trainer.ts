/** The worker that trains: it is ended to stop a training. */
import { type Example, loadTraining, type Training, type TrainOptions } from "../training.js";
import { emit, serve } from "./rpc.js";

let training: Promise<Training> | undefined;

const trainer = {
  /** Starts the engine, compiled by the other worker. */
  async start(module: WebAssembly.Module): Promise<void> {
    training = loadTraining(module);
    await training;
  },
  async train(examples: Example[], options: TrainOptions) {
    return (await training!).train(examples, options, progress());
  },
  async curve(examples: Example[], options: TrainOptions) {
    return (await training!).learningCurve(examples, options, progress());
  },
};

export type Trainer = typeof trainer;

/** Milliseconds between two reports of the progress. */
const INTERVAL = 100;

function progress() {
  let next = 0;
  return (fraction: number, stage: string) => {
    const now = performance.now();
    if (now < next) return;
    next = now + INTERVAL;
    emit({ type: "progress", fraction, stage });
  };
}

serve(Promise.resolve(trainer));
