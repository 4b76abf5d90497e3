import { find, type Hit, type IndexedPage } from "./find.js";
import { texts } from "./texts.js";

let index: Promise<IndexedPage[]> | undefined;

/** Fetches the index once; again after a failure. */
function loadIndex(): Promise<IndexedPage[]> {
  index ??= fetch("search.json").then((response) => {
    if (!response.ok) throw new Error(`search.json: HTTP ${response.status}`);
    return response.json();
  });
  index.catch(() => {
    index = undefined;
  });
  return index;
}

/** Shows the button that opens the search, and opens it with `/` and Ctrl+K too. */
export function mountSearch(button: HTMLButtonElement): void {
  const { dialog, input } = createDialog();
  const open = () => {
    if (dialog.open) return;
    void loadIndex().catch(() => {});
    dialog.showModal();
    input.select();
  };
  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const shortcut =
      (event.key === "/" &&
        !event.ctrlKey &&
        !event.metaKey &&
        !event.altKey &&
        !isTyping(event)) ||
      (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!shortcut) return;
    event.preventDefault();
    open();
  });
  document.body.append(dialog);
}

const isTyping = ({ target }: Event) =>
  target instanceof Element &&
  target.closest("input, textarea, select, [contenteditable]") !== null;

function createDialog() {
  const dialog = create("dialog");
  dialog.setAttribute("aria-label", texts.search);
  const label = create("label", texts.search);
  // Not of the type "search", in which the first Escape only deletes the text.
  const input = create("input");
  Object.assign(input, { autocomplete: "off", spellcheck: false, enterKeyHint: "go" });
  label.append(input);
  const close = create("button", texts.close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  const head = create("div");
  head.className = "search-head";
  head.append(label, close);
  const count = create("p");
  count.className = "count";
  count.setAttribute("role", "status");
  const list = create("ul");
  list.className = "results";
  dialog.append(head, count, list);

  const update = async () => {
    const query = input.value;
    try {
      const hits = find(await loadIndex(), query);
      // A later query has replaced this one.
      if (query !== input.value) return;
      list.replaceChildren(...hits.map(item));
      if (query.trim() === "") count.textContent = "";
      else count.textContent = hits.length > 0 ? texts.found(hits.length) : texts.none;
    } catch {
      count.textContent = texts.failed;
    }
  };
  input.addEventListener("input", update);
  // A click on a result that leads to this page does not leave it.
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => moveFocus(event, input, list));
  return { dialog, input };
}

/** Moves through the results with the arrow keys; Enter in the field opens the first. */
function moveFocus(event: KeyboardEvent, input: HTMLInputElement, list: HTMLElement): void {
  const links = [...list.querySelectorAll("a")];
  if (event.key === "Enter" && event.target === input) {
    links[0]?.click();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [input, ...links];
  const at = stops.indexOf(document.activeElement as HTMLInputElement);
  stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
}

function item({ page, section, excerpt }: Hit): HTMLLIElement {
  const file = page.page === "index" ? "./" : `${page.page}.html`;
  const link = create("a");
  link.href = section.depth === 1 ? file : `${file}#${section.id}`;
  const title = create(
    "strong",
    section.depth === 1 ? page.title : `${page.title}: ${section.title}`,
  );
  const text = create("span");
  text.append(...excerpt.map((piece, i) => (i % 2 ? create("mark", piece) : piece)));
  link.append(title, text);
  const entry = create("li");
  entry.append(link);
  return entry;
}

function create<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
