//! Unicode normalisation: from the crate, or from the browser, whose tables need no download.
//!
//! Both give the same results: Unicode guarantees that the normal form of an assigned character
//! never changes.

/// Returns the NFC.
pub(super) fn nfc(text: &str) -> String {
    // Nearly all texts are composed already.
    if text.chars().all(|c| c < '\u{300}' || matches!(c, '\u{1e00}'..='\u{1eff}')) {
        return text.to_owned();
    }
    normal(text, "NFC")
}

/// Returns the NFD.
pub(super) fn nfd(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { normal(text, "NFD") }
}

#[cfg(not(target_arch = "wasm32"))]
fn normal(text: &str, form: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if form == "NFC" { text.nfc().collect() } else { text.nfd().collect() }
}

#[cfg(target_arch = "wasm32")]
fn normal(text: &str, form: &str) -> String {
    js_sys::JsString::from(text).normalize(form).into()
}

/// Returns whether the character is a combining mark.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(target_arch = "wasm32")]
pub(super) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && js_sys::RegExp::new(r"^\p{M}$", "u").test(c.encode_utf8(&mut [0; 4]))
}
