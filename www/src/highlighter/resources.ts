import type { ChoiceStorage, InstallStyles } from "../api/options.js";
import type { Details } from "../legend/model.js";

/** What the widget needs besides the tagger and the settings. */
export interface WidgetResources {
  /** The rules of our shadow root: `ui/widget.css`. */
  readonly css: string;
  /** The rules of the page that do not depend on the themes: `ui/page.css`. */
  readonly pageCss: string;
  /** Loads `legend/details.ts`, which the first marks do not need. */
  readonly loadDetails: () => Promise<Details>;
  readonly installStyles?: InstallStyles | undefined;
  readonly storage?: ChoiceStorage | undefined;
}
