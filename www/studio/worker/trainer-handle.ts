/** The project's side of the trainer. */
import type { Example, LearningCurve, Trained, TrainOptions } from "../training.js";
import { type Connection, connect, emit, StudioError } from "./rpc.js";
import type { Trainer } from "./trainer.js";

/**
 * Calls the trainer. The page starts its worker: `new Worker` in a worker sometimes never returns
 * in Firefox.
 */
export class TrainerHandle {
  readonly #module: WebAssembly.Module;
  #port: MessagePort | undefined;
  #open: Connection<Trainer> | undefined;
  #connect!: (connection: Promise<Connection<Trainer>>) => void;
  #disconnect!: (error: StudioError) => void;
  #connection = this.#next();

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /**
   * Takes the port of a trainer. Resolves when it is loaded; a failure shows at the first training.
   */
  async use(port: MessagePort): Promise<void> {
    this.#port = port;
    const open = connect<Trainer, unknown>(port, emit);
    this.#open = open;
    // Firefox loses a module that is sent while the other port is on its way to its worker.
    const arrived = open.remote.arrived();
    const started = arrived.then(() => open.remote.start(this.#module));
    this.#connect(arrived.then(() => open));
    await started.catch(() => {});
  }

  async train(examples: Example[], options: TrainOptions): Promise<Trained> {
    return (await this.#current()).remote.train(examples, options);
  }

  async curve(examples: Example[], options: TrainOptions): Promise<LearningCurve> {
    return (await this.#current()).remote.curve(examples, options);
  }

  /** Fails what is running with the code `stopped`. The page ends the trainer and starts another. */
  stop(): void {
    this.#fail(new StudioError("stopped", "Stopped."));
    this.#port?.close();
    this.#open = undefined;
    this.#connection = this.#next();
    emit({ type: "trainer-stopped" });
  }

  /** Rejects what is running, and all calls until the next trainer. */
  fail(error: StudioError): void {
    this.#fail(error);
    this.#connection = this.#next();
    this.#disconnect(error);
  }

  #fail(error: StudioError): void {
    this.#disconnect(error);
    this.#open?.fail(error);
  }

  async #current(): Promise<Connection<Trainer>> {
    const connection = await this.#connection;
    if (connection !== this.#open) throw new StudioError("stopped", "Stopped.");
    return connection;
  }

  #next(): Promise<Connection<Trainer>> {
    const next = new Promise<Connection<Trainer>>((resolve, reject) => {
      this.#connect = resolve;
      this.#disconnect = reject;
    });
    // The calls that wait for it report the failure.
    next.catch(() => {});
    return next;
  }
}
