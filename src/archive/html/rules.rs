//! What the names of an element say of it: `finder/rules.ts`.

use std::collections::HashMap;

use regex_lite::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

use super::dom::{Dom, Id};

/// The patterns of the embed's finder, as `tests/js/annotate.test.ts` checks.
const HEURISTICS: &str = include_str!("heuristics.json");

/// Attributes of an element that are looked at.
const MOST_ATTRIBUTES: usize = 30;
/// Characters of an attribute that are read.
const READ: usize = 1000;

/// What a name says of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Beside,
    Never,
    Comment,
}

/// What an element's tag and names say of it.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// `None` if nothing says that the element stands outside the article.
    pub kind: Option<Kind>,
    /// What said so, in lower case.
    pub word: String,
    pub body: bool,
    pub lead: bool,
    pub title: bool,
}

/// The compiled patterns.
pub struct Rules(HashMap<String, Regex>);

impl Rules {
    pub fn new() -> Self {
        let sources: HashMap<String, String> =
            serde_json::from_str(HEURISTICS).expect("the file in this folder is valid");
        let compile = |(name, source): (String, String)| {
            // regex-lite ignores the case of ASCII letters only; texts are in lower case.
            let regex = RegexBuilder::new(&source.to_lowercase()).case_insensitive(true).build();
            (name, regex.expect("the file in this folder is valid"))
        };
        Self(sources.into_iter().map(compile).collect())
    }

    pub fn matches(&self, kind: &str, text: &str) -> bool {
        self.0[kind].is_match(text)
    }

    /// Like [`Rules::matches`], for text of the page in any case and normalisation form.
    pub fn matches_text(&self, kind: &str, text: &str) -> bool {
        let text: String = text.nfc().flat_map(char::to_lowercase).collect();
        self.matches(kind, &text)
    }

    pub fn naming(&self, dom: &Dom, id: Id) -> Naming {
        let names = self.names(dom, id);
        let (kind, word) = self.outside(dom, id, &names);
        Naming {
            kind,
            word,
            body: self.matches("body", &names),
            lead: self.matches("lead", &names),
            title: dom.name(id) == "h1" || self.matches("title", &names),
        }
    }

    /// Returns whether no reader of the article reads the text of an element: code, controls,
    /// editable text.
    pub fn is_unread(&self, dom: &Dom, id: Id) -> bool {
        let editable = dom.attribute(id, "contenteditable");
        let role = dom.attribute(id, "role").unwrap_or_default();
        if dom.attribute(id, "data-themelight-ignore").is_some()
            || editable.is_some_and(|value| !value.eq_ignore_ascii_case("false"))
        {
            return true;
        }
        if !self.matches("unread", dom.name(id)) && !self.matches("roles", role) {
            return false;
        }
        // Some sites open an article in a dialog.
        let dialog = dom.name(id) == "dialog" || role.ends_with("dialog");
        !dialog || dom.find(id, &["h1", "article", "main"]).next().is_none()
    }

    /// Returns whether an element is not read, and the line in which it stands flows around it.
    pub fn is_skipped(&self, dom: &Dom, id: Id) -> bool {
        let name = dom.name(id);
        self.matches("within", name)
            || (!self.matches("unread", name) && self.matches("inline", name))
    }

    /// Returns whether an element flows within a line; `None` if it does unless a block is in it.
    pub fn is_inline(&self, dom: &Dom, id: Id) -> Option<bool> {
        let name = dom.name(id);
        let custom = name.contains('-');
        if !custom && !self.matches("inline", name) {
            return Some(false);
        }
        if styled_as_block(dom, id) {
            return Some(false);
        }
        if dom.child_elements(id).next().is_some() { None } else { Some(true) }
    }

