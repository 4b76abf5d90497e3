import { KINDS, type Kind, type Settings } from "../api/settings.js";

/** What the embed needs besides: when to start, and where its files are if not beside the script. */
export interface EmbedSettings extends Settings {
  readonly auto: boolean;
  readonly model: string | undefined;
  readonly wasm: string | undefined;
  /** The folder of the embed's files; needed only where a script optimiser hides the script's own address. */
  readonly base: string | undefined;
}

export const EMBED_KINDS: Readonly<Record<keyof EmbedSettings, Kind>> = {
  ...KINDS,
  auto: "flag",
  model: "address",
  wasm: "address",
  base: "address",
};
