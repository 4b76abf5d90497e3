/** The work: examples, themes, settings, the last training. Lives in the worker. */

import { readSource, type Source, withSheet } from "../import/source.js";
import type { Answer, Meta, Negatives, ProjectData } from "../keep/data.js";
import { fileOf, fromFile } from "../keep/file.js";
import type { Kept } from "../keep/keep.js";
import type { Changed } from "../keep/store.js";
import { answeredExamples, isAnswered } from "../label/answers.js";
import { suggestions } from "../label/errors.js";
import { queueOf } from "../label/queue.js";
import type { Training as Engine, Example, Mapping, TrainOptions } from "../training.js";
import { backgroundIn } from "./background.js";
import { DraftFile } from "./draft.js";
import { asWritten, EMPTY, languageOf, merged, themesOf } from "./edit.js";
import { overviewOf } from "./overview.js";
import { StudioError } from "./rpc.js";
import { selfTestTexts } from "./self-test.js";
import type { TrainerHandle } from "./trainer-handle.js";
import type { Draft, Overview, QueueItem, QueueKind } from "./views.js";

export class Project {
  readonly #engine: Engine;
  readonly #trainer: TrainerHandle;
  readonly #kept: Kept;
  #data: ProjectData;
  #draft: DraftFile | undefined;
  #stopping = new AbortController();

  constructor(engine: Engine, trainer: TrainerHandle, kept: Kept) {
    this.#engine = engine;
    this.#trainer = trainer;
    this.#kept = kept;
    this.#data = kept.data ?? EMPTY;
  }

  overview(): Overview {
    return overviewOf(this.#data, this.#engine);
  }

  // Import.

  async readFile(name: string, file: ArrayBuffer): Promise<Draft> {
    return this.#read(await readSource(name, file));
  }

  readText(name: string, text: string): Draft {
    return this.#read({ name, content: text });
  }

  /** Reads the draft again with what the user has confirmed. */
  remap(hints: Partial<Mapping>): Draft {
    return this.#read(this.#openDraft().source, hints);
  }

  /** Reads another sheet of the draft's spreadsheet. */
  chooseSheet(sheet: number): Draft {
    return this.#read(withSheet(this.#openDraft().source, sheet));
  }

  rejectedRows(reasons: Readonly<Record<string, string>>): string {
    return this.#openDraft().rejectedRows(reasons);
  }

  /** Adds the draft to the work, or puts it in its place. Texts without labels go to the pool. */
  async accept(how: "add" | "replace"): Promise<Overview> {
    const draft = this.#openDraft();
    this.#draft = undefined;
    const old = how === "add" ? this.#data : { ...EMPTY, pool: this.#data.pool };
    const { examples, problems, themes } = draft.imported;
    if (draft.mapping.labels.style === "none" && draft.mapping.format !== "fasttext") {
      const pool = [...this.#data.pool, ...examples.map(({ text }) => ({ text }))];
      return this.#change({ ...this.#data, pool }, { pool: "all" });
    }
    const all = merged(old.examples, examples);
    const names = new Map(themes.map(({ id, name }) => [id, name]));
    const meta: Meta = {
      ...old.meta,
      problems,
      language: old.examples.length ? old.meta.language : languageOf(all),
      themes: themesOf(all, old.meta.themes, names, this.#engine),
      written: { ...old.meta.written, ...Object.fromEntries(names) },
      title: old.meta.title || draft.source.name.replace(/\.[^.]*$/, ""),
    };
    return this.#change({ ...old, meta, examples: all }, { examples: "all", pool: "all" });
  }

  discard(): Overview {
    this.#draft = undefined;
    return this.overview();
  }

  // Settings.

  setTheme(id: string, change: { name?: Record<string, string>; color?: Theme["color"] }) {
    const themes = this.#data.meta.themes.map((theme) =>
      theme.id === id
        ? {
            ...theme,
            name: { ...theme.name, ...change.name },
            color: { ...theme.color, ...change.color },
          }
        : theme,
    );
    return this.#update({ themes });
  }

  setAbout(about: Partial<Pick<Meta, "title" | "license">>): Promise<Overview> {
    return this.#update(about);
  }

  setLanguage(language: string): Promise<Overview> {
    return this.#update({ language }, true);
  }

  setNegatives(negatives: Negatives): Promise<Overview> {
    return this.#update({ negatives }, true);
  }

  setThresholds(thresholds: Record<string, number>): Promise<Overview> {
    const { training } = this.#data.meta;
    return this.#update(training ? { training: { ...training, thresholds } } : {});
  }

  // Training.

  /** Takes the port of a trainer that the page has started. Resolves when it is loaded. */
  takeTrainer(port: MessagePort): Promise<void> {
    return this.#trainer.use(port);
  }

  /** The trainer's worker has failed. */
  failTrainer(message: string): void {
    this.#trainer.fail(new StudioError("worker", message));
  }

  async train(): Promise<Overview> {
    const { revision } = this.#data.meta;
    const { model, report } = await this.#compute((examples, options) =>
      this.#trainer.train(examples, options),
    );
    return this.#update({ training: { revision, model, report, thresholds: {} } });
  }

  async learningCurve(): Promise<Overview> {
    const curve = await this.#compute((examples, options) =>
      this.#trainer.curve(examples, options),
    );
    const { training } = this.#data.meta;
    return this.#update(training ? { training: { ...training, curve } } : {});
  }

