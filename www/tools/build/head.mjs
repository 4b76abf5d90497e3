// The part of the head that all our pages share.

/** Of a strict policy, Themelight needs only 'wasm-unsafe-eval'. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; " +
  "img-src 'self'; connect-src 'self'";

/**
 * @param {boolean} frames whether the page shows other pages of the site in frames
 */
export const policyOf = (frames) => (frames ? `${POLICY}; frame-src 'self'` : POLICY);

/**
 * @param {string} root the relative address of the site's first page: "", "../" …
 * @param {boolean} [frames] whether the page shows other pages of the site in frames
 */
export const head = (root, frames = false) => `<meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policyOf(frames)}">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="${root}images/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${root}fonts.css">
    <link rel="stylesheet" href="${root}base.css">`;
