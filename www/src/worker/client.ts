/** The page's side of the worker. */
import { doc } from "../dom/native.js";
import { messageOf, ThemelightError } from "../engine/error.js";
import { checkOptions, ownOptions } from "../engine/files.js";
import type { Evidence, LoadOptions, ModelInfo, Source, Tagging, Theme } from "../engine/types.js";
import type { Request, Response, Results } from "./messages.js";

/** A tagger in a worker: the results of `Tagger` as promises. `attach` takes either. */
export interface WorkerTagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  tag(texts: readonly string[]): Promise<Tagging[]>;
  explain(text: string): Promise<Evidence[]>;
  /** Ends the worker. Calls that are not finished fail with `tagger/closed`. */
  close(): void;
}

/** Options of `loadInWorker`. */
export interface WorkerLoadOptions extends LoadOptions {
  /**
   * The script of the worker, `themelight/worker.js`, where a bundler does not ship it by itself.
   *
   * @default the file of the package
   */
  worker?: URL | string | undefined;
}

type WithoutId<R> = R extends unknown ? Omit<R, "id"> : never;

/**
 * Starts a worker with the engine and a model, for long work that must not block the page. An
 * article takes milliseconds: for that `load` is faster, since no text crosses to another thread.
 *
 * @throws ThemelightError `load/…` or `model/…`
 */
export async function loadInWorker(options: WorkerLoadOptions = {}): Promise<WorkerTagger> {
  checkOptions(options, ["wasm", "model", "signal", "worker"]);
  const { model, wasm, signal, worker: script } = ownOptions(options);
  signal?.throwIfAborted();
  if (typeof Worker !== "function") {
    throw new ThemelightError(
      "load/worker",
      "There are no web workers here. In Node, call load() in a worker thread.",
    );
  }
  const worker = start(script);
  const pending = new Map<
    number,
    { resolve(value: unknown): void; reject(cause: unknown): void }
  >();
  let lastId = 0;
  /** The reason why the worker ended. */
  let ended: unknown;

  const end = (cause: unknown) => {
    ended = cause;
    for (const { reject } of pending.values()) reject(cause);
    pending.clear();
    worker.terminate();
  };
  const request = <K extends keyof Results>(
    message: WithoutId<Request> & { type: K },
  ): Promise<Results[K]> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const id = ++lastId;
      try {
        worker.postMessage({ ...message, id });
      } catch (cause) {
        // A symbol or a function, say, cannot be sent to a worker.
        const problem = `The input is not text (${messageOf(cause)}).`;
        return reject(new ThemelightError("input/type", problem, { cause }));
      }
      pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });

  worker.addEventListener("message", ({ data }: MessageEvent<Response>) => {
    const call = pending.get(data.id);
    pending.delete(data.id);
    if ("code" in data) call?.reject(new ThemelightError(data.code, data.message));
    else call?.resolve(data.result);
  });
  worker.addEventListener("error", ({ message }) => {
    const why =
      message || "is it served beside the script, and does the policy's worker-src allow it?";
    end(new ThemelightError("load/worker", `The worker did not start: ${why}`));
  });
  const loading = new AbortController();
  signal?.addEventListener("abort", () => end(signal.reason), {
    once: true,
    signal: loading.signal,
  });

  try {
    const resolved = {
      model: absolute(model),
      wasm: wasm instanceof WebAssembly.Module ? wasm : absolute(wasm),
    };
    const about = await request({ type: "load", options: resolved });
    return {
      ...about,
      tag: (texts) => request({ type: "tag", texts }),
      explain: (text) => request({ type: "explain", text }),
      close: () =>
        end(
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
    // After loading there is nothing to abort.
    loading.abort();
  }
}

function start(script: URL | string | undefined): Worker {
  // A literal inside `new Worker`: bundlers find and ship a worker that is named in this form.
  if (script === undefined) {
    return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  }
  return new Worker(script, { type: "module" });
}

/** Resolves an address here: the worker has another base. */
const absolute = (source: Source | undefined): Source | undefined =>
  typeof source === "string" || source instanceof URL
    ? new URL(source, globalThis.document ? doc.baseURI : location.href).href
    : source;
