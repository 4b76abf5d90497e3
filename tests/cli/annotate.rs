//! `annotate`, and the article finder on the page fixtures of the embed.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use themelight::archive::{Annotator, Article};
use themelight::{Classifier, format};

use super::archive::data::{Folder, files};
use super::program::{Ran, run, toy_model};

const TEXTS: [&str; 3] = [
    "Huyện tinh giản biên chế, sắp xếp cán bộ và chuyển đổi số trong năm nay, theo báo cáo sơ kết, \
     từng phòng đều có phương án riêng được bàn kỹ trước khi trình lên.",
    "Mưa lớn từ đêm qua làm nước suối dâng cao, đường vào bản bị ngập gần nửa mét, xe phải gửi lại \
     bên kia cầu, bà con đi bộ vào nhà văn hóa để chờ nước rút.",
    "Ủy ban Kiểm tra Huyện ủy quyết định kỷ luật cảnh cáo nguyên trưởng phòng vì thiếu trách nhiệm \
     trong quản lý đất đai ở hai xã ven sông suốt mấy năm liền.",
];

fn annotate(args: &[&str]) -> Ran {
    let model = toy_model();
    run(&[&["annotate", "--model", model.to_str().unwrap()], args].concat(), b"")
}

fn annotator() -> Annotator {
    let model = format::read(&fs::read(toy_model()).unwrap()).unwrap();
    Annotator::new(Classifier::new(model), "sha256-test")
}

/// Returns a page as a static site generator writes it.
fn page(title: &str, texts: &[&str]) -> String {
    let paragraphs: String = texts.iter().map(|text| format!("<p>{text}</p>\r\n")).collect();
    format!(
        "<!doctype html>\r\n<html lang=vi><head><meta charset=utf-8><title>{title}</title></head>\n\
         <body class='post'><nav><ul><li><a href=/>Trang chủ</a></ul></nav>\n<main><article>\n\
         <h1>{title}</h1>\n<div class=\"article-content\" >\n{paragraphs}<img src=a.jpg alt=\"&lt;\">\
         </div></article></main>\n<footer><p>Bản quyền thuộc về báo, ghi rõ nguồn khi đăng lại.</p></footer>\
         <script>let a = '<p data-themelight=\"x\">';</script></body></html>"
    )
}

/// Removes the attributes that `annotate` writes, by their form.
fn without_attributes(page: &str) -> String {
    let mut page = page.to_owned();
    for name in ["", "-result", "-model", "-themes", "-page"] {
        let start = format!(" data-themelight{name}=\"");
        let mut from = 0;
        while let Some(at) = page[from..].find(&start).map(|at| at + from) {
            // The one in the script is the page's own.
            if page[at..].starts_with(" data-themelight=\"x\">'") {
                from = at + 1;
                continue;
            }
            let end = at + start.len() + page[at + start.len()..].find('"').unwrap() + 1;
            page.replace_range(at..end, "");
        }
    }
    page
}

