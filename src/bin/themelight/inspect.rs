//! `themelight inspect`: what a model file holds.

use std::path::PathBuf;

use serde::Serialize;
use themelight::Error;
use themelight::features::PIPELINE;
use themelight::model::{Label, Model, format};

use crate::entries::Entries;
use crate::{Outcome, model, output};

/// Show what a model file holds: header, labels, thresholds, calibration, sizes.
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The model.
    #[arg(value_name = "FILE")]
    model: PathBuf,
}

pub fn run(args: &Args) -> Result<Outcome, Error> {
    let (model, bytes) = model::load_file(&args.model)?;
    let header = Header {
        format: format::VERSION,
        pipeline: PIPELINE,
        bytes: bytes.len(),
        checksum: format!("{:08x}", format::checksum(&bytes).expect("a file that was read has a checksum")),
    };
    output::print(if args.json { as_json(&model, &header) } else { as_text(&model, &header) }.as_bytes())?;
    Ok(Outcome::Complete)
}

/// What the file says of itself.
#[derive(Serialize)]
struct Header {
    format: u16,
    pipeline: u16,
    bytes: usize,
    checksum: String,
}

#[derive(Serialize)]
struct Contents<'m> {
    #[serde(flatten)]
    header: &'m Header,
    max_n: u8,
    key_bits: u8,
    pooling: f32,
    ngrams: usize,
    labels: Vec<LabelContents<'m>>,
}

#[derive(Serialize)]
struct LabelContents<'m> {
    id: &'m str,
    name: Entries<'m, &'m str>,
    color: String,
    color_dark: String,
    threshold: f32,
    bias: f32,
    scale: f32,
    slope: f32,
    intercept: f32,
    /// How many n-grams have a weight for it.
    ngrams: usize,
}

fn as_json(model: &Model, header: &Header) -> String {
    let labels = model.labels.iter().enumerate().map(|(l, label)| LabelContents {
        id: &label.id,
        name: Entries(label.names.iter().map(|(language, name)| (&**language, &**name)).collect()),
        color: label.color.to_string(),
        color_dark: label.color_dark.to_string(),
        threshold: label.threshold,
        bias: label.bias,
        scale: label.scale,
        slope: label.calibration.slope,
        intercept: label.calibration.intercept,
        ngrams: weighted(model, l),
    });
    output::json(&Contents {
        header,
        max_n: model.vectorizer.max_n(),
        key_bits: model.vectorizer.key_bits(),
        pooling: model.pooling,
        ngrams: model.keys.len(),
        labels: labels.collect(),
    })
}

fn as_text(model: &Model, header: &Header) -> String {
    let mut text = format!(
        "format {}, text pipeline {}, {} bytes, checksum {}\n\
         {} n-grams of 1 to {} tokens, keys of {} bits, {} weights\n\
         pooling: {} of the logit from the best sentence\n",
        header.format,
        header.pipeline,
        header.bytes,
        header.checksum,
        model.keys.len(),
        model.vectorizer.max_n(),
        model.vectorizer.key_bits(),
        model.weights.len(),
        model.pooling,
    );
    for (l, Label { id, names, color, color_dark, threshold, bias, scale, calibration }) in
        model.labels.iter().enumerate()
    {
        let names: Vec<String> = names.iter().map(|(language, name)| format!("{language} “{name}”")).collect();
        text += &format!(
            "\n{id}\n  names      {}\n  colours    {color} on light, {color_dark} on dark pages\n  \
             threshold  {threshold}\n  logit      {} · ({bias} + {scale} · weights) + {}\n  n-grams    {} with a weight\n",
            names.join(", "),
            calibration.slope,
            calibration.intercept,
            weighted(model, l),
        );
    }
    text
}

/// How many n-grams speak for or against a label.
fn weighted(model: &Model, label: usize) -> usize {
    (0..model.keys.len()).filter(|&i| model.row(i)[label] != 0).count()
}
