/**
 * Links to a filtered view and to a paragraph: `#themelight=staffing,training`,
 * `#themelight-paragraph=…`. Both are read at any time; the address is changed only with the setting
 * `share`.
 */
import { bare, doc } from "../dom/native.js";
import type { LegendModel } from "./model.js";

const FILTER = /(^#|&)themelight=[^&]*/;
export const PARAGRAPH = "themelight-paragraph";
/** The value that also collapses what the filter does not keep. */
export const COLLAPSED = "themelight-collapsed";

interface Page extends LegendModel {
  readonly done: Promise<void>;
}

export function followFragment(page: Page, announce: (text: string) => void): void {
  const { signal } = page;
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const named = given.get("themelight")?.split(",") ?? [];
    const known = named.filter((id) => page.themes.some((theme) => theme.id === id));
    if (given.has(COLLAPSED) && known.length) page.setCollapsed(true);
    // Without the setting, a fragment of the page's own does not end a filter.
    if ((known.length || page.settings.share) && known.join() !== [...page.filtered].join())
      page.filter(known);
    const paragraph = given.get(PARAGRAPH);
    if (paragraph) void select(paragraph);
  };
  const select = async (key: string) => {
    await page.done;
    const details = await page.loadDetails().catch(() => undefined);
    if (!details || signal.aborted) return;
    page.guard(() => {
      const index = details.paragraphOf(key, page.paragraphs);
      if (index < 0) announce(page.t.linkGone);
      else page.select(index, { focus: true });
    })();
  };
  read();
  addEventListener("hashchange", page.guard(read), bare({ signal }));
  if (!page.settings.share) return;
  doc.addEventListener(
    "themelight:filter",
    page.guard(({ detail: { themes } }) => {
      // Leaves the rest of the fragment, such as "#binh-luan", unchanged.
      const others = location.hash.replace(FILTER, "").replace(/^[#&]+/, "");
      const hash = [others, themes.length && `themelight=${themes}`].filter(Boolean).join("&");
      history.replaceState(history.state, "", addressWith(hash));
    }),
    bare({ signal }),
  );
}

/** Returns the page's address; a relative one would be resolved against `<base href>`. */
export function addressWith(hash: string): string {
  const [address = ""] = location.href.split("#");
  return hash ? `${address}#${hash}` : address;
}
