/** The page's side: a tagger whose work is done in a worker. `attach` takes it as it takes the other. */
import { doc } from "../dom/native.js";
import { ThemelightError } from "../engine/error.js";
import type { Evidence, LoadOptions, ModelInfo, Source, Tagging, Theme } from "../engine/types.js";
import type { Answer, Question, Results } from "./messages.js";

/** The engine in a worker: the same answers as `Tagger`, as promises. */
export interface WorkerTagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  tag(texts: readonly string[]): Promise<Tagging[]>;
  explain(text: string): Promise<Evidence[]>;
  /** Ends the worker. Questions that are under way fail with `tagger/closed`. */
  close(): void;
}

type Asked<Q> = Q extends unknown ? Omit<Q, "id"> : never;

/**
 * Starts a worker with the engine and a model. It keeps long work off the page's own thread; for the few milliseconds
 * that an article takes, `load` is quicker, since no text has to cross to another thread and back.
 */
export async function loadInWorker({
  model,
  wasm,
  signal,
}: LoadOptions = {}): Promise<WorkerTagger> {
  signal?.throwIfAborted();
  if (typeof Worker !== "function") {
    throw new ThemelightError(
      "load/worker",
      "There are no web workers here. In Node, call load() in a worker thread.",
    );
  }
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(cause: unknown): void }
  >();
  let last = 0;

  const fail = (cause: unknown) => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
    worker.terminate();
    closed = cause;
  };
  let closed: unknown;
  const ask = <K extends keyof Results>(
    question: Asked<Question> & { ask: K },
  ): Promise<Results[K]> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(closed);
      const id = ++last;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ ...question, id });
    });

  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("code" in data)
      asked?.reject(new ThemelightError(data.code as ThemelightError["code"], data.message));
    else asked?.resolve(data.result);
  });
  worker.addEventListener("error", ({ message }) => {
    const why =
      message || "is it served beside the script, and does the policy's worker-src allow it?";
    fail(new ThemelightError("load/worker", `The worker did not start: ${why}`));
  });
  // Once it is loaded there is nothing left to abort.
  const loading = new AbortController();
  signal?.addEventListener("abort", () => fail(signal.reason), {
    once: true,
    signal: loading.signal,
  });

  try {
    const options = {
      model: plain(model),
      wasm: wasm instanceof WebAssembly.Module ? wasm : plain(wasm),
    };
    const about = await ask({ ask: "load", options });
    return {
      ...about,
      tag: (texts) => ask({ ask: "tag", texts }),
      explain: (text) => ask({ ask: "explain", text }),
      close: () =>
        fail(
          new ThemelightError(
            "tagger/closed",
            "This tagger is closed. Load another with loadInWorker().",
          ),
        ),
    };
  } catch (cause) {
    worker.terminate();
    throw cause;
  } finally {
    loading.abort();
  }
}

/** Addresses cross as text, resolved here: the worker stands elsewhere. */
const plain = (source: Source | undefined): Source | undefined =>
  typeof source === "string" || source instanceof URL
    ? new URL(source, globalThis.document ? doc.baseURI : location.href).href
    : source;
