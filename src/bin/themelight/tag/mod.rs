//! `themelight tag`: tags the paragraphs of archives.

mod args;
mod sink;

use std::sync::Arc;

use indicatif::ProgressBar;
use themelight::Classifier;
use themelight::archive::{Content, Input, Piece, Pieces, Store, Tagged, Tagger, inputs};

use crate::error::CliError;
use crate::{Outcome, output, parallel, progress, stats};
pub use args::Args;
use sink::Sink;

pub fn run(args: Args) -> Result<Outcome, CliError> {
    let loaded = args.model()?;
    let options = args.options()?;
    let split = args.split;
    let themes = args.stats.as_ref().map(|_| stats::of(&loaded.model, args.date_field.as_deref()));
    let classifier = Arc::new(Classifier::new(loaded.model));
    Tagger::new(classifier.clone(), &options).map_err(CliError::Invalid)?;
    let inputs: Arc<[Input]> = inputs(&args.files)?.into();
    let mut pieces = Pieces::new(inputs.clone(), args.format(), options.fields.clone());
    let mut outputs = Vec::new();
    let mut sink = match args.target() {
        Some(target) => {
            let store = Store::open(target, args.run(&loaded.hash, &options), &inputs)?;
            outputs = store.outputs();
            (0..inputs.len()).for_each(|i| pieces.skip_groups(i, store.done(i)));
            Sink::Store(Box::new(store))
        }
        None => Sink::stream(args.out.as_deref())?,
    };
    let bar = progress::archive(inputs.iter().map(Input::size).sum(), args.out.is_none());

    let tagged = parallel::ordered(args.jobs(), pieces, move || {
        let mut tagger = Tagger::new(classifier.clone(), &options).expect("checked above");
        let inputs = inputs.clone();
        move |piece| tag(piece, &inputs, &mut tagger)
    });
    let (outcome, long) = write(tagged, &mut sink, &bar)?;
    bar.finish_and_clear();
    if long > 0 && !split {
        let texts = if long == 1 { "1 text has".to_owned() } else { format!("{long} texts have") };
        output::warning(&format!(
            "{texts} more than 400 words, and the model is trained on paragraphs: give them one by \
             one, or use --split"
        ));
    }
    let outcome = outcome.worse(sink.finish()?);
    if let (Some(stats), Some(path)) = (themes, &args.stats) {
        // The output of an input that could not be read is missing; this has been reported.
        outputs.retain(|output| output.exists());
        stats::write(stats, &outputs, path)?;
    }
    Ok(outcome)
}

/// A tagged piece of an input.
struct Done {
    input: usize,
    group: u64,
    read: u64,
    content: Tag,
}

enum Tag {
    Rows(Tagged),
    End,
    Failed(String),
}

fn tag(piece: Piece, inputs: &[Input], tagger: &mut Tagger) -> Done {
    let Piece { input, group, read, content } = piece;
    let name = &inputs[input].name;
    let failed = |message| Tag::Failed(format!("{name}: {message}"));
    let content = match content {
        Content::Rows(batch) => tagger.tag(&batch, name).map_or_else(failed, Tag::Rows),
        Content::End => Tag::End,
        Content::Failed(message) => failed(message),
    };
    Done { input, group, read, content }
}

/// Writes what was tagged. Returns the number of texts far longer than a paragraph, too.
fn write(
    tagged: impl Iterator<Item = Done>,
    sink: &mut Sink,
    bar: &ProgressBar,
) -> Result<(Outcome, u64), CliError> {
    let (mut outcome, mut rows, mut long) = (Outcome::Complete, 0, 0);
    for Done { input, group, read, content } in tagged {
        match content {
            Tag::Rows(tagged) => {
                if !tagged.errors.is_empty() {
                    outcome = Outcome::Partial;
                    bar.suspend(|| tagged.errors.iter().for_each(|error| output::error(error)));
                }
                if !sink.write(input, group, &tagged)? {
                    break;
                }
                rows += tagged.rows;
                long += tagged.long;
                progress::rows(bar, rows);
            }
            Tag::End => sink.end(input)?,
            Tag::Failed(message) => {
                outcome = Outcome::Partial;
                bar.suspend(|| output::error(&message));
                sink.fail(input);
            }
        }
        bar.inc(read);
    }
    Ok((outcome, long))
}
