/**
 * Reads the DOM through its prototypes. HTML alone can shadow the members of `document` and of
 * forms: `<img name="body">` replaces `document.body`, `<input name="parentElement">` replaces the
 * `parentElement` of its form. A page may hold HTML that its readers wrote, so use `doc` instead of
 * `document`, and `getter` and `method` for elements that the page owns.
 */

type Interface =
  | "Document"
  | "Element"
  | "EventTarget"
  | "HTMLElement"
  | "HTMLScriptElement"
  | "Node"
  | "Range";
type Instance<I extends Interface> = (typeof globalThis)[I]["prototype"];
type Method<T, K extends keyof T> = T[K] extends (...args: infer A) => infer R
  ? (of: T, ...args: A) => R
  : never;

/**
 * The members of `document` that no element can shadow. Pass `document` itself where a node is due.
 */
export const doc = new Proxy({} as Document, {
  get: (_, name) => {
    const value = Reflect.get(Document.prototype, name, document);
    return typeof value === "function" ? value.bind(document) : value;
  },
  set: (_, name, value) => Reflect.set(Document.prototype, name, value, document),
});

/**
 * Returns a function that reads an attribute such as `parentElement`, looked up at its first call.
 * Bundles leave out those that they do not use: the call has no side effects.
 */
/* @__NO_SIDE_EFFECTS__ */
export function getter<I extends Interface, K extends keyof Instance<I>>(
  owner: I,
  name: K,
): (of: Instance<I>) => Instance<I>[K] {
  let get: ((this: Instance<I>) => Instance<I>[K]) | undefined;
  return (of) => {
    get ??= descriptor(owner, name).get!;
    return get.call(of);
  };
}

/** Returns a function that calls a method such as `contains`, looked up at its first call. */
/* @__NO_SIDE_EFFECTS__ */
export function method<I extends Interface, K extends keyof Instance<I>>(
  owner: I,
  name: K,
): Method<Instance<I>, K> {
  let call: ((...args: unknown[]) => unknown) | undefined;
  const run = (of: Instance<I>, ...args: unknown[]) => {
    call ??= descriptor(owner, name).value as (...args: unknown[]) => unknown;
    return call.apply(of, args);
  };
  return run as Method<Instance<I>, K>;
}

/** @throws TypeError where neither the interface nor one that it extends has this member. */
function descriptor(owner: Interface, name: PropertyKey): PropertyDescriptor {
  for (let at: object | null = globalThis[owner].prototype; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found;
  }
  throw new TypeError(`${owner}.prototype.${String(name)} is missing`);
}

/**
 * Copies options for a browser API onto an object without a prototype. Otherwise the API would read
 * keys that the page added to `Object.prototype`, such as `signal`, `root` or `headers`.
 */
export const bare = <T extends object>(options: T): T =>
  Object.assign(Object.create(null), options);

const nodeType = getter("Node", "nodeType");
const scriptType = getter("HTMLScriptElement", "type");

/** True for an element of any window. Unlike `instanceof`, no object can imitate one. */
export const isElement = (value: unknown): value is Element => readable(nodeType, value) === 1;

/** True for an HTML `<script>`, not one of SVG, nor another element with a misleading name. */
export const isScript = (value: unknown): value is HTMLScriptElement =>
  readable(scriptType, value) !== undefined;

/**
 * The value, or nothing where `of` is not an object of the interface that the accessor belongs to.
 */
function readable<T, V>(get: (of: T) => V, of: unknown): V | undefined {
  try {
    return get(of as T);
  } catch {
    return undefined;
  }
}

/**
 * @throws TypeError where all objects have a method `then`: no promise resolves with an object
 * there.
 */
export function checkPromises(): void {
  if (typeof (Object.prototype as { then?: unknown }).then === "function") {
    throw new TypeError("the page adds `then` to Object.prototype");
  }
}
