/** Small pages that shadow, pollute, remove or replace what the embed uses. */

export interface HostileCase {
  readonly title: string;
  /** HTML before the article, as a reader could write it. */
  readonly html?: string;
  /** A script of the page that runs before the embed. */
  readonly script?: string;
  /** Tags must come. Without it, one clear report and an untouched page will do as well. */
  readonly tags?: boolean;
  /** It fails after the first marks: a report must come. */
  readonly fails?: boolean;
}

/** Members of `document` that elements with a name shadow, alone and in the shapes that HTML has. */
const DOCUMENT_NAMES = [
  "addEventListener",
  "adoptedStyleSheets",
  "append",
  "baseURI",
  "body",
  "children",
  "contains",
  "createDocumentFragment",
  "createElement",
  "createEvent",
  "createRange",
  "createTreeWalker",
  "currentScript",
  "defaultView",
  "dispatchEvent",
  "documentElement",
  "firstChild",
  "getElementById",
  "head",
  "nodeName",
  "nodeType",
  "ownerDocument",
  "parentElement",
  "parentNode",
  "querySelector",
  "querySelectorAll",
  "readyState",
  "removeEventListener",
  "scripts",
  "styleSheets",
  "visibilityState",
];

const SHAPES: readonly ((name: string) => string)[] = [
  (name) => `<img name="${name}" alt="">`,
  (name) => `<form name="${name}"><input name="src" value="//other.example/"></form>`,
  (name) => `<object id="${name}" hidden></object>`,
  (name) => `<iframe name="${name}" hidden></iframe>`,
  (name) => `<img name="${name}" alt=""><img name="${name}" alt="">`,
];

const shadowed: HostileCase[] = DOCUMENT_NAMES.map((name, i) => ({
  title: `document.${name} is an element`,
  html: SHAPES[i % SHAPES.length]!(name),
  tags: true,
}));

const everyShape: HostileCase[] = SHAPES.map((shape) => ({
  title: `all members of document are ${shape("…")}`,
  html: DOCUMENT_NAMES.map(shape).join(""),
  tags: true,
}));

const WINDOW_NAMES = [
  "themelight",
  "scheduler",
  "navigation",
  "Highlight",
  "trustedTypes",
  "FILES",
  "rest",
];

const globals: HostileCase[] = [
  ...WINDOW_NAMES.map((name) => ({
    title: `an element has the id ${name}`,
    html: `<div id="${name}"></div>`,
    tags: true,
  })),
  {
    title: "a form named themelight has fields named like our API",
    html: '<form name="themelight"><input name="version" value="99"><input name="attach"></form>',
    tags: true,
  },
  {
    title: "a link with the id themelight",
    html: '<a id="themelight" href="//other.example/">x</a>',
    tags: true,
  },
  {
    title: "two elements with the id themelight",
    html: '<b id="themelight"></b><b id="themelight"></b>',
    tags: true,
  },
  {
    title: "a frame named themelight",
    html: '<iframe name="themelight" hidden></iframe>',
    tags: true,
  },
  ...[
    "null",
    "1",
    "'x'",
    "{}",
    "{ version: '99.0.0' }",
    "() => {}",
    "document.createElement('i')",
  ].map((value) => ({
    title: `window.themelight = ${value}`,
    script: `themelight = ${value}`,
    tags: true,
  })),
  {
    title: "window.themelight cannot be written",
    script: "Object.defineProperty(window, 'themelight', { value: 'mine' })",
    tags: true,
  },
];

/** Our settings, and keys that browser APIs read from option objects. */
const KEYS = [
  ...[
    "auto",
    "base",
    "headings",
    "ignore",
    "install",
    "installStyles",
    "lang",
    "legend",
    "minLength",
  ],
  ...["model", "root", "share", "wasm", "code", "message", "attach", "version", "vi", "rest"],
  ...[
    "attributeFilter",
    "attributes",
    "body",
    "bubbles",
    "capture",
    "credentials",
    "delegatesFocus",
  ],
  ...[
    "detail",
    "enumerable",
    "headers",
    "integrity",
    "localeMatcher",
    "method",
    "mode",
    "nonce",
    "once",
  ],
  ...[
    "passive",
    "redirect",
    "referrer",
    "rootMargin",
    "signal",
    "threshold",
    "toJSON",
    "usage",
    "window",
  ],
];

