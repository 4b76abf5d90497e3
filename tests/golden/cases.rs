//! Reads the texts of the golden vectors, `cases.json`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    pub text: String,
    pub repeat: Option<usize>,
    pub same_as: Option<String>,
}

impl Case {
    /// Returns the text to tag.
    pub fn whole_text(&self) -> String {
        self.text.repeat(self.repeat.unwrap_or(1))
    }
}

pub fn read() -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("cases.json")).unwrap();
    for (i, case) in cases.iter().enumerate() {
        assert!(
            cases[..i].iter().all(|c| c.name != case.name),
            "two cases are named {}",
            case.name
        );
    }
    cases
}
