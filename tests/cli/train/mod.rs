//! `train` and `bag` on small and on invalid data.

mod data;
mod models;
mod options;
mod outputs;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::program::{Ran, run};

const THEMES: &str = r##"[
    {"id": "sport", "name": {"vi": "Thể thao", "en": "Sport"}, "color": {"light": "#1b7f4b", "dark": "#7ddba3"}},
    {"id": "harvest", "name": {"vi": "Mùa màng"}, "color": {"light": "#8a5a00", "dark": "#f2c063"}}
]"##;

/// Returns forty paragraphs: ten of each theme, ten of both, and ten without a theme.
fn labelled() -> String {
    let places = ["Nậm Khao", "Suối Vàng", "Bản Lằm", "Nà Sài", "Pu Nhi"];
    let subjects = [
        "chợ phiên",
        "cầu treo",
        "đường mòn",
        "trạm bơm",
        "bãi đá",
        "nhà sàn",
        "rừng thông",
        "hồ cá",
    ];
    let mut lines = String::new();
    for i in 0..40 {
        let (sport, harvest) = (i % 2 == 0, i % 4 < 2);
        // Not near-duplicates: two texts differ in two places at least.
        let (place, subject, other) = (places[i % 5], subjects[i / 5], places[(i + i / 5) % 5]);
        let mut text = format!("Xã {place} có tin mới về {subject}, gần {other}.");
        if sport {
            text += " Đội bóng của huyện thắng trận chung kết.";
        }
        if harvest {
            text += " Bà con gặt lúa, được mùa ngô.";
        }
        let labels: Vec<&str> =
            [(sport, "sport"), (harvest, "harvest")].iter().filter(|l| l.0).map(|l| l.1).collect();
        writeln!(
            lines,
            "{}",
            json!({"id": i, "text": text, "labels": labels, "group": format!("article {i}")})
        )
        .unwrap();
    }
    lines
}

/// A temporary folder with `labelled.jsonl` and `themes.json`.
struct Folder(TempDir);

impl Folder {
    fn new(labelled: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("labelled.jsonl"), labelled).unwrap();
        fs::write(dir.path().join("themes.json"), THEMES).unwrap();
        Self(dir)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn train(&self, out: &str, data: &str) -> Ran {
        run(
            &[
                "train",
                "--out",
                &self.path(out),
                "--themes",
                &self.path("themes.json"),
                "--max-bytes",
                "2000",
                &self.path(data),
            ],
            b"",
        )
    }

    fn bag(&self, out: &str, args: &[&str]) -> Ran {
        run(&[&["bag", "--out", &self.path(out), &self.path("labelled.jsonl")], args].concat(), b"")
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        names(self.0.path())
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[track_caller]
fn assert_success(ran: &Ran) {
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
}

/// The same paragraphs as a spreadsheet saves them.
fn spreadsheet() -> String {
    let row = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let labels: Vec<&str> =
            value["labels"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
        let (text, group) = (value["text"].as_str().unwrap(), value["group"].as_str().unwrap());
        format!("{};\"{text}\";{};{group}\r\n", value["id"], labels.join(", "))
    };
    "STT;Nội dung;Chủ đề;group\r\n".to_owned() + &labelled().lines().map(row).collect::<String>()
}
