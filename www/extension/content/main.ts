/**
 * The extension's script in a page. Put there by the button, the keyboard, the menu, or by the browser on sites the reader
 * chose; each time it runs it begins, or finds the one that is there already.
 */
import { checked, type PageState, TELLS, type Tell } from "../shared/messages.js";
import { Visit } from "./visit.js";

/** Ours alone: a page's scripts live in another world and see no global of this one. */
const world = globalThis as { themelightVisit?: Visit };

if (world.themelightVisit?.alive) world.themelightVisit.begin();
else {
  const visit = new Visit();
  world.themelightVisit = visit;
  chrome.runtime.onMessage.addListener((message: unknown, sender, respond: (state: PageState) => void) => {
    if (sender.id !== chrome.runtime.id) return false;
    let told: Tell;
    try {
      told = checked<Tell["tell"], Tell>("tell", TELLS, message);
    } catch {
      // A state meant for the popup, or no message of ours.
      return false;
    }
    visit.told(told).then(respond);
    return true;
  });
  visit.begin();
}
