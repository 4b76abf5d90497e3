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
    let surplus = "after the last column comes \"b\"; put a text that contains the separator into \
                   double quotes";
    let missing = "none for `label`; add what is missing, or put a text with a line break into \
                   double quotes";
    let empty = "column `text`: expected a text, found none; write one or delete the row";
    assert_eq!(
        row_problems(&imported),
        [
            (2, empty.to_owned()),
            (3, format!("column `label`: expected 2 cells, found 3: {surplus}")),
            (4, format!("column `label`: expected 2 cells, found 1: {missing}")),
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
fn texts_that_differ_in_their_numbers_are_near_duplicates() {
    let imported = imported(
        "text;label\nQuyết định số 12 về giá đất;a\nQuyết định số 13 về giá đất;a\n\
         Quyết định số 14 về giá đất;b\nQUYẾT ĐỊNH số 13 về giá đất!;a\n",
    );
    assert_eq!(imported.rows, [2, 3, 4]);
    assert_eq!(imported.rejected, [5]);
    let problems = row_problems(&imported);
    let begins = |i: usize, row: usize, start: &str| {
        assert!(problems[i].0 == row && problems[i].1.starts_with(start), "{problems:?}");
    };
    begins(0, 4, "nearly the same text as in row 2, one with and one without `a`");
    begins(1, 4, "nearly the same text as in row 2, one with and one without `b`");
    begins(2, 5, "the same text as in row 3; counted once");
    assert_eq!(problems.len(), 3);
    // They are one group, which stays on one side of a split.
    let counts: Vec<_> = imported.themes.iter().map(|theme| (theme.count, theme.groups)).collect();
    assert_eq!(counts, [(2, 1), (1, 1)]);
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

#[test]
fn rows_of_another_width_are_reported_with_and_without_a_header() {
    let ends = ["A;lũ", "B;giá", "C", "; D;giá", "E;lũ;;", "F;giá", "G;lũ", "H;giá"];
    let rows: String = ends.iter().map(|end| format!("{LONG} {end}\n")).collect();
    for header in ["Nội dung;Chủ đề\n", ""] {
        let imported = imported(&format!("{header}{rows}"));
        let first = 1 + header.lines().count();
        assert_eq!(imported.rejected, [first + 2, first + 3], "{header}");
        assert_eq!(imported.rows, [0, 1, 4, 5, 6, 7].map(|row| first + row), "{header}");
    }
}

#[test]
fn known_names_in_the_header_show_the_separator_of_uneven_rows() {
    let imported = imported("text,label\nMột hai,a\nBa bốn\nNăm, sáu, bảy,b\n");
    assert_eq!((imported.rows, imported.rejected), (vec![2], vec![3, 4]));
}

#[test]
fn a_missing_quote_does_not_swallow_rows_in_silence() {
    let (missing, inside) = ("text,label\n\"Một hai,a\nBa bốn,b\n", "text,label\nNăm,b\n");
    for (data, row) in [
        (format!("{missing}Năm sáu,b\n"), 2),
        (format!("{missing}\"Năm, sáu\",b\nBảy,a\n"), 2),
        (format!("{inside}\"Một \"hai\" ba\",a\n"), 3),
        (format!("{inside}\"Một,a"), 3),
        (format!("{inside}\n\r\n\"Một,a\n"), 5),
    ] {
        let imported = imported(&data);
        let problems = row_problems(&imported);
        assert!(problems[0].0 == row && problems[0].1.contains("never ends"), "{data}{problems:?}");
    }
    for data in ["\"Một \"\"hai\"\"\nba\",a\n", "Màn hình 5\" mới,a\n", "\"Một, hai\",\"\"\n"]
    {
        assert_eq!(row_problems(&imported(&format!("{inside}{data}"))), [], "{data}");
    }
}

#[test]
fn error_values_of_spreadsheets_are_problems() {
    let imported = imported("text;label\n#N/A;a\nMột hai;#REF!\nBa bốn;a\n");
    let messages = row_problems(&imported);
    assert_eq!(imported.rejected, [2, 3]);
    assert!(messages[0].1.starts_with("column `text`: expected a value, found `#N/A`"));
    assert!(messages[1].1.starts_with("column `label`: expected a value, found `#REF!`"));
    // Only a sheet has formulas; a text may begin with an equals sign.
    for (source, rejected) in [
        (text("text;label\n=A1;a\n"), 0),
        (
            Source::Cells(
                [["text", "label"], ["=A1", "a"]].map(|r| r.map(str::to_owned).to_vec()).to_vec(),
            ),
            1,
        ),
    ] {
        let mapping = read_table(&source, &Hints::default()).mapping;
        assert_eq!(import(&source, &mapping, &[]).rejected.len(), rejected);
    }
}

#[test]
fn titles_above_the_header_are_no_rows() {
    let imported = imported("Bảng đoạn văn;\nPhòng Bạn đọc;\nNội dung;Chủ đề\nMột hai;a\nBa;b\n");
    assert_eq!(rows(&imported), [("Một hai", vec!["a"], vec![]), ("Ba", vec!["b"], vec![])]);
    assert_eq!(imported.rows, [4, 5]);
}

#[test]
fn lines_may_end_with_a_carriage_return_only() {
    for data in [
        "text,label\rMột hai,a\rBa,b\r",
        "{\"text\": \"Một hai\", \"label\": \"a\"}\r{\"text\": \"Ba\", \"label\": \"b\"}\r",
        "__label__a Một hai\r__label__b Ba\r",
    ] {
        let imported = imported(data);
        assert_eq!(rows(&imported), [("Một hai", vec!["a"], vec![]), ("Ba", vec!["b"], vec![])]);
    }
}

#[test]
fn all_columns_of_a_name_are_chosen_by_it() {
    let source = text("Đoạn,Nhãn,x,Nhãn\nMột,a,1,b\nHai,b,2,\n");
    let hints = Hints { label_names: vec!["Nhãn".into()], ..Hints::default() };
    let imported = import(&source, &read_table(&source, &hints).mapping, &[]);
    assert_eq!(rows(&imported)[0], ("Một", vec!["a", "b"], vec![]));
}

#[test]
fn flags_are_read_in_all_their_spellings() {
    for (yes, no) in [("1", ""), ("TRUE", "FALSE"), ("x", ""), ("có", "không"), ("Có ", " Không")]
    {
        let data = format!("text,lũ,giá\nMột hai,{yes},{no}\nBa bốn,{no},{yes}\nNăm,{no},{no}\n");
        let expected = [("Một hai", vec!["lũ"]), ("Ba bốn", vec!["giá"]), ("Năm", vec![])];
        let found = imported(&data);
        let found: Vec<_> = rows(&found).into_iter().map(|(t, l, _)| (t, l)).collect();
        assert_eq!(found, expected, "{data}");
    }
}

#[test]
fn files_without_rows_have_no_examples() {
    for data in ["", "\u{feff}", "\n\n", "text,label\n", "text,label"] {
        let imported = imported(data);
        assert!(imported.examples.is_empty() && row_problems(&imported).is_empty(), "{data:?}");
    }
}
