/** The globals that `expose.ts` defines. */
declare var attach: typeof import("../../../www/src/attach-controller.js").attachController;
declare var attachHandle: typeof import("../../../www/src/attach.js").attach;
declare var countWork: typeof import("./work.js").countWork;
declare var find: (
  more?: object,
) => ReturnType<typeof import("../../../www/src/finder/index.js").findArticle>;
declare var explain: () => ReturnType<
  typeof import("../../../www/src/finder/explain.js").explainArticle
>;
declare var probes: typeof import("./probes.js");
declare var toyTagger: typeof import("./toy-tagger.js").toyTagger;
declare var lateTagger: typeof import("./toy-tagger.js").lateTagger;
declare var silentTagger: typeof import("./toy-tagger.js").silentTagger;
declare var slowTagger: typeof import("./toy-tagger.js").slowTagger;
declare var brokenTagger: typeof import("./toy-tagger.js").brokenTagger;
/** The controller of the page under test. */
declare var page: import("../../../www/src/highlighter/controller.js").PageController;
