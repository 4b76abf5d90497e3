use super::*;

fn text(text: &str) -> Source {
    Source::Text(text.to_owned())
}

fn imported(data: &str) -> Imported {
    let source = text(data);
    import(&source, &read_table(&source, &Hints::default()).mapping, &[])
}

/// Returns text, labels and ignored labels of each example.
fn rows(imported: &Imported) -> Vec<(&str, Vec<&str>, Vec<&str>)> {
    fn all(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    imported.examples.iter().map(|e| (&*e.text, all(&e.labels), all(&e.ignore))).collect()
}

fn row_problems(imported: &Imported) -> Vec<(usize, String)> {
    let rows = imported.problems.iter().filter(|problem| problem.row > 0);
    rows.map(|problem| (problem.row, problem.to_string())).collect()
}

const LONG: &str = "Ba mươi hộ dân nhận gạo và chăn ấm";

#[test]
fn separator_and_columns_are_recognised() {
    for (data, separator, header, column_of_text) in [
        (format!("Nội dung;Chủ đề\n{LONG}, hôm qua;lũ\nGiá đất tăng;giá đất\n"), ';', true, 0),
        (format!("text,label\n\"{LONG}; hôm qua\",lũ\nGiá đất tăng,giá\n"), ',', true, 0),
        (format!("\u{feff}id\tlabel\ttext\n1\tlũ\t{LONG}\n2\tgiá\tGiá đất tăng\n"), '\t', true, 2),
        (format!("lũ;{LONG}, hôm qua\ngiá;Giá đất ở đây tăng cao\nlũ;Lũ cuốn\n"), ';', false, 1),
        (format!("alpha,beta\n{LONG} ở xã vùng cao,lũ\n{LONG} ở xã ven sông,lũ\n"), ',', true, 0),
    ] {
        let mapping = read_table(&text(&data), &Hints::default()).mapping;
        let found = (mapping.separator, mapping.header, mapping.text);
        assert_eq!(found, (separator, header, column_of_text), "{data}");
        assert!(matches!(mapping.labels, LabelColumns::List { .. }), "{mapping:?}");
    }
}

#[test]
fn labels_are_split_or_spread_over_columns() {
    let expected = vec![("Một hai ba", vec!["a", "b"], vec![]), ("Bốn năm", vec!["b"], vec![])];
    for data in [
        "text,labels\nMột hai ba,\"a,b\"\nBốn năm,b\n",
        "text;labels\nMột hai ba;a|b\nBốn năm;b\n",
        "text,labels\nMột hai ba,a#b\nBốn năm,b\n",
        "text,labels\nMột hai ba,a; b\nBốn năm,b\n",
        "text,labels\nMột hai ba,\"['a', 'b']\"\nBốn năm,\"[\"\"b\"\"]\"\n",
        "text,a,b\nMột hai ba,1,x\nBốn năm,0,có\n",
        "text,label 1,label 2\nMột hai ba,a,b\nBốn năm,b,\n",
        "{\"text\": \"Một hai ba\", \"labels\": [\"a\", \"b\"]}\n{\"text\": \"Bốn năm\", \"labels\": \"b\"}\n",
        "[\n{\"text\": \"Một hai ba\", \"label\": [\"a\", \"b\"]}, {\"text\": \"Bốn năm\", \"label\": \"b\"}]",
        "__label__a __label__b Một hai ba\n__label__b Bốn năm\n",
    ] {
        let imported = imported(data);
        assert_eq!(rows(&imported), expected, "{data}");
        assert_eq!(row_problems(&imported), [], "{data}");
    }
}

#[test]
fn a_comma_within_labels_does_not_split_them() {
    let data = "text;labels\nMột;giá đất, nhà ở\nHai;học phí\nBa;giá đất, nhà ở\n";
    let ids: Vec<String> = imported(data).themes.into_iter().map(|theme| theme.id).collect();
    assert_eq!(ids, ["gia-dat-nha-o", "hoc-phi"]);
}

#[test]
fn unsure_and_not_usable_are_answers() {
    let imported = imported("text,lũ,giá\nMột hai,1,?\nBốn năm,not usable,0\nSáu,không chắc,1\n");
    assert_eq!(
        rows(&imported),
        [("Một hai", vec!["lũ"], vec!["giá"]), ("Sáu", vec!["giá"], vec!["lũ"])]
    );
    assert_eq!(imported.rejected, [3]);
    let imported = self::imported("text;label\nMột hai;a|b?\nBa;unsure\nBốn;b\nNăm;none\n");
    assert_eq!(rows(&imported)[0], ("Một hai", vec!["a"], vec!["b"]));
    assert!(imported.examples[1].unsure && imported.examples[3].labels.is_empty());
}

#[test]
fn labels_become_ids_and_spellings_are_joined() {
    let imported =
        imported("text,label\nMột,Cứu trợ lũ\nHai,cứu  trợ lũ\nBa,Cuu tro lu\nBốn,!!\nNăm,ok\n");
    let labels: Vec<_> = imported.examples.iter().map(|e| e.labels[0].as_str()).collect();
    assert_eq!(labels, ["cuu-tro-lu", "cuu-tro-lu", "cuu-tro-lu-2", "!!", "ok"]);
    let names: Vec<_> = imported.themes.iter().map(|theme| &*theme.name).collect();
    assert_eq!(names, ["!!", "Cứu trợ lũ", "Cuu tro lu", "ok"]);
    let codes: Vec<_> = row_problems(&imported).into_iter().map(|(row, _)| row).collect();
    assert_eq!(codes, [2, 3, 4]);
}

#[test]
fn problems_name_row_column_and_cure() {
    let imported = imported("text,label\n,a\nMột hai,a,b\nMột\n!?,b\nHai ba,b\n");
    let cells = "put a text that contains the separator or a line break into double quotes";
    let empty = "column `text`: expected a text, found none; write one or delete the row";
    assert_eq!(
        row_problems(&imported),
        [
            (2, empty.to_owned()),
            (3, format!("expected 2 cells, found 3; {cells}")),
            (4, format!("expected 2 cells, found 1; {cells}")),
            (5, empty.to_owned()),
        ]
    );
    assert_eq!(imported.rejected, [2, 3, 4, 5]);
}

#[test]
fn wrong_types_show_the_right_form() {
    let imported = imported(
        "{\"text\": \"a\", \"labels\": [\"x\"]}\n{\"text\": \"b\", \"labels\": 7}\n{\"text\": 5, \"labels\": []}\n{\"text\": \"c\"}\n",
    );
    assert_eq!(row_problems(&imported), [
        (2, "field `labels`: expected an array of strings, found a number; write it like \"labels\": [\"flood relief\"]".to_owned()),
        (3, "field `text`: expected a string, found a number; write it like \"text\": \"some text\"".to_owned()),
        (4, "field `labels` is missing".to_owned()),
    ]);
}

#[test]
fn duplicates_count_once_and_contradictions_are_unknown() {
    let imported = imported("text;label\nHoà giải ở xã;a\nhòa giải  ở xã!;a\nMột;a|b\nMột.;b\n");
    assert_eq!(
        rows(&imported),
        [("Hoà giải ở xã", vec!["a"], vec![]), ("Một", vec!["b"], vec!["a"])]
    );
    assert_eq!(imported.rejected, [3, 5]);
    let problems = row_problems(&imported);
    assert!(problems[0].1.starts_with("the same text as in row 2; counted once"), "{problems:?}");
    assert!(problems[1].1.contains("row 4, one with and one without `a`"), "{problems:?}");
}

#[test]
fn near_duplicates_across_themes_are_reported() {
    let data = format!("text;label\n{LONG} ở xã Nà Sài hôm qua;a\n{LONG} ở xã Nà Sài hôm kia;b\n");
    let problems = row_problems(&imported(&data));
    let themes = |theme: &str| problems.iter().any(|(row, p)| *row == 3 && p.contains(theme));
    assert!(themes("one with and one without `a`") && themes("`b`"), "{problems:?}");
}

#[test]
fn themes_with_too_few_examples_are_named() {
    let mut data = "text;label\n".to_owned();
    for i in 0..12 {
        data += &format!("từ{i} khác{i} nhau{i};a\n");
    }
    let imported = imported(&(data + "lạ;b\n"));
    let whole: Vec<String> =
        imported.problems.iter().filter(|p| p.row == 0).map(ToString::to_string).collect();
    assert!(whole.iter().any(|p| p.starts_with(
        "theme `b`: expected at least 5 different paragraphs with it, found 1; label 4 more"
    )));
    assert!(whole.iter().any(|p| p.contains("without it, found 1; add 4 more")), "{whole:?}");
    assert!(whole.iter().any(|p| p.starts_with("each of the 13 paragraphs has a theme")));
    assert_eq!(imported.themes[1].needed, 4);
}

#[test]
fn exported_examples_import_as_they_were() {
    let data =
        "text,label,group,unsure\n\"Một, \"\"hai\"\"\nba\",a#b?,g,1\nBốn,Lũ lụt,,\nNăm,,,0\n";
    let first = imported(data);
    assert_eq!(first.examples.len(), 3);
    for again in [to_csv(&first.examples), to_jsonl(&first.examples)] {
        let again = imported(&again);
        assert_eq!(again.examples, first.examples);
    }
}

#[test]
fn rejected_rows_have_a_reason() {
    let source = text("text;label\nMột;a\n;b\n");
    let mapping = read_table(&source, &Hints::default()).mapping;
    let imported = import(&source, &mapping, &[]);
    let csv = rejected_csv(&source, &mapping, &imported.reasons());
    assert_eq!(csv.lines().next(), Some("text,label,row,reason"));
    assert!(csv.lines().nth(1).unwrap().starts_with(",b,3,"), "{csv}");
}

#[test]
fn rows_of_a_sheet_may_be_short() {
    let sheet = [&["Nội dung", "Nhãn"][..], &["Một hai"], &[], &["Ba", "a"]];
    let sheet = sheet.iter().map(|row| row.iter().map(|c| (*c).to_owned()).collect()).collect();
    let source = Source::Cells(sheet);
    let imported = import(&source, &read_table(&source, &Hints::default()).mapping, &[]);
    assert_eq!((imported.rows.clone(), imported.rejected.len()), (vec![2, 4], 0));
}

#[test]
fn known_themes_are_found_by_their_names() {
    let source = text("text;label\nMột;Cứu trợ\nHai;relief\nBa;other\n");
    let known = [Known { id: "relief".into(), names: vec!["Cứu trợ".into()] }];
    let imported = import(&source, &read_table(&source, &Hints::default()).mapping, &known);
    assert_eq!(imported.examples[0].labels, imported.examples[1].labels);
    assert!(row_problems(&imported)[0].1.contains("expected labels out of relief; found `other`"));
}

#[test]
fn a_line_that_names_the_separator_is_no_row() {
    let imported = imported("sep=;\nNội dung;Chủ đề\nMột, hai;A\nBa bốn;B\n");
    assert_eq!(rows(&imported), [("Một, hai", vec!["A"], vec![]), ("Ba bốn", vec!["B"], vec![])]);
    assert_eq!(imported.rows, [3, 4]);
}

#[test]
fn columns_of_one_name_are_read_together() {
    let imported = imported("Nội dung,Chủ đề,Chủ đề\nMột hai ba,A,B\nHai ba bốn,B,\n");
    assert_eq!(
        rows(&imported),
        [("Một hai ba", vec!["A", "B"], vec![]), ("Hai ba bốn", vec!["B"], vec![])]
    );
}

#[test]
fn a_cell_that_is_no_flag_is_a_problem_among_flags() {
    let flags = "Nội dung,Lũ,Đất\na b,1,0\nb c,0,1\nc d,1,0\nd e,1,1\ne f,maybe,0\n";
    let imported = imported(flags);
    assert_eq!(imported.rejected, [6]);
    let [(row, message)] = &row_problems(&imported)[..] else { panic!("{:?}", imported.problems) };
    assert!(*row == 6 && message.contains("`Lũ`") && message.contains("maybe"), "{message}");
}

#[test]
fn fasttext_lines_may_lack_a_label() {
    let lines = "__label__a Một hai\n__label__b Ba bốn\nKhông có nhãn nào\n__label__a Năm sáu\n";
    let imported = imported(lines);
    assert_eq!(rows(&imported)[2], ("Không có nhãn nào", vec![], vec![]));
    assert_eq!(imported.examples.len(), 4);
}

#[test]
fn a_label_in_a_list_is_no_flag() {
    let array = r#"[{"text": "a b", "labels": ["x"]}, {"text": "c d", "labels": []}]"#;
    assert_eq!(rows(&imported(array))[0], ("a b", vec!["x"], vec![]));
}
