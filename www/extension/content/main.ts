/**
 * The extension's content script. The button, a key, the menu or the browser (on chosen sites) run
 * it. Each run starts marking, or uses the existing controller.
 */
import { type Command, type PageState, received } from "../shared/messages.js";
import { isSample } from "../shared/sample.js";
import { ContentController } from "./content-controller.js";

/** Global of the content script's world, which the page's scripts cannot access. */
const world = globalThis as { themelightController?: ContentController };

if (world.themelightController?.alive) world.themelightController.begin();
else {
  const controller = new ContentController();
  world.themelightController = controller;
  chrome.runtime.onMessage.addListener(
    (message: unknown, sender, respond: (state: PageState) => void) => {
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
    },
  );
  // The sample article waits for its button.
  if (!isSample(location.href)) controller.begin();
}
