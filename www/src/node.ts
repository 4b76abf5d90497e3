export * from "./engine/node.js";
