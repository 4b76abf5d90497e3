//! The contents of a model file or a pack, in the format of the JSON output.

use serde::Serialize;
use themelight::pack::Header;
use themelight::train::Bags;
use themelight::{PIPELINE, format};

use super::strongest::Strongest;
use crate::entries::Entries;
use crate::model::Loaded;

#[derive(Serialize)]
pub struct Contents<'m> {
    pub format: u16,
    pub pipeline: u16,
    pub bytes: usize,
    pub checksum: String,
    pub max_n: u8,
    pub key_bits: u8,
    pub pooling: f32,
    pub ngrams: usize,
    pub labels: Vec<Label<'m>>,
    /// The header, if the file is a pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<&'m Header>,
}

#[derive(Serialize)]
pub struct Label<'m> {
    pub id: &'m str,
    pub name: Entries<'m, &'m str>,
    pub color: String,
    pub color_dark: String,
    pub threshold: f32,
    pub bias: f32,
    pub scale: f32,
    pub slope: f32,
    pub intercept: f32,
    /// Number of n-grams with a weight for the label.
    pub ngrams: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strongest: Option<Strongest<'m>>,
}

impl<'m> Contents<'m> {
    pub fn new(loaded: &'m Loaded, bags: Option<&'m Bags>) -> Self {
        let Loaded { model, bytes, header } = loaded;
        let labels = model.labels.iter().enumerate().map(|(l, label)| Label {
            id: &label.id,
            name: Entries(
                label.names.iter().map(|(language, name)| (&**language, &**name)).collect(),
            ),
            color: label.color.to_string(),
            color_dark: label.color_dark.to_string(),
            threshold: label.threshold,
            bias: label.bias,
            scale: label.scale,
            slope: label.calibration.slope,
            intercept: label.calibration.intercept,
            ngrams: (0..model.keys.len()).filter(|&i| model.weight(i, l) != 0).count(),
            strongest: bags.map(|bags| Strongest::new(model, l, bags)),
        });
        Contents {
            format: format::VERSION,
            pipeline: PIPELINE,
            bytes: bytes.len(),
            checksum: format!(
                "{:08x}",
                format::checksum(bytes).expect("a model file has a checksum")
            ),
            max_n: model.vectorizer.max_n(),
            key_bits: model.vectorizer.key_bits(),
            pooling: model.pooling,
            ngrams: model.keys.len(),
            labels: labels.collect(),
            pack: header.as_ref(),
        }
    }
}
