/** What a script of the embed shares with the one that it loads; see `build.mjs`. */
declare module "#shared" {
  const shared: unknown;
  export default shared;
}
