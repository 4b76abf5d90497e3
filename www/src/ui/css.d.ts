/** A style sheet as text; the build minifies it (`www/tools/build/css-text.mjs`). */
declare module "*.css" {
  const css: string;
  export default css;
}