const polluted: HostileCase[] = [
  ...KEYS.map((key) => ({
    title: `Object.prototype.${key} is a string`,
    script: `Object.prototype[${JSON.stringify(key)}] = "//other.example/"`,
    tags: true,
  })),
  ...["get", "set", "value", "writable", "configurable", "done", "next", "index"].map((key) => ({
    title: `Object.prototype.${key} is a number`,
    script: `Object.prototype[${JSON.stringify(key)}] = 1`,
  })),
  ...["base", "root", "ask", "signal", "has"].map((key) => ({
    title: `Object.prototype.${key} throws when it is read or written`,
    script: `Object.defineProperty(Object.prototype, ${JSON.stringify(key)}, {
      get() { throw new Error("hostile") }, set() { throw new Error("hostile") } })`,
    tags: true,
  })),
  { title: "Object.prototype.then is a function", script: "Object.prototype.then = () => {}" },
  {
    title: "Object.prototype.then is a getter of a function that resolves",
    script: `Object.defineProperty(Object.prototype, "then", {
      configurable: true, get: () => (resolve) => resolve("x"), set() {},
    })`,
  },
  { title: "Object.prototype.then is a string", script: "Object.prototype.then = 'x'", tags: true },
  { title: "Object.prototype is frozen", script: "Object.freeze(Object.prototype)", tags: true },
  {
    title: "Object.prototype counts every key",
    script: "for (const key of 'abcdefghijklmnopqrstuvwxyz') Object.prototype[key] = key",
    tags: true,
  },
];

/** Missing: tags come without it, if `true`. */
const MISSING: readonly [name: string, tags?: boolean][] = [
  ["window.IntersectionObserver", true],
  ["window.matchMedia", true],
  ["window.CSS", true],
  ["window.Highlight", true],
  ["window.HighlightRegistry", true],
  ["window.localStorage", true],
  ["window.CustomEvent", true],
  ["window.trustedTypes", true],
  ["CSS.escape", true],
  ["CSS.highlights", true],
  ["Document.prototype.elementsFromPoint", true],
  ["window.AbortController"],
  ["window.AbortSignal"],
  ["window.MutationObserver"],
  ["window.ResizeObserver"],
  ["window.CSSStyleSheet"],
  ["window.WebAssembly"],
  ["window.fetch"],
  ["window.TextEncoder"],
  ["window.TextDecoder"],
  ["window.Proxy"],
  ["window.Reflect"],
  ["window.URL"],
  ["window.Map"],
  ["window.WeakMap"],
  ["window.Promise"],
  ["window.getComputedStyle"],
  ["window.HTMLElement"],
  ["window.HTMLScriptElement"],
  ["window.Element"],
  ["window.Node"],
  ["Element.prototype.attachShadow"],
  ["Element.prototype.append"],
  ["CSSStyleSheet.prototype.replaceSync"],
  ["Document.prototype.adoptedStyleSheets"],
  ["Document.prototype.createElement"],
  ["Document.prototype.createEvent"],
  ["Document.prototype.createRange"],
  ["Node.prototype.contains"],
  ["EventTarget.prototype.addEventListener"],
  ["AbortSignal.prototype.throwIfAborted"],
];

const missing: HostileCase[] = MISSING.map(([name, tags = false]) => {
  const [owner, key] = [
    name.slice(0, name.lastIndexOf(".")),
    name.slice(name.lastIndexOf(".") + 1),
  ];
  return {
    title: `no ${name}`,
    script: `delete ${owner}.${key};
      if ("${key}" in ${owner}) Object.defineProperty(${owner}, "${key}", { value: undefined })`,
    tags,
  };
});

/** Replaced by a function that throws. */
const THROWING = [
  ...["map", "filter", "flatMap", "push", "find", "some", "entries", "slice", "sort"].map(
    (name) => `Array.prototype.${name}`,
  ),
  ...[
    "Array.prototype[Symbol.iterator]",
    "Map.prototype.get",
    "Map.prototype.set",
    "Set.prototype.has",
  ],
  ...["Map.prototype[Symbol.iterator]", "String.prototype.replace", "String.prototype.trim"],
  ...["String.prototype.split", "RegExp.prototype.test", "RegExp.prototype.exec", "JSON.parse"],
  ...[
    "Promise.all",
    "Promise.prototype.finally",
    "Object.assign",
    "Object.entries",
    "Object.fromEntries",
  ],
  ...["window.fetch", "window.getComputedStyle", "window.matchMedia", "window.CustomEvent"],
  ...["window.requestAnimationFrame", "window.MutationObserver", "window.ResizeObserver"],
  ...["window.IntersectionObserver", "window.MessageChannel", "window.AbortController"],
  ...[
    "Element.prototype.attachShadow",
    "Element.prototype.setAttribute",
    "Element.prototype.append",
  ],
  ...[
    "Document.prototype.createElement",
    "Document.prototype.querySelectorAll",
    "CSS.highlights.set",
  ],
  ...["Range.prototype.getClientRects", "Range.prototype.setStart", "Node.prototype.contains"],
  ...[
    "ResizeObserver.prototype.observe",
    "MutationObserver.prototype.observe",
    "Highlight.prototype.add",
  ],
  ...["WebAssembly.compileStreaming", "history.replaceState", "TextEncoder.prototype.encodeInto"],
];

