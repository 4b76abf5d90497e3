//! Runs the commands of the guide to archives.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use parquet::basic::Compression;

use super::archive::data::{Folder, Row, csv, gzip, jsonl, parquet, rows};
use super::program::themelight;

#[cfg(unix)]
#[test]
fn every_command_of_the_guide_succeeds() {
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
    folder.file("site/index.html", page);

    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/archive/README.md");
    let guide = fs::read_to_string(guide).unwrap();
    let blocks: Vec<&str> =
        guide.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 4);
    let program = themelight();
    let programs = Path::new(program.get_program()).parent().unwrap();
    let path = format!("{}:{}", programs.display(), env::var("PATH").unwrap());
    for command in blocks.iter().flat_map(|block| block.lines()) {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(folder.path(".")).env("PATH", &path);
        let output = shell.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && error.is_empty(), "{command}: {error}");
    }
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
