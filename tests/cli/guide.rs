//! Runs the commands of the README, of the documentation and of the guide to archives.
#![cfg(unix)]

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use parquet::basic::Compression;

use super::archive::data::{Folder, Row, csv, gzip, jsonl, parquet, rows};
use super::program::themelight;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Returns a folder with the archives and pages that the commands name.
fn archives() -> Folder {
    let folder = Folder::new();
    let rows: Vec<Row> = rows(50);
    let lines = jsonl(&rows);
    let table = String::from_utf8(csv(&rows, b',')).unwrap();
    folder.file("archive.jsonl.gz", gzip(&lines));
    folder.file("archive/a.jsonl", &lines);
    folder.file("archive/b.csv", &table);
    folder.file("news.parquet", parquet(&rows, 20, Compression::SNAPPY));
    let news = "uid,date,section,body\n1,2024-01-05,Tin,Kỷ luật cán bộ\n";
    folder.file("news.csv", news);
    let text =
        "Ủy ban Kiểm tra quyết định kỷ luật cảnh cáo nguyên trưởng phòng vì thiếu trách nhiệm. ";
    let page = format!(
        "<!doctype html><title>Tin</title><article><h1>Tin</h1><p>{}</p></article>",
        text.repeat(3)
    );
    folder.file("site/index.html", &page);
    folder.file("public/index.html", page);
    folder
}

/// Adds paragraphs labelled with `label` and without a label, and the default model.
fn add_labelled(folder: &Folder, label: &str) {
    let mut lines = String::new();
    let mut table = String::from("id,text,labels\n");
    let places = ["Chợ Lớn", "Cầu Giấy", "Đồng Văn", "Sông Mã", "Núi Sam", "Bến Tre", "Hồ Tây"];
    let times = ["sáng", "trưa", "chiều", "tối", "khuya"];
    for i in 0..35 {
        let (place, time) = (places[i % 7], times[i % 5]);
        let (text, labels) = match i % 2 {
            0 => (format!("Xe buýt đi {place} buổi {time} chạy mười phút một chuyến."), label),
            _ => (format!("Ở {place} buổi {time} trời quang, gió nhẹ, biển lặng."), ""),
        };
        let list = if labels.is_empty() { vec![] } else { vec![labels] };
        let line = serde_json::json!({ "id": format!("l{i}"), "text": text, "labels": list });
        lines += &format!("{line}\n");
        table += &format!("c{i},\"{text}\",{labels}\n");
    }
    folder.file("labelled.jsonl", &lines);
    folder.file("labelled.csv", table);
    folder.file("gold.jsonl", &lines);
    let correction = format!(
        "{{\"id\":\"x\",\"text\":\"Tuyến xe buýt mới.\",\"labels\":[\"{label}\"],\"ignore\":[]}}\n"
    );
    folder.file("themelight-corrections.jsonl", correction);
    folder.file("models/keep", "");
    for path in ["models/vi-public-life", "tests", "www"] {
        symlink(Path::new(ROOT).join(path), folder.path(path)).unwrap();
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// Returns the code blocks in a language.
fn blocks<'a>(guide: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    guide.split(&start).skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

/// Runs the lines of the shell blocks that call the program. Returns how many there were.
fn run_commands(guide: &str, folder: &Folder) -> usize {
    let program = themelight();
    let programs = Path::new(program.get_program()).parent().unwrap();
    let path = format!("{}:{}", programs.display(), env::var("PATH").unwrap());
    let lines = blocks(guide, "sh").into_iter().flat_map(str::lines);
    let commands: Vec<&str> = lines
        .map(|line| line.trim_start_matches("target/release/"))
        .filter(|line| line.starts_with("themelight "))
        .collect();
    for command in &commands {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(folder.path(".")).env("PATH", &path);
        let output = shell.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !error.contains("error"), "{command}: {error}");
    }
    commands.len()
}

#[test]
fn every_command_of_the_readme_and_the_documentation_succeeds() {
    for (path, label, least) in [
        ("README.md", "staffing", 5),
        ("models/vi-public-life/README.md", "staffing", 1),
        ("www/site/content/en/index.md", "staffing", 2),
        ("www/site/content/en/training.md", "transport", 7),
    ] {
        let guide = read(path);
        let folder = archives();
        add_labelled(&folder, label);
        for json in blocks(&guide, "json").into_iter().filter(|json| json.starts_with('[')) {
            folder.file("themes.json", json);
        }
        let count = run_commands(&guide, &folder);
        assert!(count >= least, "{path}: {count} commands");
    }
}

#[test]
fn every_command_of_the_guide_to_archives_succeeds() {
    let folder = archives();
    assert!(run_commands(&read("src/archive/README.md"), &folder) >= 10);
    for file in
        ["tags.csv", "tags.parquet", "tags/a.tags.parquet", "tags/b.tags.parquet", "overview.svg"]
    {
        assert!(folder.path(file).exists(), "{file}");
    }
    let page = fs::read_to_string(folder.path("site/index.html")).unwrap();
    assert!(page.contains("data-themelight=\"discipline\""), "{page}");
    assert_eq!(page, fs::read_to_string(folder.path("annotated/index.html")).unwrap());
    let manual = fs::read_to_string(folder.path("themelight.1")).unwrap();
    for command in ["tag", "annotate", "train", "completions"] {
        assert!(
            manual.contains(&format!("themelight\\ {command}"))
                || manual.contains(&format!("themelight {command}")),
            "{command}"
        );
    }
    let completions = fs::read_to_string(folder.path("themelight.bash")).unwrap();
    assert!(completions.contains("--text-field") && completions.contains("--in-place"));
}
