/**
 * The extension's content script. The button, the keyboard, the menu or the browser (on sites that
 * the reader chose) run it; each run begins marking, or finds the controller that is there already.
 */
import { type Command, type PageState, received } from "../shared/messages.js";
import { ContentController } from "./content-controller.js";

/** The page's scripts live in another world and see no global of this one. */
const world = globalThis as { themelightController?: ContentController };

if (world.themelightController?.alive) world.themelightController.begin();
else {
  const controller = new ContentController();
  world.themelightController = controller;
  chrome.runtime.onMessage.addListener((message: unknown, sender, respond: (state: PageState) => void) => {
    if (sender.id !== chrome.runtime.id) return false;
    let command: Command | undefined;
    try {
      command = received("content", message);
    } catch (cause) {
      console.warn(`Themelight: ${(cause as Error).message}`);
    }
    if (!command) return false;
    controller.run(command).then(respond);
    return true;
  });
  controller.begin();
}
