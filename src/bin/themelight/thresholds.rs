//! The option `--threshold`.

use serde_json::{Value, json};
use themelight::Model;

use crate::error::CliError;

/// Thresholds that replace those of a model.
#[derive(clap::Args)]
pub struct Thresholds {
    /// Score from which a paragraph has a theme, instead of the model's threshold. May be repeated.
    #[arg(long, value_name = "THEME=SCORE", value_parser = threshold)]
    threshold: Vec<(String, f32)>,
}

fn threshold(text: &str) -> Result<(String, f32), String> {
    let parsed = text.rsplit_once('=').and_then(|(theme, score)| {
        let score = score.parse().ok().filter(|score: &f32| *score > 0.0 && *score < 1.0)?;
        Some((theme.to_owned(), score))
    });
    parsed
        .ok_or_else(|| "expected THEME=SCORE with a score between 0 and 1, as staffing=0.6".into())
}

impl Thresholds {
    /// Sets the thresholds of a model.
    pub fn apply(&self, model: &mut Model) -> Result<(), CliError> {
        for (theme, score) in &self.threshold {
            match model.labels.iter_mut().find(|label| label.id == *theme) {
                Some(label) => label.threshold = *score,
                None => {
                    let known: Vec<&str> = model.labels.iter().map(|l| l.id.as_str()).collect();
                    return Err(CliError::Invalid(format!(
                        "--threshold: expected a theme of the model ({}), found `{theme}`",
                        known.join(", ")
                    )));
                }
            }
        }
        Ok(())
    }

    /// Returns the thresholds by theme.
    pub fn json(&self) -> Value {
        let pairs = self.threshold.iter().map(|(theme, score)| (theme.clone(), json!(score)));
        Value::Object(pairs.collect())
    }
}
