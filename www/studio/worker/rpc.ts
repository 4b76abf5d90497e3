/** Calls from the page to its worker, and from that worker to the trainer. */

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
  /** Ends the worker; every open call fails with the code `stopped`. */
  end(): void;
}

/** Returns the methods of the object that `worker` serves. */
export function connect<T, E>(worker: Worker, onEvent: (event: E) => void): Connection<T> {
  const open = new Map<
    number,
    { resolve(result: unknown): void; reject(error: StudioError): void }
  >();
  let last = 0;
  const failAll = (error: StudioError) => {
    for (const { reject } of open.values()) reject(error);
    open.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if ("event" in data) return onEvent(data.event as E);
    const call = open.get(data.id);
    open.delete(data.id);
    if ("result" in data) return call?.resolve(data.result);
    const { code, message, params } = data.failure;
    call?.reject(new StudioError(code, message, params));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    failAll(new StudioError("worker", event.message || "The worker did not start."));
  });
  const remote = new Proxy({} as Remote<T>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++last;
          open.set(id, { resolve, reject });
          worker.postMessage({ id, method, args } satisfies Call, buffersIn(args));
        }),
  });
  return {
    remote,
    end() {
      worker.terminate();
      failAll(new StudioError("stopped", "Stopped."));
    },
  };
}

/** Large files are moved, not copied. */
const buffersIn = (args: readonly unknown[]): ArrayBuffer[] =>
  args.filter((one) => one instanceof ArrayBuffer);

/** What a worker's script needs of its global scope. */
interface Scope {
  postMessage(message: Answer): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Call>) => void): void;
}
const scope = globalThis as unknown as Scope;

/** Serves the methods of an object to the owner of this worker. */
export function serve(target: Promise<object>): void {
  scope.addEventListener("message", async ({ data: { id, method, args } }) => {
    try {
      const methods = (await target) as Record<string, Method>;
      scope.postMessage({ id, result: await methods[method]!(...(args as never[])) });
    } catch (cause) {
      scope.postMessage({ id, failure: failureOf(cause) });
    }
  });
}

/** Sends an event to the owner of this worker. */
export const emit = (event: unknown): void => scope.postMessage({ event });

function failureOf(cause: unknown): Failure {
  const { code, message, params } = cause as Partial<Failure>;
  return {
    code: typeof code === "string" ? code : "unexpected",
    message: message ?? String(cause),
    params: params ?? {},
  };
}
