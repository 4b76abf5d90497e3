/** The filter in the address, so that a filtered view can be shared: `#themelight=staffing,training`. */
import { bare, doc } from "../dom/native.js";
import type { Page } from "../highlighter/page.js";

const FILTER = /(^#|&)themelight=[^&]*/;

export function keepInFragment(page: Page, signal: AbortSignal): void {
  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get("themelight")?.split(",") ?? [];
    const known = asked.filter((id) => page.looks.some(({ theme }) => theme.id === id));
    if (known.join() !== [...page.view.filter].join()) page.filter(known);
  };
  read();
  addEventListener("hashchange", page.guard(read), bare({ signal }));
  doc.addEventListener(
    "themelight:filter",
    page.guard(({ detail: { themes } }) => {
      // What else stands there, such as "#binh-luan", is kept as it was written.
      const others = location.hash.replace(FILTER, "").replace(/^[#&]+/, "");
      const hash = [others, themes.length && `themelight=${themes}`].filter(Boolean).join("&");
      // In full: the browser resolves a relative address against `<base href>`.
      const [address] = location.href.split("#");
      history.replaceState(history.state, "", hash ? `${address}#${hash}` : address);
    }),
    bare({ signal }),
  );
}
