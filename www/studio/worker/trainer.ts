/** The worker that trains: it is ended to stop a training. Its first message is its port. */
import { type Example, loadTraining, type Training, type TrainOptions } from "../training.js";
import { emit, serve } from "./rpc.js";

function trainerOf(port: MessagePort) {
  let training: Promise<Training> | undefined;
  return {
    /** Answers once the port is here. */
    arrived(): void {},
    /** Starts the engine, compiled by the other worker. */
    async start(module: WebAssembly.Module): Promise<void> {
      training = loadTraining(module);
      await training;
    },
    async train(examples: Example[], options: TrainOptions) {
      return (await training!).train(examples, options, progress(port));
    },
    async curve(examples: Example[], options: TrainOptions) {
      return (await training!).learningCurve(examples, options, progress(port));
    },
  };
}

export type Trainer = ReturnType<typeof trainerOf>;

/** Milliseconds between two reports of the progress. */
const INTERVAL = 100;

function progress(port: MessagePort) {
  let next = 0;
  return (fraction: number, stage: string) => {
    const now = performance.now();
    if (now < next) return;
    next = now + INTERVAL;
    emit({ type: "progress", fraction, stage }, port);
  };
}

addEventListener("message", ({ data }: MessageEvent<MessagePort>) =>
  serve(Promise.resolve(trainerOf(data)), data),
);
