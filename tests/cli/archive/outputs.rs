//! Output files.

use std::fs;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Int64Type};
use parquet::basic::Compression;

use super::super::program::{run, tag};
use super::data::{Folder, csv, gzip, jsonl, parquet, read_parquet, rows};

#[test]
fn all_formats_have_the_scores_of_json_lines() {
    let folder = Folder::new();
    let rows = rows(700);
    let input = folder.file("in.parquet", parquet(&rows, 250, Compression::SNAPPY));
    let lines = tag(&["--all-scores", &input], "").json();

    let out = folder.arg("tags.parquet");
    let args = ["--id-field", "number", "--keep", "date", "--source", "-o", &out, &input];
    let ran = tag(&args, "");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (Some(0), "", ""));
    let (batch, metadata) = read_parquet(folder.path("tags.parquet").as_path());
    let schema = batch.schema();
    let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
    let expected = ["id", "source", "date", "staffing", "discipline", "digital", "tags", "error"];
    assert_eq!(names, expected);
    let model = metadata.iter().find(|(key, _)| key == "themelight.model").unwrap();
    assert!(model.1.starts_with("sha256-") && model.1.len() == 51, "{model:?}");

    let table = folder.arg("tags.csv");
    assert_eq!(tag(&["-o", &table, &input], "").code, Some(0));
    let mut table = csv::Reader::from_path(table).unwrap();
    let records: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!((records.len(), batch.num_rows()), (700, 700));

    for (i, line) in lines.iter().enumerate() {
        assert_eq!(batch.column(0).as_primitive::<Int64Type>().value(i), i as i64);
        assert_eq!(batch.column(2).as_string::<i32>().value(i), rows[i].date);
        for (t, theme) in ["staffing", "discipline", "digital"].into_iter().enumerate() {
            let score = line["scores"][theme].as_f64().unwrap() as f32;
            assert_eq!(batch.column(3 + t).as_primitive::<Float32Type>().value(i), score);
            assert_eq!(records[i][1 + t].parse::<f32>().unwrap(), score);
        }
        let themes: Vec<&str> = line["themes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t["theme"].as_str().unwrap())
            .collect();
        let tags = batch.column(6).as_list::<i32>().value(i);
        let tags: Vec<&str> = tags.as_string::<i32>().iter().map(Option::unwrap).collect();
        assert_eq!((&tags, &records[i][4]), (&themes, &*themes.join(" ")));
        assert_eq!((&records[i][0], &records[i][5]), (&*rows[i].id, ""));
    }
    assert_eq!(batch.column(7).null_count(), 700);
}

#[test]
fn a_folder_gets_a_file_per_input() {
    let folder = Folder::new();
    let rows = rows(30);
    folder.file("in/a.jsonl.gz", gzip(&jsonl(&rows[..10])));
    folder.file("in/deep/b.csv", csv(&rows[10..20], b','));
    folder.file("in/c.parquet", parquet(&rows[20..], 4, Compression::SNAPPY));
    let (input, out) = (folder.arg("in"), folder.arg("tags") + "/");
    let ran = tag(&["-o", &out, &input], "");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    for name in ["a.tags.parquet", "deep/b.tags.parquet", "c.tags.parquet"] {
        let (batch, _) = read_parquet(&folder.path("tags").join(name));
        assert_eq!(batch.num_rows(), 10, "{name}");
    }
    let files = fs::read_dir(folder.path("tags")).unwrap().count();
    assert_eq!(files, 4, "expected two outputs, a folder and the journal");

    let twice = [&folder.arg("in/a.jsonl.gz")[..], &folder.file("a.csv", "id,text\n")];
    let ran = tag(&[&["-o", &out][..], &twice].concat(), "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("expected inputs with different names"), "{}", ran.err);
}

#[test]
fn other_options_or_models_do_not_mix_in_one_output() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", jsonl(&rows(5)));
    let out = folder.arg("tags") + "/";
    let run_with = |args: &[&str]| tag(&[&["-o", &out, &input], args].concat(), "");
    assert_eq!(run_with(&[]).code, Some(0));
    let before = super::data::files(&folder.path("tags"));
    for (args, expected) in [
        (&["--source"][..], "with --source false, this run has true"),
        (&["--threshold", "staffing=0.6"], "with --threshold {}, this run has {\"staffing\":"),
        (&["--keep", "date"], "with --keep [], this run has [\"date\"]"),
        (&["--to", "csv"], "with the format parquet, this run has csv"),
    ] {
        let ran = run_with(args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.err.contains(expected), "expected {expected} in {}", ran.err);
        assert!(ran.err.contains("choose another folder, or remove"), "{}", ran.err);
    }
    let ran = run(&["tag", "-o", &out, &input], b"");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("with the model sha256-"), "{}", ran.err);
    assert_eq!(super::data::files(&folder.path("tags")), before);
    // Threads do not influence the output.
    assert_eq!(run_with(&["--jobs", "1"]).code, Some(0));
}

