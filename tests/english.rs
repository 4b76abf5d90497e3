//! Trains a model of two themes on English news. The 200 paragraphs were written for this test.

use std::path::Path;

use themelight::train::{self, Bags, Params};
use themelight::{Classifier, Scratch, format, jsonl};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/english").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn trains_a_model_of_english_news() {
    let examples = jsonl::read_examples("town.jsonl", fixture("town.jsonl").as_bytes()).unwrap();
    let themes = train::read_themes("themes.json", &fixture("themes.json")).unwrap();
    let bags = Bags::from_examples(&examples, 3).unwrap();
    let trained = train::train(bags, themes, Params::default(), &mut |_| ()).unwrap();

    let report = trained.report("english");
    assert_eq!((report.data.paragraphs, report.data.without_label), (200, 74));
    for label in &report.labels {
        let f1 = label.metrics.f1;
        assert!(f1 >= 0.8, "`{}`: cross-validated F1 is {f1:.3}, expected at least 0.8", label.id);
    }

    let model = format::read(&trained.file).unwrap();
    let ids: Vec<&str> = model.labels.iter().map(|label| &*label.id).collect();
    assert_eq!(ids, ["transport", "housing"], "the order of themes.json");
    let transport = &model.labels[0];
    assert_eq!(
        transport.names,
        [("cy", "Trafnidiaeth"), ("en", "Getting about")].map(|(k, v)| (k.into(), v.into()))
    );
    assert_eq!(
        [transport.color, transport.color_dark].map(|c| c.to_string()),
        ["#00707a", "#6fd6e0"]
    );

    let classifier = Classifier::new(model);
    for (text, expected) in [
        ("Passengers waited an hour in the rain for a bus that never came.", &["transport"][..]),
        ("The landlord put up the rent, and the tenants of all six flats moved out.", &["housing"]),
        (
            "Tenants of the new homes want a bus, since drivers already queue in traffic on the road past their flats.",
            &["housing", "transport"],
        ),
        ("The bishop planted a pear tree and was stung by a wasp.", &[]),
    ] {
        let tags = classifier.tag(text, &mut Scratch::default());
        let mut found: Vec<&str> = tags.iter().map(|tag| &*tag.label.id).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

/// The demo's English page loads this model, so that building the site needs no training.
#[test]
fn the_english_demo_model_is_what_training_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("models/en-town");
    let examples = jsonl::read_examples("town.jsonl", fixture("town.jsonl").as_bytes()).unwrap();
    let themes = std::fs::read_to_string(folder.join("themes.json")).unwrap();
    let themes = train::read_themes("themes.json", &themes).unwrap();
    let bags = Bags::from_examples(&examples, 3).unwrap();
    let trained = train::train(bags, themes, Params::default(), &mut |_| ()).unwrap();
    let committed = std::fs::read(folder.join("en-town.model")).unwrap();
    assert!(
        trained.file == committed,
        "models/en-town/en-town.model: expected what training gives, found other bytes; \
         run the command in models/en-town/README.md"
    );
}
