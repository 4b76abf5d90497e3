/** What all steps of the page share. */
import type { Texts } from "./texts/index.js";
import type { Project } from "./worker/project.js";
import type { Remote } from "./worker/rpc.js";
import type { Overview, StudioEvent } from "./worker/views.js";

export interface App {
  readonly t: Texts;
  /** Language of the page. */
  readonly lang: "vi" | "en";
  readonly worker: Remote<Project>;
  readonly overview: Overview;
  /**
   * Runs a task and shows its result: a new overview in every step, an error in the status line.
   * Resolves with whether it succeeded.
   */
  run(task: () => Promise<Overview | undefined>): Promise<boolean>;
  /** Shows a message in the status line and to screen readers. */
  say(message: string): void;
  onEvent(listener: (event: StudioEvent) => void): void;
}

/** A step of the page. Called at the start and after each change. */
export type Render = (overview: Overview) => void;