#[test]
fn themes_are_attributes_and_every_other_byte_stays() {
    let folder = Folder::new();
    let source = page("Tin trong huyện", &TEXTS);
    let file = folder.file("page.html", &source);
    let ran = annotate(&[&file]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert_eq!(without_attributes(&ran.out), source);
    assert_eq!(fs::read_to_string(&file).unwrap(), source, "the page stays without --in-place");
    let paragraphs: Vec<&str> = ran.out.split("<p").skip(1).collect();
    assert!(
        paragraphs[0]
            .starts_with(" data-themelight=\"staffing digital\" data-themelight-result=\"[[")
    );
    assert!(paragraphs[1].starts_with(" data-themelight-result=\"[["), "{}", paragraphs[1]);
    assert!(paragraphs[2].starts_with(" data-themelight=\"discipline\""), "{}", paragraphs[2]);
    assert!(paragraphs[3].starts_with(">Bản quyền"), "{}", paragraphs[3]);
    let model = ran.out.matches(" data-themelight-model=\"sha256-").count();
    assert_eq!((model, ran.out.matches(" data-themelight-page=\"").count()), (1, 1));
    let result = paragraphs[0].split("data-themelight-result=\"").nth(1).unwrap();
    let result: Value = serde_json::from_str(result.split('"').next().unwrap()).unwrap();
    let scores = result[0][1].as_array().unwrap();
    assert_eq!(scores.len(), 3);
    // The evidence of a theme is in the text that it is for.
    let [theme, start, end] = [0, 1, 2].map(|i| result[0][2][0][i].as_u64().unwrap() as usize);
    let units: Vec<u16> = TEXTS[0].encode_utf16().collect();
    assert!(theme < 3 && String::from_utf16(&units[start..end]).is_ok());
}

#[test]
fn a_tree_of_a_thousand_pages_is_annotated_in_place_and_then_left_alone() {
    let folder = Folder::new();
    for i in 0..1000 {
        let texts = [TEXTS[i % 3], TEXTS[(i + 1) % 3], TEXTS[(i / 3) % 3]];
        folder.file(&format!("public/{}/{i}/index.html", i % 7), page(&format!("Tin {i}"), &texts));
    }
    folder.file("public/index.html", "<!doctype html><title>Trang chủ</title><body><p>Chào.</p>");
    folder.file("public/style.css", "p { color: red }");
    let public = folder.arg("public");
    let before = files(&folder.path("public"));
    let ran = annotate(&["--in-place", &public]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(ran.out.starts_with("1000 pages annotated: 3000 paragraphs, "), "{}", ran.out);
    assert!(ran.out.ends_with("; 0 unchanged; 1 without an article\n"), "{}", ran.out);
    let after = files(&folder.path("public"));
    assert_eq!(before.len(), after.len());
    for ((path, old), (_, new)) in before.iter().zip(&after) {
        let new = String::from_utf8(new.clone()).unwrap();
        assert_eq!(without_attributes(&new).as_bytes(), old, "{}", path.display());
    }
    let ran = annotate(&["--in-place", &public]);
    assert!(ran.out.ends_with("; 1000 unchanged; 1 without an article\n"), "{}", ran.out);
    assert!(files(&folder.path("public")) == after);

    // A changed page is annotated again, and with another model all are.
    let changed = folder.path("public/3/3/index.html");
    let text = fs::read_to_string(&changed).unwrap().replace("Mưa lớn", "Mưa rất lớn");
    fs::write(&changed, text).unwrap();
    let ran = annotate(&["--in-place", &public]);
    assert!(ran.out.starts_with("1 pages annotated: 3 paragraphs"), "{}", ran.out);
    let ran = annotate(&["--threshold", "digital=0.9", "--in-place", &public]);
    assert!(ran.out.starts_with("1000 pages annotated"), "{}", ran.out);

    // To another folder: the same pages, and only what has changed is written.
    let out = folder.arg("out");
    let ran = annotate(&["--out", &out, &public]);
    assert!(ran.out.starts_with("1000 pages annotated"), "{}", ran.out);
    assert_eq!(files(&folder.path("out")).len(), 1001, "pages only");
    let ran = annotate(&["--out", &out, &public]);
    assert!(ran.out.contains("; 1000 unchanged"), "{}", ran.out);
}

#[test]
fn wrong_use_and_bad_pages_are_errors() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.html", page("A", &TEXTS)), folder.file("b.html", b"<p>\xff</p>"));
    for (args, expected) in [
        (&[&*a, &b][..], "expected one page for standard output, found 2; use --in-place or --out"),
        (&[], "required arguments"),
        (&["--in-place", "--out", "x", &a], "cannot be used with"),
        (&["--in-place", "/nonexistent"], "/nonexistent: cannot be read"),
        (&["--threshold", "x=0.5", &a], "expected a theme of the model"),
    ] {
        let ran = annotate(args);
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(expected), "expected {expected} in {}", ran.err);
    }
    let ran = annotate(&["--in-place", &b, &a]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("b.html: expected UTF-8, found byte 0xff at column 4"), "{}", ran.err);
    assert!(ran.out.starts_with("1 pages annotated"), "the other page is done: {}", ran.out);
}

