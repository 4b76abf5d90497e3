//! Any bytes as a model pack, as they are and with a valid start and hash.

use sha2::{Digest, Sha256};
use themelight::pack::{self, Header, MAGIC, MAX_HEADER, VERSION};

use super::model;

/// Returns packs of the small models, with and without optional fields.
pub fn seeds() -> Vec<Vec<u8>> {
    let seed = |(i, file): (usize, Vec<u8>)| {
        let labels = themelight::format::read(&file).expect("a valid model").labels;
        let themes: Vec<serde_json::Value> = labels
            .iter()
            .map(|label| {
                serde_json::json!({
                    "id": label.id, "name": {"vi": "Chủ đề", "en": "Theme"},
                    "color": {"light": "#1f5fbf", "dark": "#8ab4ff"}
                })
            })
            .collect();
        let mut json = serde_json::json!({"themes": themes, "language": "vi"});
        if i > 0 {
            json["title"] = "Mẫu".into();
            json["words"] = serde_json::json!({"label-0": ["biên chế"]});
            json["scores"] = serde_json::json!({
                "data": "x", "macro_f1": 0.5,
                "themes": {"label-0": {"precision": 1, "recall": 0.25, "f1": 0.4, "support": 3}}
            });
            json["tests"] = serde_json::json!([{"text": "Hôm nay", "themes": [], "scores": {}}]);
        }
        let header = Header::parse(json.to_string().as_bytes()).expect("a valid header");
        pack::write(&header, &file).expect("a valid pack")
    };
    model::seeds().into_iter().enumerate().map(seed).collect()
}

/// Checks bytes as a pack; then again as header and model of a pack with right lengths and hash.
pub fn check(data: &[u8]) {
    read(data);
    // The end of a seed's header is kept: the header has no closing brace before the model.
    let body = data.get(48..).unwrap_or(data);
    let end = body.windows(4).position(|four| four == b"THML").unwrap_or(body.len());
    let (header, file) = body.split_at(end.min(MAX_HEADER));
    let mut sealed = MAGIC.to_vec();
    sealed.extend(VERSION.to_le_bytes());
    sealed.extend((header.len() as u32).to_le_bytes());
    sealed.extend((file.len() as u32).to_le_bytes());
    sealed.extend(Sha256::digest(body));
    sealed.extend(body);
    read(&sealed);
}

fn read(bytes: &[u8]) {
    let Ok(found) = pack::read(bytes) else { return };
    assert_eq!(found.model.labels.len(), found.header.themes.len());
    let written = pack::write(&found.header, found.file).expect("a valid pack can be written");
    assert_eq!(pack::read(&written).expect("and read"), found, "the pack comes back");
}