    /// Returns the element's names in a row, without those that name a state.
    fn names(&self, dom: &Dom, id: Id) -> String {
        let Some(element) = dom.element(id) else { return String::new() };
        let mut names =
            if element.name.contains('-') { element.name.clone() } else { String::new() };
        for (name, value) in element.attributes.iter().take(MOST_ATTRIBUTES) {
            if self.matches("naming", name) {
                names.push(' ');
                names.extend(value.chars().take(READ));
            }
        }
        let mut result = String::new();
        for name in names.split_whitespace().filter(|name| !self.matches("state", name)) {
            if !result.is_empty() {
                result.push(' ');
            }
            let mut before = ' ';
            for c in name.chars() {
                if before.is_ascii_lowercase() && c.is_ascii_uppercase() {
                    result.push('-');
                }
                result.push(c);
                before = c;
            }
        }
        result
    }

    fn outside(&self, dom: &Dom, id: Id, names: &str) -> (Option<Kind>, String) {
        let name = dom.name(id);
        let role = dom.attribute(id, "role").unwrap_or_default();
        let found = |kind, word: &str| (Some(kind), word.to_owned());
        if name == "footer" || role == "contentinfo" {
            return found(Kind::Never, "footer");
        }
        if name == "header" {
            // The header of an article has its title and lead; that of the site is beside it.
            let own = dom.upwards(id).any(|up| matches!(dom.name(up), "article" | "main"))
                || is_title_box(dom, id);
            return if own { (None, String::new()) } else { found(Kind::Beside, "header") };
        }
        if role == "banner" || role == "complementary" {
            return found(Kind::Beside, role);
        }
        if name == "figcaption" || name == "caption" {
            return found(Kind::Never, "figcaption");
        }
        if self.matches("aside", name) {
            return found(Kind::Beside, name);
        }
        let kinds = [("comment", Kind::Comment), ("never", Kind::Never), ("beside", Kind::Beside)];
        for (pattern, kind) in kinds {
            let word = self.0[pattern].find(names).map(|found| found.as_str().to_lowercase());
            let Some(word) = word else { continue };
            let word: String =
                word.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).collect();
            if word.is_empty() || word == "header" && is_title_box(dom, id) {
                continue;
            }
            return (Some(kind), word);
        }
        // A form may also be all of the page; then its share of the prose outweighs this.
        if name == "form" { found(Kind::Beside, "form") } else { (None, String::new()) }
    }
}

/// Returns whether an element is an article's header: a title and no menu.
fn is_title_box(dom: &Dom, id: Id) -> bool {
    dom.find(id, &["h1"]).next().is_some() && dom.find(id, &["nav", "ul"]).next().is_none()
}

/// Returns a declaration of the `style` attribute, in lower case.
fn style(dom: &Dom, id: Id, property: &str) -> Option<String> {
    let style = dom.attribute(id, "style")?.to_ascii_lowercase();
    let mut declarations = style.split(';').filter_map(|one| one.split_once(':'));
    let found = declarations.rfind(|(name, _)| name.trim() == property);
    found.map(|(_, value)| value.trim().trim_end_matches("!important").trim().to_owned())
}

fn styled_as_block(dom: &Dom, id: Id) -> bool {
    let display = style(dom, id, "display").unwrap_or_default();
    matches!(&*display, "block" | "flex" | "grid")
        && style(dom, id, "float").is_none_or(|float| float == "none")
}

/// Returns whether the markup hides an element: `hidden`, a closed `<details>` around it, or its
/// `style` attribute. Style sheets are not read.
pub fn is_hidden(dom: &Dom, id: Id) -> bool {
    let folded =
        |parent: &Id| dom.name(*parent) == "details" && dom.attribute(*parent, "open").is_none();
    if dom.name(id) != "summary" && dom.parent_element(id).as_ref().is_some_and(folded) {
        return true;
    }
    let open = dom.attribute(id, "open").is_some();
    let hidden = dom.attribute(id, "hidden").is_some() || dom.name(id) == "dialog" && !open;
    let display = style(dom, id, "display");
    (hidden && display.is_none())
        || display.is_some_and(|display| display == "none")
        || style(dom, id, "visibility").is_some_and(|v| matches!(&*v, "hidden" | "collapse"))
}
