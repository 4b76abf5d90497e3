/**
 * Returns a selector for an element that should match in other articles of the site too. Uses names
 * without numbers.
 */

/** Hashes, counters and article numbers differ from page to page. */
const CHANGES = /\d{2,}|[0-9a-f]{6,}|__[^_][\w-]{3,}$|^(?:css|sc|jsx)-/i;

export function selectorOf(element: Element): string {
  if (element === document.body) return "body";
  const own = nameOf(element);
  if (own && isOnly(own, element)) return own;
  const parent = element.parentElement;
  if (!parent) return element.localName;
  const inParent = own ?? element.localName;
  const alike = [...parent.children].filter((other) => other.matches(inParent));
  const position =
    alike.length === 1 ? inParent : `${element.localName}:nth-of-type(${nth(element)})`;
  return `${selectorOf(parent)} > ${position}`;
}

function nameOf(element: Element): string | undefined {
  const { id, localName } = element;
  if (id && !CHANGES.test(id)) return `#${CSS.escape(id)}`;
  const property = element.getAttribute("itemprop");
  if (property) return `${localName}[itemprop=${CSS.escape(property)}]`;
  const classes = [...element.classList].filter((name) => !CHANGES.test(name)).slice(0, 3);
  return classes.length
    ? `${localName}${classes.map((name) => `.${CSS.escape(name)}`).join("")}`
    : undefined;
}

function isOnly(selector: string, element: Element): boolean {
  const found = document.querySelectorAll(selector);
  return found.length === 1 && found[0] === element;
}

function nth(element: Element): number {
  let position = 1;
  for (
    let before = element.previousElementSibling;
    before;
    before = before.previousElementSibling
  ) {
    if (before.localName === element.localName) position++;
  }
  return position;
}
