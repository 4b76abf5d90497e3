/** The texts of the studio in English. */
import type { Mapping } from "../training.js";
import { en as problems } from "./problems.js";
import type { Texts } from "./vi.js";

const number = new Intl.NumberFormat("en");
const n = (value: number): string => number.format(value);
const some = (count: number, one: string, many: string): string =>
  `${n(count)} ${count === 1 ? one : many}`;

const SEPARATORS: Record<Mapping["separator"], string> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

function duration(seconds: number): string {
  if (seconds < 90) return some(Math.max(1, Math.round(seconds)), "second", "seconds");
  return some(Math.round(seconds / 60), "minute", "minutes");
}

export const en: Texts = {
  lang: "en",

  kept: "Everything stays in this browser; nothing is sent anywhere.",
  unkept: {
    "other-tab":
      "The studio is open in another tab, so changes in this one are not kept. Use the other tab.",
    "no-storage":
      "The browser does not store anything here. Download the project file before you close the page.",
    "later-version":
      "A later version wrote the work that is stored in this browser; changes made here are not kept.",
  },
  loading: "Loading the trainer…",
  retry: "Try again",
  saveProject: "Save the project as a file",
  openProject: "Open a project file",
  startOver: "Start over",
  reallyStartOver: "Press again to delete everything",
  stopped: "Stopped.",
  failed: (message) => `That did not work: ${message}`,
  errors: {
    "too-large": ({ name, size, most }) =>
      `${name} has ${size} MB; at most ${most} MB are read. Split the file.`,
    "protected-sheet": ({ name }) =>
      `${name} has a password. Remove it in the program that set it, or save the sheet as CSV UTF-8.`,
    "other-document": ({ name, found }) =>
      `${name} is neither a spreadsheet nor text, but a file like ${found}. Save the table as .xlsx or CSV UTF-8.`,
    "damaged-sheet": ({ name, found }) =>
      `The spreadsheet ${name} is damaged. Open it in Excel or LibreOffice and save it again as .xlsx. (${found})`,
    "empty-sheet": ({ name }) => `No sheet of ${name} has cells. Choose the file with the table.`,
    "large-sheet": ({ name, found }) =>
      `The sheet in ${name} has more than ${n(Number(found))} cells. Delete the columns that are not needed, or split it.`,
    "not-text": ({ name, row }) =>
      `${name} is not text: row ${row} has binary data. The studio reads CSV, TSV, JSON Lines, .txt, .xlsx, .xls and .ods.`,
    "not-a-project": ({ name, detail }) =>
      `${name} is not a project file of the studio (${detail}).`,
    "train/fit": ({ message }) =>
      `These examples cannot be trained on. Check the labels or add examples. (${message})`,
    wasm: () => "There is not enough memory. Close other tabs or use fewer examples.",
    background: () =>
      "The built-in paragraphs could not be loaded. Check the connection and try again.",
    "not-loaded": () => "The trainer could not be loaded. Check the connection and try again.",
    worker: () => "The part that runs in the background did not start. Reload the page.",
  },

  dropHere: "Drop a table here: one column of text, one of themes.",
  chooseFile: "Choose a file",
  paste: "Paste text",
  trySample: "Try with sample data",
  formats: "CSV, TSV, .xlsx, .xls, .ods, JSON Lines or fastText lines; one paragraph a row.",
  pasteLabel: "Table or lines to paste",
  pasteHint: "Text;Themes\nThe new bus runs every ten minutes.;Transport",
  readPasted: "Read the text",
  pasted: "Pasted text",
  reading: "Reading…",
  recognised: (mapping, rows, encoding) => {
    const kind = {
      table:
        encoding || mapping.format !== "table"
          ? `table separated by ${SEPARATORS[mapping.separator]}`
          : "table",
      jsonl: "JSON Lines",
      fasttext: "fastText lines",
      text: "text, one paragraph a line",
    }[mapping.format];
    return `Format: ${kind}, ${some(rows, "row", "rows")}${encoding ? `, ${encoding}` : ""}.`;
  },
  sheet: "Sheet",
  hiddenSheet: (name) => `${name} (hidden)`,
  checkColumns: "The columns may not be the right ones. Please check them below.",
  changeColumns: "Change how the table is read",
  textColumn: "Column of text",
  labelColumn: "Column of themes",
  labelColumns: "Columns of themes",
  labelStyle: "Where the themes are",
  labelStyles: [
    ["list", "in one column"],
    ["flags", "one 0/1 column for each"],
    ["columns", "in several columns, one theme a cell"],
    ["none", "not in the table"],
  ],
  labelSplit: "Signs between themes in a cell",
  noSplit: "one theme a cell",
  header: "The first row has the column names",
  column: (index) => `Column ${index}`,
  row: "Row",
  preview: "The first rows",
  isText: "used as text",
  isLabel: "used as themes",
  themesFound: (themes) => `Themes found: ${themes.join(", ")}.`,
  noLabelsFound:
    "There is no column of themes: the paragraphs become unlabelled text, to be labelled in step 4.",
  takeExamples: (count) => `Use ${count === 1 ? "this example" : `these ${n(count)} examples`}`,
  takeTexts: (count) => `Use ${count === 1 ? "this text" : `these ${n(count)} texts`}`,
  replaceAll: "Replace all examples",
  otherFile: "Discard this file",
  rejected: (count) => `${some(count, "row", "rows")} cannot be used.`,
  downloadRejected: "Download them with the reasons",
  rejectedFile: "rejected-rows.csv",
  examplesSummary: (count, without) =>
    `${some(count, "example", "examples")}, ${n(without)} of them without a theme.`,
  poolSummary: (count, answered) =>
    `${some(count, "unlabelled text", "unlabelled texts")}, ${n(answered)} answered.`,
  addMore: "Add examples",
  severity: { error: "Error", warning: "Please check", note: "Note" },
  problems,
  reasons: Object.fromEntries(
    Object.entries(problems).map(([code, { title, cure }]) => [
      code,
      `${title(1).replace(/^1 /, "")}. ${cure}`,
    ]),
  ),
  rowNumber: (row) => `row ${n(row)}`,
  rowColumn: (row, column) => `row ${n(row)}, column “${column}”`,
  andMore: (count) => `and ${some(count, "more row", "more rows")}`,

  noThemesYet: "Themes appear here once there are examples.",
  themesHint: "Names and colours can be changed at any time without training again.",
  themeName: "Name",
  languages: { vi: "Vietnamese", en: "English" },
  colors: "Colour on light and dark pages",
  themeColor: (name, page) => `Colour of ${name} on ${page} pages`,
  themeCount: ({ count, needed }) =>
    `${some(count, "example", "examples")}${needed ? `, ${n(needed)} more needed` : ""}`,
  lowContrast: (name, on) =>
    `The colour of ${name} is hard to read on a ${on} page: choose a ${on === "light" ? "darker" : "lighter"} one.`,
  alike: (name, other) =>
    `The colours of ${name} and ${other} are too much alike, above all for colour-blind readers.`,
  negatives: "Paragraphs without a theme",
  negativesExamples: (count) => `Use only those among my examples (${n(count)})`,
  negativesBackground: "Add built-in paragraphs on many other subjects",
  negativesPool: (count) =>
    `Treat the ${some(count, "unlabelled text", "unlabelled texts")} as having no theme`,
  cannotLearnNone:
    "Every example has a theme, so the model cannot learn what a paragraph without one looks like and would mark nearly everything. Choose the built-in paragraphs, or add texts of your own.",
  addUnlabelled: "Add unlabelled text",
  languageOfTexts: "Language of the examples",

  examplesFirst: "Add examples in step 1 first.",
  train: "Train",
  trainAgain: "Train again",
  stop: "Stop",
  starting: "Starting…",
  progress: "Progress of the training",
  estimate: (seconds, megabytes) =>
    `Themelight learns the themes from your examples. This takes about ${duration(seconds)} and ${n(Math.max(1, Math.round(megabytes)))} MB of memory. The page stays usable meanwhile.`,
  missing: (name, count) => `“${name}” needs ${some(count, "more example", "more examples")}.`,
  missingWithout: (name, count) =>
    `${some(count, "more paragraph", "more paragraphs")} without “${name}” needed.`,
  stale: "The examples have changed since the last training. Train again.",
  timeLeft: (seconds, stage) =>
    seconds === undefined ? `${stage}…` : `${stage}, about ${duration(seconds)} left`,
  stages: {
    reading: "Reading the examples",
    selecting: "Choosing words",
    fitting: "Learning",
    validating: "Checking",
    measuring: "Measuring",
  },
  trained: "Training is done.",

  noResultsYet: "Results appear here after the training.",
  howMeasured: (paragraphs, alike) =>
    `Measured on ${some(paragraphs, "paragraph", "paragraphs")}, each answered by a model that had never read it.` +
    (alike
      ? ` ${some(alike, "near-copy was", "near-copies were")} kept together, so that the figures do not flatter the model.`
      : ""),
  tooFewToJudge: (support, different) =>
    different < support
      ? `Of ${some(support, "example", "examples")}, only ${n(different)} really differ: too few to judge.`
      : `Only ${some(support, "example", "examples")}: too few to judge.`,
  nothingMarked: "No paragraph was marked.",
  ofMarked: (right, all, about) =>
    `Of ${some(all, "paragraph", "paragraphs")} marked, ${about ? "about " : ""}${n(right)} ${right === 1 ? "is" : "are"} right.`,
  ofSupport: (found, all, about) =>
    `Of ${some(all, "paragraph", "paragraphs")} about this theme, it finds ${about ? "about " : ""}${n(found)}.`,
  uncertainty: (support, right, found) =>
    `With ${some(support, "example", "examples")}, the true figures out of 10 may be: ${[right && `${right} right`, found && `${found} found`].filter(Boolean).join(", ")}.`,
  confusedWith: (themes) =>
    `Often confused with: ${themes.map(([name, count]) => `${name} (${some(count, "paragraph", "paragraphs")})`).join(", ")}.`,
  tryOnArticle: "Try it on an article",
  tellingWords: "Most telling words:",
  wordsAgainst: "Words that speak against it:",
  curves: "Chart",
  noCurve: "Too few examples to draw it.",
  curveTitle: "A low threshold finds more, a high one is surer",
  thresholdAxis: "threshold",
  precisionLine: "right, of those marked",
  recallLine: "found, of those about the theme",
  percent: (share) => `${Math.round(share * 100)}%`,
  labelErrors: "Labels that may be wrong",
  labelErrorsHint: "The model disagrees with the labels of these paragraphs. Read them and choose.",
  labelError: (labels, suggested) => `Labelled: ${labels}. Suggested: ${suggested}.`,
  noTheme: "no theme",
  acceptSuggestion: "Take the suggestion",
  keepLabel: "Keep the label",
  moreExamples: "Would more examples help?",
  curveHint:
    "Training on parts of the examples shows whether more would help. It takes about three times as long as a training.",
  measureCurve: "Find out",
  measuringCurve: "Measuring…",
  advice: (theme, helps) =>
    helps ? `“${theme}”: more examples will help.` : `“${theme}”: more examples would hardly help.`,
  learningTitle: "Quality by number of examples",
  paragraphsAxis: "paragraphs",
  qualityLine: "overall quality",
  labelMore: "Label more",
  noPool:
    "Add a file of unlabelled text, and the studio chooses the paragraphs that are most worth labelling.",
  queueKind: "Paragraphs",
  queueKinds: {
    doubtful: "the model is in doubt about",
    weakest: "marked, but only just",
    random: "at random",
  },
  queueHints: {
    doubtful: "Answers here teach the model most, but cannot measure it.",
    weakest: "Shows paragraphs that were marked by mistake; cannot measure the model.",
    random: "Only random paragraphs show how good the model is on your texts.",
  },
  themeOfQueue: "Theme",
  startLabelling: "Start",
  loadQueue: "Choose more paragraphs",
  queueEmpty: "No paragraph is left in this round.",
  isAbout: (theme) => `Is this paragraph about “${theme}”?`,
  yes: "Yes",
  no: "No",
  unsure: "Unsure",
  unusable: "Not usable",
  whichThemes: "What is this paragraph about?",
  noThemeHere: "No theme",
  theseThemes: "The chosen themes",

  tryLead: "Paste an article or the HTML of a page; it is marked exactly as readers will see it.",
  tryLabel: "Article to try",
  tryHint: "One paragraph a line",
  mark: "Mark it",
  openArticle: "Open an HTML file",
  sampleArticle: "Use the sample article",
  nothingToTry: "There is no text yet. Paste an article into the box.",
  tooShort: "No paragraph of 40 characters or more was found.",
  tried: (paragraphs, marked) =>
    marked
      ? `${some(paragraphs, "paragraph", "paragraphs")}, ${n(marked)} marked.`
      : `${some(paragraphs, "paragraph", "paragraphs")}, none marked.`,
  thresholds: "Thresholds",
  thresholdsHint:
    "A paragraph is marked if its confidence reaches the threshold. Move a slider left to mark more, right to be surer.",
  thresholdOf: (name) => `Threshold of ${name}`,
  markedHere: (count) => `${some(count, "paragraph", "paragraphs")} of the article`,
  atThreshold: (right, found) =>
    `on the examples: ${n(right)} of 10 right, ${n(found)} of 10 found`,
  resetThresholds: "Back to the suggested thresholds",
  takeAway: "Download the model",
  packTitle: "Name of the model",
  packLicense: "Licence",
  noLicense: "not named",
  packTests: "Include a few examples as a self-test",
  downloadPack: "Download the model pack",
  packHint:
    "One .themelight file with the model, names, colours and figures. Websites, the browser extension, the npm package and the command line read it.",
  crossValidation: (paragraphs) =>
    `Cross-validation, ${some(paragraphs, "paragraph", "paragraphs")}`,
  onYourSite: "Put it on your site",
  stepEmbed: "Download this and unpack it into the folder “embed” on your server:",
  stepPack: "Put the model pack beside the article page.",
  stepLine: "Copy this line into the page, with your domain in place of YOUR-SITE:",
  stepCsp: "If the page has a Content-Security-Policy, it needs:",
  copy: "Copy",
  copied: "Copied.",
  selected: "Selected; press Ctrl+C to copy.",
  labelledData: "Download the examples",
};
