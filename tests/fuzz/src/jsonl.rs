//! Any bytes as JSON Lines of labelled paragraphs.

use themelight::Error;
use themelight::jsonl::{examples, read_examples};

/// Returns valid lines, and lines with each kind of error.
pub fn seeds() -> Vec<Vec<u8>> {
    let lines = [
        r#"{"id": "a", "text": "Cán bộ \u00e1\ud83c\udf3a", "labels": ["x", "y"], "ignore": ["z"]}"#,
        r#"{"id": -1.5e+2, "text": "", "labels": [], "unsure": true, "train_only": false, "group": "g"}"#,
        "\u{feff}{\"id\": 1, \"text\": \"\\\"\\n\", \"labels\": [], \"more\": {\"a\": [1, null]}}",
        "[1]",
        "{\"id\": 1, \"id\": 2}",
        "{\"id\": 1, \"text\": \"\\ud800\", \"labels\": []}",
    ];
    let mut seeds: Vec<Vec<u8>> = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
    seeds.push(lines.join("\r\n\n").into());
    seeds
}

/// Checks bytes as JSON Lines.
pub fn check(data: &[u8]) {
    let mut last = 0;
    for example in examples("data", data) {
        let number = match example {
            Ok((number, example)) => {
                let line = serde_json::to_string(&example).expect("no map, no failure");
                let again = read_examples("again", line.as_bytes());
                assert_eq!(again, Ok(vec![example]), "an example comes back from its line");
                number
            }
            Err(Error::Data { line, .. }) => line,
            Err(error) => panic!("memory does not fail: {error}"),
        };
        assert!(last < number, "line {number} after {last}");
        last = number;
    }
    assert!(last <= data.split(|&byte| byte == b'\n').count());
}
