//! Self-tests from labelled paragraphs.

use std::path::{Path, PathBuf};

use themelight::jsonl::Example;
use themelight::pack::SelfTest;
use themelight::{Classifier, Model, Scratch};

use crate::error::CliError;
use crate::import::Columns;
use crate::labelled;

/// Returns a test for each labelled paragraph of a file.
pub fn tests(file: &Path, model: Model) -> Result<Vec<SelfTest>, CliError> {
    let files = [PathBuf::from(file)];
    let examples = labelled::examples(&files, &model.labels, &Columns::default())?;
    let classifier = Classifier::new(model);
    let mut scratch = Scratch::default();
    let test = |example: &Example| {
        test(example, &classifier, &mut scratch)
            .map_err(|message| CliError::Invalid(format!("{}: {message}", file.display())))
    };
    examples.iter().map(test).collect()
}

/// Returns a test of a paragraph whose labels the model finds.
fn test(
    example: &Example,
    classifier: &Classifier,
    scratch: &mut Scratch,
) -> Result<SelfTest, String> {
    let labels = &classifier.model().labels;
    let mut scores = vec![0.0; labels.len()];
    classifier.probabilities(&example.text, scratch, &mut scores);
    let themes: Vec<String> =
        classifier.tags_of(&scores).iter().map(|tag| tag.label.id.clone()).collect();
    for label in labels {
        let found = themes.contains(&label.id);
        if example.actual(&label.id).is_some_and(|actual| actual != found) {
            let verb = if found { "finds" } else { "does not find" };
            return Err(format!(
                "paragraph `{}`: the model {verb} `{}`, the labels say otherwise; \
                 choose paragraphs that the model tags rightly",
                example.id.escape_debug(),
                label.id
            ));
        }
    }
    // Four decimals are finer than the tolerance, and shorter.
    let round = |score: f32| (f64::from(score) * 1e4).round() / 1e4;
    let scores = labels.iter().zip(&scores).map(|(label, &score)| (label.id.clone(), round(score)));
    Ok(SelfTest {
        text: example.text.clone(),
        themes,
        scores: scores.collect(),
        ..SelfTest::default()
    })
}