#[test]
fn a_changed_input_is_tagged_again() {
    let folder = Folder::new();
    let rows = rows(9);
    let (input, out) = (folder.file("in.jsonl", jsonl(&rows[..4])), folder.arg("tags") + "/");
    let count = || read_parquet(&folder.path("tags/in.tags.parquet")).0.num_rows();
    for rows in [&rows[..4], &rows[4..], &rows[4..]] {
        fs::write(&input, jsonl(rows)).unwrap();
        assert_eq!(tag(&["-o", &out, &input], "").code, Some(0));
        assert_eq!(count(), rows.len());
    }
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_read() {
    let folder = Folder::new();
    let out = folder.arg("tags.parquet");
    for (args, expected) in [
        (&["--to", "parquet"][..], "Parquet cannot be written to a stream: name a file with --out"),
        (&["--explain", "-o", &out], "--explain needs JSON Lines: use --to jsonl"),
        (&["-o", "/nonexistent/folder/tags.csv"], "/nonexistent/folder"),
    ] {
        let ran = tag(args, "{\"text\": \"x\"}");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains(expected), "expected {expected} in {}", ran.err);
    }
    let ran = tag(&["--keep", "all", "--to", "csv"], "{\"text\": \"x\"}");
    assert!(
        ran.err.contains("expected the names of the fields to keep, found `all`"),
        "{}",
        ran.err
    );
    let (a, b) = (folder.file("a.csv", "text,x\n,1\n"), folder.file("b.csv", "text,y\n,1\n"));
    let out = folder.arg("tags.csv");
    let ran = tag(&["--keep", "all", "-o", &out, &a, &b], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("expected inputs with the same columns"), "{}", ran.err);
    assert!(!folder.path("tags.csv").exists());
}

#[test]
fn an_input_is_never_an_output() {
    let folder = Folder::new();
    let line = "{\"id\":1,\"text\":\"x\"}\n";
    let file = folder.file("a.jsonl", line);
    let ran = tag(&["-o", &file, &file], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("expected an output that is not an input"), "{}", ran.err);
    assert_eq!(fs::read_to_string(file).unwrap(), line);
}

#[test]
fn an_input_that_breaks_off_leaves_no_file_that_looks_complete() {
    let folder = Folder::new();
    let rows = rows(9);
    let whole = gzip(&jsonl(&rows));
    let broken = folder.file("broken.jsonl.gz", &whole[..whole.len() / 2]);
    let good = folder.file("good.jsonl", jsonl(&rows));
    let (file, dir) = (folder.arg("tags.csv"), folder.arg("tags") + "/");
    let ran = tag(&["-o", &file, &broken, &good], "");
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(ran.err.contains("tags.csv: not written, since") && ran.err.contains("tags.csv.part"));
    assert!(!folder.path("tags.csv").exists());
    let ran = tag(&["-o", &dir, &broken, &good], "");
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(folder.path("tags/good.tags.parquet").exists());
    assert!(!folder.path("tags/broken.tags.parquet").exists());
    // The mended input is tagged by the next run.
    fs::write(&broken, whole).unwrap();
    let ran = tag(&["-o", &dir, &broken, &good], "");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(folder.path("tags/broken.tags.parquet").exists());
}

#[test]
fn an_empty_input_has_an_empty_output() {
    let folder = Folder::new();
    let (lines, table) = (folder.file("a.jsonl", ""), folder.file("b.csv", "id,text\n"));
    let file = folder.file("c.parquet", parquet(&[], 9, Compression::SNAPPY));
    let out = folder.arg("tags") + "/";
    let ran = tag(&["-o", &out, &lines, &table, &file], "");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    for name in ["a", "b", "c"] {
        let path = folder.path(&format!("tags/{name}.tags.parquet"));
        let file = fs::File::open(path).unwrap();
        let reader =
            parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        assert_eq!(reader.schema().fields().len(), 6, "{name}");
        assert_eq!(reader.build().unwrap().count(), 0, "{name}");
    }
    let out = folder.arg("tags.csv");
    assert_eq!(tag(&["-o", &out, &lines], "").code, Some(0));
    let text = fs::read_to_string(out).unwrap();
    assert_eq!(text, "id,staffing,discipline,digital,tags,error\n");
}
