//! The same rows in every format have the same tags.

use std::fs;

use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use serde_json::Value;

use super::super::program::{Ran, tag};
use super::data::{Folder, csv, gzip, jsonl, parquet, rows, xz, zstd};

fn ids(ran: &Ran) -> Vec<Value> {
    ran.json().iter().map(|line| line["id"].clone()).collect()
}

#[test]
fn every_format_has_the_same_tags_whatever_its_name() {
    let folder = Folder::new();
    let rows = rows(1200);
    let expected = tag(&["--all-scores"], jsonl(&rows));
    assert_eq!((expected.code, &*expected.err), (Some(0), ""));
    let snappy = Compression::SNAPPY;
    let plain = [jsonl(&rows), csv(&rows, b','), csv(&rows, b'\t'), csv(&rows, b';')];
    let mut files: Vec<Vec<u8>> = plain.to_vec();
    for bytes in &plain[..2] {
        // Two members in one gzip file, as `cat a.gz b.gz` makes them.
        let (a, b) = bytes.split_at(bytes.len() / 2);
        files.extend([gzip(bytes), zstd(bytes), xz(bytes), [gzip(a), gzip(b)].concat()]);
    }
    files.extend([parquet(&rows, 500, snappy), parquet(&rows, 5000, Compression::UNCOMPRESSED)]);
    let gzip = Compression::GZIP(GzipLevel::default());
    let zstd = Compression::ZSTD(ZstdLevel::default());
    files.extend([gzip, zstd, Compression::LZ4_RAW].map(|codec| parquet(&rows, 900, codec)));
    for (i, bytes) in files.iter().enumerate() {
        for name in ["data", "data.txt", "data.jsonl.gz"] {
            let file = folder.file(name, bytes);
            for jobs in ["1", "3"] {
                let ran = tag(&["--all-scores", "--jobs", jobs, &file], "");
                assert_eq!((ran.code, &*ran.err), (Some(0), ""), "format {i}, {name}");
                assert!(ran.out == expected.out, "format {i}, {name}: the output differs");
            }
        }
    }
}

#[test]
fn text_is_recognised_by_its_name_and_streams_by_their_content() {
    let folder = Folder::new();
    let text = "Kỷ luật cán bộ\nTinh giản biên chế\n";
    let expected = tag(&["--text"], text).out;
    for (name, bytes) in [("a.txt", text.as_bytes().to_vec()), ("a.txt.zst", zstd(text.as_bytes()))]
    {
        assert_eq!(tag(&[&folder.file(name, bytes)], "").out, expected, "{name}");
    }
    assert_eq!(tag(&["--from", "text"], text).out, expected);
    assert_eq!(ids(&tag(&[], xz(&csv(&rows(3), b';')))), ["r0", "r1", "r2"]);
}

#[test]
fn a_folder_stands_for_the_files_with_known_names_below_it() {
    let folder = Folder::new();
    let rows = rows(4);
    folder.file("in/b.csv", csv(&rows[..1], b','));
    folder.file("in/a/z.jsonl.gz", gzip(&jsonl(&rows[1..2])));
    folder.file("in/c.parquet", parquet(&rows[2..], 9, Compression::SNAPPY));
    folder.file("in/picture.png", b"\x89PNG");
    folder.file("in/.hidden.jsonl", "{");
    folder.file("in/_themelight.jsonl", "{");
    folder.file("in/c.tags.csv.part/open", "{");
    let ran = tag(&["--source", &folder.arg("in")], "");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(ids(&ran), ["r1", "r0", "r2", "r3"]);
    assert_eq!(ran.json()[0]["source"], folder.arg("in/a/z.jsonl.gz"));
    fs::create_dir(folder.path("empty")).unwrap();
    let ran = tag(&[&folder.arg("empty")], "");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.contains("expected files with a known name"), "{}", ran.err);
}

#[test]
fn wrong_formats_are_named_with_what_to_do() {
    let folder = Folder::new();
    let rows = rows(3);
    let file = parquet(&rows, 9, Compression::SNAPPY);
    let table = "id,body,day\n1,a,b\n";
    for (bytes, args, expected) in [
        (b"%PDF-1.7\n".to_vec(), &[][..], "found a PDF file; extract its text first"),
        (b"PK\x03\x04".to_vec(), &[], "found a zip file (also .docx, .xlsx and .epub)"),
        (b"BZh91AY".to_vec(), &[], "found a bzip2 file; decompress it"),
        (b"\xff\xfea\0".to_vec(), &[], "found UTF-16 text; convert it to UTF-8"),
        (
            b"\x7fELF\x02\0".to_vec(),
            &[],
            "found binary data that starts with the bytes 7f 45 4c 46",
        ),
        (gzip(&file), &[], "found one inside gzip; decompress it"),
        (file[..file.len() - 9].to_vec(), &[], "expected a complete Parquet file"),
        (
            table.into(),
            &["--from", "csv"],
            "expected a column `text`, found the columns `id`, `body`, `day`; name yours with --text-field",
        ),
        (file.clone(), &["--text-field", "body"], "`date`, `text`; name yours with --text-field"),
        (
            file.clone(),
            &["--text-field", "number"],
            "field `number`: expected strings, found Int64",
        ),
        (table.into(), &["--text-field", "body", "--id-field", "nr"], "name yours with --id-field"),
        (table.into(), &["--text-field", "body", "--keep", "date"], "name yours with --keep"),
        (gzip(&jsonl(&rows))[..60].to_vec(), &["--from", "jsonl"], "cannot be read"),
    ] {
        let path = folder.file("input", &bytes);
        let after = folder.file("after.jsonl", jsonl(&rows));
        let ran = tag(&[args, &["--from", "jsonl", &path, &after][2..]].concat(), "");
        assert_eq!(ran.code, Some(1), "{expected}: {}", ran.err);
        let error = ran.err.lines().next().unwrap();
        assert!(error.starts_with(&format!("error: {path}: ")), "{error}");
        assert!(error.contains(expected), "expected “{expected}” in “{error}”");
    }
    let ran = tag(&[], &file);
    assert!(ran.err.contains("found a stream; its index is at the end: name the file"));
}
