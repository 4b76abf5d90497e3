/** The names that `expose.ts` puts into the page. */
declare var attach: typeof import("../../../www/src/attach.js").attach;
declare var countWork: typeof import("./work.js").countWork;
declare var find: () => ReturnType<typeof import("../../../www/src/finder/index.js").findArticle>;
declare var probes: typeof import("./probes.js");
declare var toyTagger: typeof import("./toy-tagger.js").toyTagger;
declare var lateTagger: typeof import("./toy-tagger.js").lateTagger;
declare var slowTagger: typeof import("./toy-tagger.js").slowTagger;
declare var brokenTagger: typeof import("./toy-tagger.js").brokenTagger;
/** The handle of the page under test. */
declare var page: import("../../../www/src/highlighter/page.js").Page;
