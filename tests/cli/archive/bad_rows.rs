//! Bad rows of tables: each is reported with file and row, and the others are tagged.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array, StringArray};
use parquet::basic::Compression;
use serde_json::{Value, json};

use super::super::program::tag;
use super::data::{Folder, parquet_of};

#[test]
fn rows_of_csv() {
    let table = b"id,text\na,x\nb\nc,\"two\nlines\"\nd,\xe1\ne,x,y\nf,x\n";
    let ran = tag(&[], table);
    let lines = ran.json();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(
        (ran.code, ids),
        (
            Some(1),
            ["a", "b", "c", "d", "e", "f"]
                .iter()
                .map(|i| Box::leak(Box::new(json!(i))) as &Value)
                .collect()
        )
    );
    assert_eq!(lines[1]["row"], 2);
    assert!(
        lines[1]["error"]
            .as_str()
            .unwrap()
            .starts_with("expected 2 fields as in the header, found 1")
    );
    assert!(
        lines[3]["error"]
            .as_str()
            .unwrap()
            .starts_with("field `text`: expected UTF-8, found byte 0xe1")
    );
    let errors: Vec<&str> = ran.err.lines().collect();
    assert_eq!(errors.len(), 3);
    assert!(errors[0].starts_with("error: stdin:3: row 2: expected 2 fields"), "{}", errors[0]);
    assert!(errors[1].starts_with("error: stdin:6: row 4: field `text`"), "{}", errors[1]);
    assert!(errors[2].starts_with("error: stdin:7: row 5: expected 2 fields"), "{}", errors[2]);
}

#[test]
fn rows_of_parquet() {
    let folder = Folder::new();
    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("Kỷ luật"), None, Some("x")]));
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![Some(5), Some(6), None]));
    let bytes = parquet_of(vec![("id", ids), ("text", texts.clone())], 2, Compression::SNAPPY);
    let file = folder.file("data.parquet", bytes);
    let ran = tag(&[&file], "");
    let lines = ran.json();
    assert_eq!(ran.code, Some(1));
    assert_eq!((&lines[0]["id"], &lines[2]["id"]), (&json!(5), &json!(3)));
    let error = "field `text`: expected a string, found null";
    assert_eq!(lines[1], json!({"id": 6, "row": 2, "error": error}));
    assert_eq!(ran.err, format!("error: {file}: row 2: {error}\n"));

    let ids: ArrayRef = Arc::new(BooleanArray::from(vec![true, false, true]));
    let bytes = parquet_of(vec![("id", ids), ("text", texts)], 2, Compression::SNAPPY);
    let ran = tag(&[&folder.file("data.parquet", bytes)], "");
    assert!(
        ran.err.contains("field `id`: expected a string or a number, found Boolean"),
        "{}",
        ran.err
    );
}

#[test]
fn tables_have_the_error_in_a_column() {
    let folder = Folder::new();
    let out = folder.arg("tags.csv");
    let ran = tag(&["--out", &out, "--keep", "date"], "id,text,date\na,x,1\nb\nc,x,3\n");
    assert_eq!((ran.code, ran.err.lines().count()), (Some(1), 1));
    let text = std::fs::read_to_string(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "id,date,staffing,discipline,digital,tags,error");
    assert!(lines[1].starts_with("a,1,0.") && lines[1].ends_with(",,"), "{}", lines[1]);
    assert!(lines[2].starts_with("b,,,,,,\"expected 3 fields"), "{}", lines[2]);
    assert_eq!(lines.len(), 4);
}
