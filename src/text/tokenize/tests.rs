use super::*;

/// Tokens as text, with `|` at each sentence end.
fn list(text: &str) -> String {
    let mut listed = Vec::new();
    for sentence in tokenize(text).sentences() {
        listed.extend(sentence.iter().map(|token| &text[token.span.start..token.span.end]));
        listed.push("|");
    }
    listed.join(" ")
}

fn hashes(text: &str) -> Vec<u64> {
    tokenize(text).all().iter().map(|token| token.hash).collect()
}

#[test]
fn syllables_numbers_and_codes() {
    assert_eq!(list("Nghị quyết số 18-NQ/TW, mạng 5G."), "Nghị quyết số 18-NQ/TW mạng 5G |");
    assert_eq!(list("giảm 1.250 (2,5%) ngày 15/6/2023"), "giảm 1.250 2,5 ngày 15/6/2023 |");
    assert_eq!(list("giai đoạn 2021-2025, kinh tế-xã hội"), "giai đoạn 2021 2025 kinh tế xã hội |");
    assert_eq!(list("COVID-19/cán_bộ"), "COVID-19/cán bộ |");
}

#[test]
fn sentences_end_at_terminators_but_not_after_abbreviations() {
    assert_eq!(list("Một. Hai! “Ba.” Bốn"), "Một | Hai | Ba | Bốn |");
    assert_eq!(list("TP. Hồ Chí Minh. TS. Nam nói"), "TP Hồ Chí Minh | TS Nam nói |");
    assert_eq!(list("1. Mở đầu. Năm 2025. Hết"), "1 Mở đầu | Năm 2025 | Hết |");
    assert_eq!(list("www.vi.du và TP.HCM… Sau"), "www vi du và TP HCM | Sau |");
    assert_eq!(list("một\nhai"), "một hai |", "a line break is white space");
    assert_eq!(list(" …?! . "), "");
    assert_eq!(list("một ?! . hai"), "một | hai |");
}

#[test]
fn spellings_of_a_syllable_have_the_same_hash() {
    for (a, b) in [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("quý", "qúy"),
        ("già", "gìa"),
        ("ngoài", "ngòai"),
        ("nguyễn", "nguyêñ"),
        ("kỉ", "kỷ"),
        ("lí", "lý"),
        ("ti", "ty"),
        ("hi", "hy"),
        ("mĩ", "mỹ"),
        ("sĩ", "sỹ"),
        ("quí", "quý"),
        ("KỶ LUẬT", "kỉ luật"),
        ("Đ", "đ"),
        ("bộ", "bo\u{323}\u{302}"),
        ("bộ", "b\u{1ecd}\u{302}"),
        ("bộ", "b\u{f4}\u{323}"),
        ("cán\u{200b}", "c\u{ad}án"),
        ("1.250", "3.500"),
        ("2024", "2025"),
        ("ＡＢ", "ab"),
        ("kỷ\u{323}", "kỵ\u{309}"),
    ] {
        assert_eq!(hashes(a), hashes(b), "{a} = {b}");
    }
}

#[test]
fn different_words_have_different_hashes() {
    for (a, b) in [
        ("tai", "tay"),
        ("mai", "may"),
        ("lai", "lay"),
        ("thi", "thy"),
        ("khi", "khy"),
        ("ma", "má"),
        ("a", "ă"),
        ("ă", "â"),
        ("o", "ơ"),
        ("d", "đ"),
        ("bo", "bô"),
        ("1.250", "1250"),
        ("18-NQ/TW", "19-NQ/TW"),
        ("5G", "4G"),
        ("nghiêng", "ghiêng"),
        ("и", "й"),
    ] {
        assert_ne!(hashes(a), hashes(b), "{a} ≠ {b}");
    }
}

#[test]
fn spans_include_marks_and_exclude_punctuation() {
    let text = "\u{200b}(e\u{302}\u{323}) -5G-";
    assert_eq!(list(text), "e\u{302}\u{323} 5G |");
}
