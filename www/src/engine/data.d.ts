/**
 * The default wasm and model as bytes. `www/tools/build/package.mjs` makes two modules of this
 * shape: `data.js` for `themelight/inline` and Node, `cjs/data.js` for `require`.
 */
export function wasm(): Uint8Array<ArrayBuffer>;
export function model(): Uint8Array<ArrayBuffer>;
