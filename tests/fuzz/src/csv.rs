//! Any text as labelled data from a spreadsheet or another tool.

use themelight::train::import::{
    Hints, Source, import, read_table, rejected_csv, to_csv, to_jsonl,
};

/// Returns tables with each kind of column, separator and error.
pub fn seeds() -> Vec<Vec<u8>> {
    let seeds = [
        "id,text,labels,ignore,unsure\na,\"Kỷ luật, \"\"cảnh cáo\"\"\nhai dòng\",x|y,z,1\n\
         b,Tinh giản biên chế,,,0\nb,Tinh giản biên chế,x,,\nc,,x,,\n",
        "\u{feff}text;staffing;training\r\nCán bộ;1;0\r\nĐào tạo;có;không\r\nSố hóa;maybe;1\r\n",
        "label\ttext\nx\tMột đoạn\ny\tHai đoạn\textra\nz\n",
        "Một đoạn dài không có tiêu đề,x\nĐoạn thứ hai,\"x, y\"\nĐoạn thứ ba,\"\n",
        "__label__x __label__y Cán bộ xã\n__label__z Chuyển đổi số\nkhông nhãn\n",
        "{\"text\": \"Cán bộ\", \"labels\": [\"x\"], \"id\": 1.50}\n{\"text\": 5}\n[1]\n{\"text\": \"b\"",
        "text|labels\nA|[\"a,b\", \"c|d\"]\nB|?\nC|none\n",
        "",
    ];
    seeds.map(|seed| seed.as_bytes().to_vec()).to_vec()
}

/// Checks bytes as a table. Bytes that are not UTF-8 become U+FFFD.
pub fn check(data: &[u8]) {
    let source = Source::Text(String::from_utf8_lossy(data).into_owned());
    let guess = read_table(&source, &Hints::default());
    let imported = import(&source, &guess.mapping, &[]);
    assert_eq!(imported.examples.len(), imported.rows.len(), "an example has a row");
    assert!(imported.rows.is_sorted() && imported.rejected.is_sorted());
    let shared = imported.rows.iter().find(|row| imported.rejected.contains(row));
    assert_eq!(shared, None, "a row is an example or rejected");
    let text = rejected_csv(&source, &guess.mapping, &imported.reasons());
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = rows.records().filter(Result::is_ok).count();
    assert_eq!(rows, imported.rejected.len() + 1, "a row per rejected one:\n{text}");
    for file in [to_csv(&imported.examples), to_jsonl(&imported.examples)] {
        let source = Source::Text(file);
        let mapping = read_table(&source, &Hints::default()).mapping;
        let again = import(&source, &mapping, &[]).examples;
        assert_eq!(again.len(), imported.examples.len(), "examples come back from their file");
    }
}
