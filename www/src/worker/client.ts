/** The page's side of a tagger that works in a worker. `attach` accepts it like a `Tagger`. */
import { doc } from "../dom/native.js";
import { messageOf, ThemelightError } from "../engine/error.js";
import { checkOptions, ownOptions } from "../engine/files.js";
import type { Evidence, LoadOptions, ModelInfo, Source, Tagging, Theme } from "../engine/types.js";
import type { Reply, Request, Results } from "./messages.js";

/** A `Tagger` in a worker: the same results, as promises. */
export interface WorkerTagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  tag(texts: readonly string[]): Promise<Tagging[]>;
  explain(text: string): Promise<Evidence[]>;
  /** Ends the worker. Pending requests fail with `tagger/closed`. */
  close(): void;
}

type WithoutId<Q> = Q extends unknown ? Omit<Q, "id"> : never;

/**
 * Starts a worker with the engine and a model, for work that would block the page. An article takes a few milliseconds,
 * and `load` is faster for it: no text is copied to another thread.
 *
 * @throws ThemelightError as `load` does, and `load/worker` if the worker does not start.
 */
export async function loadInWorker(options: LoadOptions = {}): Promise<WorkerTagger> {
  checkOptions(options);
  const { model, wasm, signal } = ownOptions(options);
  signal?.throwIfAborted();
  if (typeof Worker !== "function") {
    throw new ThemelightError(
      "load/worker",
      "There are no web workers here. In Node, call load() in a worker thread.",
    );
  }
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: unknown): void }>();
  let last = 0;

  const fail = (cause: unknown) => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
    worker.terminate();
    closed = cause;
  };
  let closed: unknown;
  const ask = <K extends keyof Results>(request: WithoutId<Request> & { ask: K }): Promise<Results[K]> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(closed);
      const id = ++last;
      try {
        worker.postMessage({ ...request, id });
      } catch (cause) {
        // A symbol or a function, say, cannot be sent to a worker.
        return reject(
          new ThemelightError("input/type", `The input is not text (${messageOf(cause)}).`, { cause }),
        );
      }
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });

  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("code" in data) asked?.reject(new ThemelightError(data.code, data.message));
    else asked?.resolve(data.result);
  });
  worker.addEventListener("error", ({ message }) => {
    const why = message || "is it served beside the script, and does the policy's worker-src allow it?";
    fail(new ThemelightError("load/worker", `The worker did not start: ${why}`));
  });
  // After loading there is nothing to abort.
  const loading = new AbortController();
  signal?.addEventListener("abort", () => fail(signal.reason), { once: true, signal: loading.signal });

  try {
    const sent = { model: plain(model), wasm: wasm instanceof WebAssembly.Module ? wasm : plain(wasm) };
    const about = await ask({ ask: "load", options: sent });
    return {
      ...about,
      tag: (texts) => ask({ ask: "tag", texts }),
      explain: (text) => ask({ ask: "explain", text }),
      close: () =>
        fail(
          new ThemelightError("tagger/closed", "This tagger is closed. Load another with loadInWorker()."),
        ),
    };
  } catch (cause) {
    worker.terminate();
    throw cause;
  } finally {
    loading.abort();
  }
}

/** Resolves addresses here and sends them as text: the worker has another base. */
const plain = (source: Source | undefined): Source | undefined =>
  typeof source === "string" || source instanceof URL
    ? new URL(source, globalThis.document ? doc.baseURI : location.href).href
    : source;
