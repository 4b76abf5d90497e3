//! Any text as a `themes.json`.

use themelight::train::{plain_themes, read_themes};

/// Returns valid documents.
pub fn seeds() -> Vec<Vec<u8>> {
    let themes = plain_themes(&["staffing".into(), "kỷ-luật".into()]);
    let written = serde_json::to_vec(&themes).expect("strings only");
    let one = r##"[{"id": "a", "name": {"vi": "Á", "zh-Hant": "\u6f22"},
        "color": {"light": "#1f5fbf", "dark": "#8AB4ff"}}]"##;
    vec![written, one.into()]
}

/// Checks a text as a document. Bytes that are not UTF-8 become U+FFFD.
pub fn check(data: &[u8]) {
    let json = &*String::from_utf8_lossy(data);
    match read_themes("themes.json", json) {
        Ok(themes) => {
            let written = serde_json::to_string(&themes).expect("strings only");
            assert_eq!(read_themes("again", &written), Ok(themes), "themes come back from JSON");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
