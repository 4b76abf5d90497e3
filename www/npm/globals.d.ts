// The browser's types that the declarations name. With the DOM library these add nothing; without
// it, as in a project for Node, the declarations compile all the same.
export {};

declare global {
  interface AbortSignal {}
  // biome-ignore lint/suspicious/noExplicitAny: the same default as in the DOM library, to merge
  interface CustomEvent<T = any> {}
  interface Document {}
  interface DocumentEventMap {}
  interface Element {}
  interface Range {}
  interface Text {}
  interface URL {}
  namespace WebAssembly {
    interface Module {}
  }
}