/** Used for the first time when cue words are painted. */
const LATE = "Highlight.prototype.add";

const throwing: HostileCase[] = THROWING.map((name) => ({
  title: `${name} throws`,
  script: `${name} = function () { throw new Error("hostile") }`,
  fails: name === LATE,
}));

const strange: HostileCase[] = [
  { title: "fetch gives nothing", script: "fetch = () => undefined" },
  { title: "fetch rejects with nothing", script: "fetch = () => Promise.reject()" },
  { title: "fetch gives an empty answer", script: "fetch = async () => new Response()" },
  { title: "the scheduler is a stub", script: "window.scheduler = { yield: 1 }" },
  {
    title: "the scheduler throws",
    script: "window.scheduler = { yield() { throw new Error('hostile') } }",
  },
  { title: "TextEncoder is a stub", script: "TextEncoder = class { encode() { return [] } }" },
  { title: "observers are stubs", script: "ResizeObserver = IntersectionObserver = class {}" },
  { title: "Highlight is a stub", script: "Highlight = class {}" },
  { title: "matchMedia gives nothing", script: "matchMedia = () => undefined" },
  {
    title: "a search for articles among very many elements throws",
    html: "<i></i>".repeat(50_000),
    script: `const all = Document.prototype.querySelectorAll;
      Document.prototype.querySelectorAll = function (selector) {
        if (selector.includes("class*=")) throw new Error("hostile");
        return all.call(this, selector);
      }`,
    tags: true,
  },
  {
    title: "only the body and the script have boxes",
    html: "<style>body *:not(script, style, themelight-ui) { display: contents }</style>",
    tags: true,
  },
];

const NEVER = "new Promise(() => {})";
const OBSERVER =
  "class { observe() {} unobserve() {} disconnect() {} takeRecords() { return [] } }";
const SCHEDULER = `{ yield: () => ${NEVER}, postTask: () => ${NEVER} }`;

/** Replaced by what takes a function and never calls it. */
const SILENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...["setTimeout", "setInterval", "queueMicrotask"],
      ...["requestAnimationFrame", "requestIdleCallback"],
    ].map((name) => [name, `window.${name} = () => 1`]),
  ),
  ...Object.fromEntries(
    ["IntersectionObserver", "MutationObserver", "ResizeObserver"].map((name) => [
      name,
      `window.${name} = ${OBSERVER}`,
    ]),
  ),
  "IntersectionObserver.prototype.observe": "IntersectionObserver.prototype.observe = () => {}",
  scheduler: `Object.defineProperty(window, "scheduler", { value: ${SCHEDULER} })`,
  MessageChannel: `delete window.scheduler; window.scheduler = undefined; window.MessageChannel = class {
    port1 = { close() {} }; port2 = { postMessage() {} } }`,
};

const silent: HostileCase[] = [
  ...Object.entries(SILENT).map(([name, script]) => ({
    title: `${name} never calls back`,
    script,
    tags: true,
  })),
  {
    title: "fetch never answers",
    // The embed's patience of a minute ends sooner here.
    script: `const timeout = AbortSignal.timeout;
      AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 20);
      window.fetch = () => ${NEVER}`,
  },
  {
    title: "addEventListener does nothing",
    script: "EventTarget.prototype.addEventListener = () => {}",
  },
  {
    title: "addEventListener of windows does nothing",
    script: "window.addEventListener = () => {}",
    tags: true,
  },
  {
    title: "nothing that waits ever calls back",
    script: Object.values(SILENT).join(";\n"),
    tags: true,
  },
];

export const HOSTILE_CASES: Readonly<Record<string, readonly HostileCase[]>> = {
  "names that shadow members of document": [...shadowed, ...everyShape],
  "names and values in place of our global": globals,
  "keys on Object.prototype": polluted,
  "missing APIs": missing,
  "APIs that throw": throwing,
  "strange APIs": strange,
  "APIs that never call back": silent,
};
