//! Any bytes as a bags file, plain or gzipped.

use themelight::jsonl::Example;
use themelight::train::Bags;

/// A bags file that is not compressed.
const PLAIN: &str = r#"{"format":"themelight-bags","version":1,"pipeline":1,"max_n":2,"background":3,"ngrams":3,"paragraphs":2}
["bộ",2]
["cán",0]
["cán bộ",1]
{"id":"1","group":"00","labels":["a"],"sentences":[{"ngrams":[0,1,1],"tokens":3}]}
{"id":"2","group":"01","labels":[],"ignore":["a"],"unsure":true,"train_only":true,"sentences":[]}
"#;

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

/// Returns a plain bags file and gzipped ones.
pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = vec![PLAIN.into()];
    for max_n in [1, 4] {
        let mut bags = Bags::from_examples(&examples(), max_n).expect("a valid max_n");
        bags.count_background("", "hoà giải\ncán bộ".as_bytes(), |_| ()).expect("a valid text");
        seeds.push(written(&bags));
    }
    seeds
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
    assert_eq!(Bags::read("again", &file[..]).as_ref(), Ok(&bags), "bags come back from their file");
    let merged = Bags::merge(vec![bags.clone(), bags.clone()]).expect("equal shapes");
    assert_eq!(merged.paragraphs.len(), 2 * bags.paragraphs.len());
    let mut frequent = bags;
    frequent.keep_frequent(2);
    frequent.count_background("text", "cán bộ xã".as_bytes(), |_| ()).expect("a valid text");
    let file = written(&frequent);
    assert_eq!(Bags::read("again", &file[..]), Ok(frequent), "frequent n-grams");
}
