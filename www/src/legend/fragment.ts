import { bare, doc } from "../dom/native.js";
import type { LegendModel } from "./model.js";

const FILTER = /(^#|&)themelight=[^&]*/;

/** Keeps the filter in the address: `#themelight=staffing,training`. */
export function keepInFragment(page: LegendModel): void {
  const { signal } = page;
  const read = () => {
    const named = new URLSearchParams(location.hash.slice(1)).get("themelight")?.split(",") ?? [];
    const known = named.filter((id) => page.themes.some((theme) => theme.id === id));
    if (known.join() !== [...page.filtered].join()) page.filter(known);
  };
  read();
  addEventListener("hashchange", page.guard(read), bare({ signal }));
  doc.addEventListener(
    "themelight:filter",
    page.guard(({ detail: { themes } }) => {
      // Leaves the rest of the fragment, such as "#binh-luan", unchanged.
      const others = location.hash.replace(FILTER, "").replace(/^[#&]+/, "");
      const hash = [others, themes.length && `themelight=${themes}`].filter(Boolean).join("&");
      // The full address: the browser resolves a relative one against `<base href>`.
      const [address] = location.href.split("#");
      history.replaceState(history.state, "", hash ? `${address}#${hash}` : address);
    }),
    bare({ signal }),
  );
}
