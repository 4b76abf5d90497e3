import { doc } from "./native.js";

/** True on a page whose `<html>` declines all marks, those of the embed and of the extension. */
export const isOptedOut = (): boolean => doc.documentElement.hasAttribute("data-themelight-off");
