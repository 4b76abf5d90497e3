//! The model for the warm-up of the wasm (`src/wasm`). To regenerate it:
//! `THEMELIGHT_REGENERATE=1 cargo test --test model`.

use themelight::{Vectorizer, format};

use crate::toy;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/wasm/warm-up.model");

#[test]
fn the_warm_up_model_is_of_this_version() {
    let vectorizer = Vectorizer::new(3, 23).unwrap();
    let phrases: [(&str, &[i8]); 3] = [("cán bộ", &[1]), ("biên chế", &[1]), ("gốc", &[1])];
    let file =
        format::write(&toy::model(vectorizer, 0.25, vec![toy::label("a")], &phrases)).unwrap();
    if std::env::var_os("THEMELIGHT_REGENERATE").is_some() {
        std::fs::write(PATH, &file).unwrap();
    }
    assert!(
        std::fs::read(PATH).is_ok_and(|found| found == file),
        "src/wasm/warm-up.model is outdated; to regenerate it: THEMELIGHT_REGENERATE=1 cargo test --test model"
    );
}
