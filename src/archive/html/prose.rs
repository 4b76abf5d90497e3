//! Whether a passage inside the article is a paragraph of it: `finder/prose.ts`.

use super::dom::{Dom, Id};
use super::passage::{Passage, has_words, head, trim};
use super::rules::Rules;

/// Shorter passages are bylines, dates and captions, in UTF-16 code units: the embed's default.
pub const MIN_LENGTH: usize = 40;
/// How much of a paragraph's beginning is read.
const BEGINNING: usize = 200;
/// Longer paragraphs than this are no captions, however they end.
const LONGEST_CAPTION: usize = 300;
/// A passage of so many code units is text, whatever word it begins with.
const LONG: usize = 100;

const PICTURES: [&str; 6] = ["img", "picture", "video", "iframe", "amp-img", "figure"];

/// Returns whether a name is one of a heading.
pub fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Returns whether a passage is a paragraph. `lead`: it is the article's lead, which may be set as a
/// heading.
pub fn is_paragraph(dom: &Dom, rules: &Rules, passage: &Passage, lead: bool) -> bool {
    let Passage { element, text, length, linked } = passage;
    let (name, length) = (dom.name(*element), *length);
    let named = || length >= MIN_LENGTH && rules.naming(dom, *element).lead;
    if is_heading(name) && !lead && !named() {
        return false;
    }
    if length < MIN_LENGTH || !has_words(text, 6) {
        return false;
    }
    // A cell of a table of figures is no paragraph; a cell that has sentences is.
    if matches!(name, "td" | "th") && !has_words(text, 12) {
        return false;
    }
    if name == "pre" && (dom.find(*element, &["code"]).next().is_some() || is_code(text)) {
        return false;
    }
    let beginning = head(text, BEGINNING);
    if rules.matches_text("away", beginning) {
        return false;
    }
    let short = length < LONG;
    if (short || *linked > 0.3)
        && (rules.matches_text("weakAway", beginning)
            || rules.matches_text("weakFurniture", beginning))
    {
        return false;
    }
    // Teasers are titles: short, and no sentences.
    if *linked > 0.5 && (short || !is_sentence(text)) {
        return false;
    }
    let caption = length < LONGEST_CAPTION && rules.matches_text("credit", text);
    if caption && (short || is_by_picture(dom, *element)) {
        return false;
    }
    !(short && rules.matches_text("furniture", beginning))
}

/// Returns whether a text reads like an imprint or a contact.
pub fn reads_like_imprint(rules: &Rules, text: &str) -> bool {
    rules.matches_text("furniture", head(text, BEGINNING))
}

fn is_code(text: &str) -> bool {
    text.lines().any(|line| line.ends_with([';', '{', '}']))
}

fn is_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '»', ')']).ends_with(['.', '!', '?', '…'])
}

/// Returns whether a picture is in the element, right before or after it, or in the same small box.
fn is_by_picture(dom: &Dom, element: Id) -> bool {
    let mut at = element;
    for _ in 0..3 {
        if dom.find(at, &PICTURES).next().is_some() {
            return true;
        }
        for after in [false, true] {
            let Some(beside) = dom.sibling_element(at, after) else { continue };
            let above = dom.upwards(beside).any(|up| PICTURES.contains(&dom.name(up)));
            if above || dom.find(beside, &PICTURES).next().is_some() {
                return true;
            }
        }
        // Only the box of this one passage may be left.
        let alone =
            dom.sibling_element(at, false).is_none() && dom.sibling_element(at, true).is_none();
        match dom.parent_element(at).filter(|_| alone) {
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}

/// Returns the page's title, trimmed.
pub fn title_of(dom: &Dom) -> String {
    let title = dom.find(super::dom::DOCUMENT, &["title"]).next();
    let text = title.map(|title| dom.text_content(title)).unwrap_or_default();
    let words: Vec<&str> =
        text.split([' ', '\t', '\n', '\u{c}', '\r']).filter(|word| !word.is_empty()).collect();
    trim(&words.join(" ")).to_owned()
}
