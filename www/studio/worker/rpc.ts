/** Calls from the page to its worker, and from that worker to the trainer through a port. */

type Method = (...args: never[]) => unknown;

/** The methods of `T`, each with a promise as result. */
export type Remote<T> = {
  readonly [K in keyof T as T[K] extends Method ? K : never]: T[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure }
  | { readonly event: unknown };

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An error with a code, for which the page has a text in each language. */
export class StudioError extends Error {
  override readonly name = "StudioError";
  readonly code: string;
  readonly params: Failure["params"];

  constructor(code: string, message: string, params: Failure["params"] = {}) {
    super(message);
    this.code = code;
    this.params = params;
  }
}

export interface Connection<T> {
  readonly remote: Remote<T>;
  /** Rejects every open call. */
  fail(error: StudioError): void;
}

/** A worker, a port or the global scope of a worker. */
interface Endpoint {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  /** Ports only. */
  start?(): void;
}

/** Returns the methods of the object that `endpoint` serves. */
export function connect<T, E>(endpoint: Endpoint, onEvent: (event: E) => void): Connection<T> {
  const open = new Map<
    number,
    { resolve(result: unknown): void; reject(error: StudioError): void }
  >();
  let last = 0;
  endpoint.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if ("event" in data) return onEvent(data.event as E);
    const call = open.get(data.id);
    open.delete(data.id);
    if ("result" in data) return call?.resolve(data.result);
    const { code, message, params } = data.failure;
    call?.reject(new StudioError(code, message, params));
  });
  endpoint.start?.();
  const remote = new Proxy({} as Remote<T>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          open.set(id, { resolve, reject });
          endpoint.postMessage({ id, method, args } satisfies Call, transferredOf(args));
        }),
  });
  return {
    remote,
    fail(error) {
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
}

/** Starts a worker. `onError` receives why it did not start, or what it did not catch. */
export function startWorker(address: URL, onError: (error: StudioError) => void): Worker {
  const worker = new Worker(address, { type: "module" });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    onError(new StudioError("worker", event.message || "The worker did not start."));
  });
  return worker;
}

/** Large files are moved, not copied; so are ports. */
const transferredOf = (args: readonly unknown[]): Transferable[] =>
  args.filter((one) => one instanceof ArrayBuffer || one instanceof MessagePort);

const scope = globalThis as unknown as Endpoint;

/** Serves the methods of an object through a port, or to the owner of this worker. */
export function serve(target: Promise<object>, endpoint = scope): void {
  const answer = (message: Answer) => endpoint.postMessage(message);
  endpoint.addEventListener("message", async ({ data }: MessageEvent<Call>) => {
    const { id, method, args } = data;
    try {
      const methods = (await target) as Record<string, Method>;
      answer({ id, result: await methods[method]!(...(args as never[])) });
    } catch (cause) {
      answer({ id, failure: failureOf(cause) });
    }
  });
  endpoint.start?.();
}

/** Sends an event through a port, or to the owner of this worker. */
export const emit = (event: unknown, endpoint = scope): void => endpoint.postMessage({ event });

function failureOf(cause: unknown): Failure {
  const { code, message, params } = cause as Partial<Failure>;
  return {
    code: typeof code === "string" ? code : "unexpected",
    message: message ?? String(cause),
    params: params ?? {},
  };
}
