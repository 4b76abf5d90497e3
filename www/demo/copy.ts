/** Copies an element's text. Without permission to write to the clipboard, selects it instead. */
export async function copyText(
  element: HTMLElement,
  status: HTMLElement,
  text: { readonly copied: string; readonly selected: string },
): Promise<void> {
  try {
    await navigator.clipboard.writeText(element.textContent);
    status.textContent = text.copied;
  } catch {
    getSelection()!.selectAllChildren(element);
    status.textContent = text.selected;
  }
}
