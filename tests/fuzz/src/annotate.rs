//! Any text as an HTML page that is annotated.

use std::sync::LazyLock;

use themelight::archive::{Annotator, Article};
use themelight::{Classifier, format};

const MODEL: &[u8] = include_bytes!("../../../models/vi-public-life/vi-public-life.model");

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let model = format::read(MODEL).expect("the built-in model");
    Annotator::new(Classifier::new(model), "sha384-fuzz")
});

/// Returns pages with each kind of markup that the finder handles.
pub fn seeds() -> Vec<Vec<u8>> {
    let prose = "Ủy ban nhân dân tỉnh quyết định kỷ luật cảnh cáo ba cán bộ xã vì vi phạm quy định \
                 về tinh giản biên chế trong năm qua.";
    let article = format!(
        "<!doctype html><html lang=vi><head><title>Tin</title><style>p>a{{}}</style></head><body>\
         <nav><a href=/>Trang chủ</a></nav><article class=\"detail\"><h1>Tin</h1>\n<p>{prose}</p>\n\
         <P  id='x'>{prose}<br/>{prose}</P><div>{prose}<ul><li>{prose}<li>{prose}</ul></div>\
         <table><tr><td>{prose}<td>{prose}</table><!-- x --><p>{prose}</article></body></html>"
    );
    let old = article
        .replace("<p>", "<p data-themelight=\"training\" data-themelight-result=\"[[1,[0],[]]]\">");
    let seeds = [
        article.clone(),
        old,
        article.replace("<p>", "<p data-themelight-root>").replace("<td>", "<td\r\nhidden>"),
        format!("<main>{prose}<p>{prose}</main><script>\"<p>\"</script><svg><p>{prose}</svg>"),
        format!("<p\0>{prose}</p><ả>{prose}</ả><b><i>{prose}</b>{prose}</i><template><p>{prose}"),
        format!("<section><p>{prose}&nbsp;&amp;&#x1f33a;&notit;</p></section><p a=1 a=\"2>\"/>"),
        "<!doctype html><p>Ngắn</p><plaintext><p>".to_owned(),
        String::new(),
    ];
    seeds.map(String::into_bytes).to_vec()
}

/// Checks bytes as a page. Bytes that are not UTF-8 become U+FFFD.
pub fn check(data: &[u8]) {
    let page = &*String::from_utf8_lossy(data);
    let annotated = ANNOTATOR.annotate(page);
    assert!(annotated.tagged <= annotated.paragraphs);
    let output = &*annotated.source;
    assert_eq!(ANNOTATOR.annotate(output).source, output, "annotating twice changes nothing");
    let current = annotated.paragraphs > 0;
    assert_eq!(ANNOTATOR.is_current_for(output, page), current, "the stamp is the page's");
    if page.contains("data-themelight") {
        return;
    }
    assert_eq!(without_attributes(output), page, "only attributes are inserted");
    assert_eq!(current, output != page);
    let texts = |page: &str| -> Vec<String> {
        Article::find(page).paragraphs().map(|paragraph| paragraph.text.to_owned()).collect()
    };
    assert_eq!(texts(output), texts(page), "the attributes do not change the article");
}

/// Returns a page without the attributes of the annotator.
fn without_attributes(output: &str) -> String {
    let mut result = String::new();
    let mut rest = output;
    while let Some(at) = rest.find(" data-themelight") {
        result.push_str(&rest[..at]);
        let value = &rest[at..];
        let start = value.find("=\"").expect("a value") + 2;
        let length = value[start..].find('"').expect("the end of the value");
        rest = &value[start + length + 1..];
    }
    result + rest
}