  /** Ends what is computed; its call fails with the code `stopped`, also if its result is here. */
  stop(): void {
    this.#stopping.abort(new StudioError("stopped", "Stopped."));
    this.#stopping = new AbortController();
    this.#trainer.stop();
  }

  /** Returns the model with the current names, colours and thresholds. */
  model(): Uint8Array | undefined {
    const { training, themes } = this.#data.meta;
    if (!training) return undefined;
    const defined = training.report.themes.map(({ id, threshold }) => ({
      ...themes.find((theme) => theme.id === id)!,
      threshold: training.thresholds[id] ?? threshold,
    }));
    return this.#engine.rename(training.model, defined);
  }

  /** Returns short examples for the self-test of a pack. */
  testTexts(): string[] {
    return selfTestTexts(this.#data);
  }

  // Labels.

  /** Takes the suggested labels of an example, or confirms its own. */
  settle(example: number, suggested: boolean): Promise<Overview> {
    const { training, confirmed } = this.#data.meta;
    const { examples: old } = this.#data;
    const error = suggestions(training?.report.labelErrors ?? [], old, confirmed).find(
      (one) => one.example === example,
    );
    if (!error) throw new StudioError("unexpected", `There is no suggestion for ${example}.`);
    const one = old[example]!;
    const meta = { ...this.#data.meta, confirmed: [...confirmed, one.id] };
    if (!suggested) return this.#change({ ...this.#data, meta }, {}, false);
    const examples = old.with(example, { ...one, labels: [...error.suggested] });
    return this.#change({ ...this.#data, meta, examples }, { examples: [example] });
  }

  queue(kind: QueueKind, theme: string): QueueItem[] {
    const { training } = this.#data.meta;
    return training ? queueOf(this.#engine, training.model, this.#data.pool, kind, theme) : [];
  }

  answer(index: number, answers: Record<string, Answer> | "unusable", random: boolean) {
    const old = this.#data.pool[index]!;
    const pool = this.#data.pool.with(index, {
      ...old,
      ...(answers === "unusable"
        ? { unusable: true }
        : { answers: { ...old.answers, ...answers } }),
      // A text once chosen for its doubt stays out of the figures.
      random: random && !isAnswered(old),
    });
    return this.#change({ ...this.#data, pool }, { pool: [index] });
  }

  // Files.

  exportRows(format: "csv" | "jsonl"): string {
    const { written } = this.#data.meta;
    return this.#engine.exportRows(asWritten(this.#examples(), written), format);
  }

  saveFile(): string {
    return fileOf(this.#data);
  }

  openFile(name: string, text: string): Promise<Overview> {
    const data = fromFile(name, text);
    return this.#change(data, { examples: "all", pool: "all" }, false);
  }

  async clear(): Promise<Overview> {
    this.#draft = undefined;
    this.#data = EMPTY;
    await this.#kept.clear();
    return this.overview();
  }

  #read(source: Source, hints: Partial<Mapping> = {}): Draft {
    this.#draft = new DraftFile(this.#engine, source, hints);
    return this.#draft.view;
  }

  #openDraft(): DraftFile {
    if (this.#draft) return this.#draft;
    throw new StudioError("unexpected", "No file is open.");
  }

  /** Runs a computation on the examples. The background may load before it. */
  async #compute<T>(compute: (examples: Example[], options: TrainOptions) => Promise<T>) {
    const { signal } = this.#stopping;
    const examples = this.#examples();
    const options = await this.#options();
    signal.throwIfAborted();
    const result = await compute(examples, options);
    signal.throwIfAborted();
    return result;
  }

  #examples(): Example[] {
    const { examples, pool, meta } = this.#data;
    return [
      ...examples,
      ...answeredExamples(
        pool,
        meta.themes.map(({ id }) => id),
      ),
    ];
  }

  async #options(): Promise<TrainOptions> {
    const { themes, language, negatives } = this.#data.meta;
    const options: TrainOptions = { themes: [...themes], language };
    if (negatives === "background") Object.assign(options, await backgroundIn(language));
    if (negatives === "pool") {
      options.unlabelled = this.#data.pool
        .filter((one) => !isAnswered(one))
        .map(({ text }) => text);
    }
    return options;
  }

  #update(change: Partial<Meta>, affectsTraining = false): Promise<Overview> {
    const meta = { ...this.#data.meta, ...change };
    return this.#change({ ...this.#data, meta }, {}, affectsTraining);
  }

  async #change(data: ProjectData, changed: Changed = {}, affectsTraining = true) {
    const revision = data.meta.revision + (affectsTraining ? 1 : 0);
    this.#data = { ...data, meta: { ...data.meta, revision } };
    await this.#kept.save(this.#data, changed);
    return this.overview();
  }
}

type Theme = Meta["themes"][number];