#[test]
fn pages_are_inputs_of_tag() {
    let folder = Folder::new();
    folder.file("site/a.html", page("A", &TEXTS));
    folder.file("site/b.htm", page("B", &TEXTS[1..]));
    let site = folder.arg("site");
    let model = toy_model();
    let model = model.to_str().unwrap();
    let ran = run(&["tag", "--model", model, "--source", "--keep", "text", &site], b"");
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let lines = ran.json();
    let found: Vec<(u64, &str)> =
        lines.iter().map(|l| (l["id"].as_u64().unwrap(), l["text"].as_str().unwrap())).collect();
    let expected = [(1, TEXTS[0]), (2, TEXTS[1]), (3, TEXTS[2]), (1, TEXTS[1]), (2, TEXTS[2])];
    assert_eq!(found, expected);
    assert_eq!(lines[3]["source"], folder.arg("site/b.htm"));
}

/// Pieces of which malformed pages are made.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "<p>",
        "</p>",
        "<div class=\"article-content\">",
        "</div>",
        "<br>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<b>",
        "</b>",
        "<a href='x'>",
        "</i>",
        "<!--",
        "-->",
        "<p class=a\r\n b>",
        "<P\tID=x>",
        "<script>",
        "</script>",
        "<",
        ">",
        "\"",
        "&amp;",
        "&#x1f33a",
        "<svg><p>",
        "<template>",
        "<article>",
        "</article>",
        "<p data-themelight-root>",
        "<p/>",
        "<select><option>",
        "<h1>",
        "<p data-themelight=\"x\" data-themelight-result=\"[]\">",
        "<body>",
        "<frameset>",
        "\u{0}",
        "<plaintext>",
        "<title>",
        "<textarea>",
        "<![CDATA[",
        "<p a=\"b",
    ];
    prop_oneof![
        3 => proptest::sample::select(fixed.map(str::to_owned).to_vec()),
        2 => proptest::sample::select(TEXTS.map(str::to_owned).to_vec()),
        1 => "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn malformed_pages_keep_their_bytes_and_annotating_twice_changes_nothing(
        pieces in proptest::collection::vec(piece(), 0..60)
    ) {
        let annotator = annotator();
        let source = pieces.concat();
        let once = annotator.annotate(&source);
        let twice = annotator.annotate(&once.source);
        prop_assert_eq!(&once, &twice);
        if once.paragraphs > 0 {
            prop_assert!(annotator.is_current(&once.source));
        }
        prop_assert_eq!(without_attributes(&once.source), without_attributes(&source));
    }
}

/// Page fixtures on which the finder without a browser differs, and why.
const DIFFERENT: [(&str, &str); 5] = [
    ("app-shell", "a script writes the article"),
    (
        "described",
        "the marks of this test make the text differ from the one that the JSON-LD quotes",
    ),
    ("inline-flex", "the style sheet makes lines of the words in a paragraph"),
    ("parts-side-column", "the layout tells the column beside the article"),
    ("portal-columns", "the layout tells the column beside the article"),
];

/// Compares the paragraphs found in the embed's page fixtures with the right ones, which follow a
/// comment `<!--+-->`.
#[test]
fn the_finder_finds_the_paragraphs_of_the_page_fixtures() {
    const MARK: char = '\u{e000}';
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for (path, bytes) in files(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let source = String::from_utf8(bytes).unwrap().replace("<!--+-->", &MARK.to_string());
        let marks = source.matches(MARK).count();
        let article = Article::find(&source);
        let texts: Vec<&str> = article.paragraphs().map(|paragraph| paragraph.text).collect();
        let found = texts.iter().filter(|text| text.contains(MARK)).count();
        let others: Vec<&&str> = texts.iter().filter(|text| !text.contains(MARK)).collect();
        (right, wrong, missed) = (right + found, wrong + others.len(), missed + marks - found);
        if !DIFFERENT.iter().any(|(known, _)| *known == name) {
            assert_eq!(marks, found, "{name}: paragraphs are missed");
            assert!(others.is_empty(), "{name}: {others:?}");
        }
    }
    let precision = f64::from(right as u32) / f64::from((right + wrong) as u32);
    let recall = f64::from(right as u32) / f64::from((right + missed) as u32);
    println!("{right} right, precision {precision:.3}, recall {recall:.3}");
    assert!(right > 400, "{right}");
    assert!(precision >= 0.96 && recall >= 0.97, "precision {precision:.3}, recall {recall:.3}");
}
