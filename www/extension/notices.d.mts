import type { Metafile } from "esbuild";

export function bundledPackages(...metafiles: Metafile[]): string[];
export function noticesOf(
  packageFolders: readonly string[],
  head?: string,
  features?: readonly string[],
  platform?: string,
): string;
