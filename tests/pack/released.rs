//! Files of released versions stay readable.

use std::fs;
use std::path::Path;

use themelight::{Classifier, Scratch, format, pack};

#[test]
fn models_and_packs_of_all_released_versions_are_readable() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/released");
    let mut versions = 0;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if !entry.path().is_dir() {
            continue;
        }
        versions += 1;
        let model = fs::read(entry.path().join("toy.model")).unwrap();
        let classifier = Classifier::new(format::read(&model).unwrap());
        let tags = classifier.tag("Tinh giản biên chế.", &mut Scratch::default());
        assert_eq!(tags[0].label.id, "staffing", "{entry:?}");

        let bytes = fs::read(entry.path().join("toy.themelight")).unwrap();
        let pack = pack::read(&bytes).unwrap();
        assert_eq!(pack.file, model);
        assert_eq!(pack.header.tests.len(), 3);
        let staffing = &pack.model.labels[0];
        assert_eq!(staffing.names[0], ("vi".to_owned(), "Biên chế".to_owned()));
        assert_eq!(staffing.color.to_string(), "#036946");
        assert_eq!(staffing.color_dark.to_string(), "#5afe63");
    }
    assert!(versions >= 1);
}
