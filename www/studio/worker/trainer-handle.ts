/** The project's side of the trainer. */
import type { Example, LearningCurve, Trained, TrainOptions } from "../training.js";
import { type Connection, connect, emit } from "./rpc.js";
import type { Trainer } from "./trainer.js";

export class TrainerHandle {
  readonly #module: WebAssembly.Module;
  #connection: Connection<Trainer>;
  /** Resolves when the trainer is loaded. A failure shows at the first training. */
  ready: Promise<unknown> = Promise.resolve();

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#connection = this.#start();
  }

  train(examples: Example[], options: TrainOptions): Promise<Trained> {
    return this.#connection.remote.train(examples, options);
  }

  curve(examples: Example[], options: TrainOptions): Promise<LearningCurve> {
    return this.#connection.remote.curve(examples, options);
  }

  /** Ends what is running; its call fails with the code `stopped`. */
  stop(): void {
    this.#connection.end();
    this.#connection = this.#start();
  }

  #start(): Connection<Trainer> {
    const worker = new Worker(new URL("./trainer.js", import.meta.url), { type: "module" });
    const connection = connect<Trainer, unknown>(worker, emit);
    this.ready = connection.remote.start(this.#module).catch(() => {});
    return connection;
  }
}
