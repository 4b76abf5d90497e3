/** The page with a sample article. The content script marks it like a page of a newspaper. */

/** Returns whether an address is the extension's sample page. */
export function isSample(url: string | undefined): boolean {
  return url?.split(/[?#]/)[0] === chrome.runtime.getURL("sample.html");
}
