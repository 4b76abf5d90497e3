use super::*;
use crate::jsonl::Example;

fn example(id: &str, text: &str) -> Example {
    Example {
        id: id.into(),
        text: text.into(),
        labels: vec!["a".into()],
        ignore: Vec::new(),
        unsure: id == "2",
        train_only: id == "3",
        group: None,
    }
}

pub(super) fn bags() -> Bags {
    let texts =
        ["Mười cán bộ. Hai xã!", "Hoà giải; HAI XÃ, cán bộ", "hòa giải. Cán bộ hai", "Cán bộ"];
    let examples: Vec<Example> =
        texts.iter().zip(["1", "2", "3", "4"]).map(|(t, id)| example(id, t)).collect();
    let mut bags = Bags::from_examples(&examples, 2).unwrap();
    bags.count_background("", "hoà giải\nhòa giải hòa giải\ncán\nHoà giải".as_bytes(), |_| ())
        .unwrap();
    bags
}

#[test]
fn bags_keep_sets_of_frequent_ngrams() {
    let mut bags = bags();
    assert_eq!(
        bags.ngrams,
        ["bộ", "cán", "cán bộ", "giải", "hai", "hai xã", "hòa", "hòa giải", "xã"]
    );
    assert_eq!(
        (bags.background, &bags.document_frequency[..]),
        (4, &[0, 1, 0, 3, 0, 0, 3, 3, 0][..])
    );
    bags.keep_frequent(3);
    // hai is in three labelled paragraphs, hòa giải in three of the background, xã in two of
    // either.
    assert_eq!(bags.ngrams, ["bộ", "cán", "cán bộ", "giải", "hai", "hòa", "hòa giải"]);
    let first = &bags.paragraphs[0];
    let sentence = |ngrams: &[u32], tokens| Sentence { ngrams: ngrams.to_vec(), tokens };
    assert_eq!(
        first.windows,
        [Window { tokens: 5, sentences: vec![sentence(&[0, 1, 2], 3), sentence(&[4], 2)] }]
    );
}

#[test]
fn a_background_line_that_is_not_utf8_is_an_error() {
    let mut bags = bags();
    let error = bags.count_background("x.txt", &b"cho\nh\xe1\n"[..], |_| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "x.txt:2: expected UTF-8, found other bytes; convert the file to UTF-8"
    );
}

#[test]
fn the_number_of_background_lines_does_not_overflow() {
    let mut bags = bags();
    bags.background = u32::MAX;
    bags.count_background("", "cán bộ\ncán bộ".as_bytes(), |_| ()).unwrap();
    assert_eq!(bags.background, u32::MAX);
}

#[test]
fn merging_joins_the_vocabularies() {
    let (a, mut b) = (bags(), bags());
    b.paragraphs.truncate(1);
    b.keep_frequent(3);
    let merged = Bags::merge(vec![b.clone(), a.clone()]).unwrap();
    assert_eq!((merged.ngrams, merged.paragraphs.len()), (a.ngrams.clone(), 5));
    assert_eq!(merged.paragraphs[1..], a.paragraphs);
    let words = |bags: &Bags, p: usize| -> Vec<String> {
        bags.paragraphs[p].windows[0].sentences[0]
            .ngrams
            .iter()
            .map(|&n| bags.ngrams[n as usize].clone())
            .collect()
    };
    let merged = Bags::merge(vec![b.clone(), a]).unwrap();
    assert_eq!(words(&merged, 0), words(&b, 0));
}
