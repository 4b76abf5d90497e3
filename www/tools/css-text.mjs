// Re-exports the module for www/embed/build.mjs until that imports it by its new path.
export * from "./build/css-text.mjs";
