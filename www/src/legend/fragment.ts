/** The filter in the address, so that a filtered view can be shared: `#themelight=staffing,training`. */
import type { Page } from "../highlighter/page.js";

const NAME = "themelight";

export function keepInFragment(page: Page, signal: AbortSignal): void {
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get(NAME)?.split(",") ?? [];
    const known = asked.filter((id) => page.looks.some(({ theme }) => theme.id === id));
    if (known.join() !== [...page.view.filter].join()) page.filter(known);
  };
  read();
  addEventListener("hashchange", read, { signal });
  document.addEventListener(
    "themelight:filter",
    ({ detail: { themes } }) => {
      const state = new URLSearchParams(location.hash.slice(1));
      if (themes.length) state.set(NAME, themes.join());
      else state.delete(NAME);
      // An anchor such as "#binh-luan" has no value; it is kept as it was written.
      const hash = state
        .toString()
        .replace(/%2C/g, ",")
        .replace(/=(?=&|$)/g, "");
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    },
    { signal },
  );
}
