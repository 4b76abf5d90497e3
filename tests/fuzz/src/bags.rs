//! Any bytes as a bags file, plain or gzipped.

use std::io::Read;

use flate2::bufread::GzDecoder;
use themelight::jsonl::Example;
use themelight::train::Bags;

fn examples() -> Vec<Example> {
    let texts = ["Mười cán bộ. Hai xã!", "Hoà giải; HAI XÃ, cán bộ", "hòa giải. Cán bộ hai"];
    let example = |(i, text): (usize, &&str)| Example {
        id: i.to_string(),
        text: (*text).into(),
        labels: vec!["a".into()],
        ignore: Vec::new(),
        unsure: i == 1,
        train_only: i == 2,
        group: None,
    };
    texts.iter().enumerate().map(example).collect()
}

/// Returns bags files, gzipped and plain.
pub fn seeds() -> Vec<Vec<u8>> {
    let file = |max_n: u8| {
        let mut bags = Bags::from_examples(&examples(), max_n).expect("a valid max_n");
        bags.count_background("", "hoà giải\ncán bộ".as_bytes(), |_| ()).expect("a valid text");
        written(&bags)
    };
    let plain = |file: Vec<u8>| {
        let mut plain = Vec::new();
        GzDecoder::new(&file[..]).read_to_end(&mut plain).expect("a valid file");
        plain
    };
    vec![file(1), file(4), plain(file(1)), plain(file(2))]
}

fn written(bags: &Bags) -> Vec<u8> {
    let mut file = Vec::new();
    bags.write(&mut file).expect("memory does not fail");
    file
}

/// Checks bytes as a bags file.
pub fn check(data: &[u8]) {
    let Ok(bags) = Bags::read("bags", data) else { return };
    assert_eq!(bags.ngrams.len(), bags.document_frequency.len());
    let file = written(&bags);
    assert_eq!(
        Bags::read("again", &file[..]).as_ref(),
        Ok(&bags),
        "bags come back from their file"
    );
    let merged = Bags::merge(vec![bags.clone(), bags.clone()]).expect("equal shapes");
    assert_eq!(merged.paragraphs.len(), 2 * bags.paragraphs.len());
    let mut frequent = bags;
    frequent.keep_frequent(2);
    frequent.count_background("text", "cán bộ xã".as_bytes(), |_| ()).expect("a valid text");
    let file = written(&frequent);
    assert_eq!(Bags::read("again", &file[..]), Ok(frequent), "frequent n-grams");
}
