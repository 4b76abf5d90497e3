//! HTML pages: finds the paragraphs of their articles as the embed does, and writes their tags as
//! attributes.
//!
//! The finder is the embed's (`www/src/finder`), in the same steps and with the same weights, but
//! for what only a browser knows: style sheets, layout, and what scripts add. So text that a style
//! sheet hides is read here, spans that it makes blocks flow in their line, and columns are not told
//! apart by their place. `tests/js/annotate.test.ts` compares both on the embed's test pages.

pub mod annotate;
mod blocks;
mod dom;
mod parse;
mod passage;
mod prose;
mod roots;
mod rules;
mod survey;

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use dom::{DOCUMENT, Dom, Id};
use passage::Passage;
use rules::Rules;
use survey::Survey;

/// UTF-16 code units; a longer text is no title.
const LONGEST_TITLE: usize = 150;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::new);

/// The article of a page.
#[derive(Debug)]
pub struct Article {
    dom: Dom,
    roots: Vec<Id>,
    passages: Vec<Passage>,
}

/// A paragraph of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paragraph<'a> {
    /// The text as the embed reads it: white space is a plain space each, `<br>` a line break.
    pub text: &'a str,
    /// The name of the element.
    pub element: &'a str,
    /// The position in the source after the name of the element's start tag; `None` for an element
    /// without a tag.
    pub at: Option<usize>,
}

impl Article {
    /// Finds the article of a page; without paragraphs if the page has none.
    pub fn find(source: &str) -> Self {
        let dom = parse::parse(source);
        let (roots, passages) = find(&dom, &RULES);
        Self { dom, roots, passages }
    }

    /// Returns the paragraphs in document order.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        self.passages.iter().map(|passage| Paragraph {
            text: &passage.text,
            element: self.dom.name(passage.element),
            at: self.position(passage.element),
        })
    }

    /// Returns the position in the source of the innermost element with a tag around the whole
    /// article.
    pub fn root(&self) -> Option<usize> {
        let (first, others) = self.roots.split_first()?;
        let around = |id: Id| others.iter().all(|&other| self.dom.contains(id, other));
        let mut up = self.dom.upwards(*first).filter(|&id| around(id));
        up.find_map(|id| self.position(id))
    }

    fn position(&self, id: Id) -> Option<usize> {
        self.dom.element(id)?.at
    }
}

fn find(dom: &Dom, rules: &Rules) -> (Vec<Id>, Vec<Passage>) {
    let title = prose::title_of(dom).nfc().collect::<String>();
    let mut found = Vec::new();
    if let Some(roots) = roots::named_roots(dom) {
        for &root in &roots {
            let mut survey = Survey::new(dom, rules, root, blocks::passages(dom, root, rules));
            take(&mut survey, &[root], &title, false, &mut found);
        }
        return (roots, found);
    }
    let Some(body) = dom.find(DOCUMENT, &["body"]).next() else { return (Vec::new(), found) };
    let mut survey = Survey::new(dom, rules, body, blocks::passages(dom, body, rules));
    let roots = roots::article_roots(&mut survey);
    let may_be_titled = dom.find(body, &["h1"]).next().is_none();
    take(&mut survey, &roots, &title, may_be_titled, &mut found);
    (roots, found)
}

/// Takes the paragraphs of these roots.
fn take(
    survey: &mut Survey<'_>,
    roots: &[Id],
    title: &str,
    may_be_titled: bool,
    found: &mut Vec<Passage>,
) {
    let before = found.len();
    for passage in survey.passages.clone() {
        let first = may_be_titled && found.len() == before;
        if is_in_article(survey, &passage, roots) && !is_title(&passage, title, first) {
            found.push(passage);
        }
    }
    // An imprint or a contact ends the page's text; among paragraphs it is one of them.
    while found[before..].last().is_some_and(|p| prose::reads_like_imprint(survey.rules, &p.text)) {
        found.pop();
    }
}

fn is_in_article(survey: &mut Survey<'_>, passage: &Passage, roots: &[Id]) -> bool {
    let dom = survey.dom;
    let Some(root) = dom.upwards(passage.element).find(|up| roots.contains(up)) else {
        return false;
    };
    !survey.is_out(passage.element)
        && !in_links(survey, passage, root)
        && prose::is_paragraph(dom, survey.rules, passage, root == passage.element)
}

/// Returns whether a passage is the page's title; at the beginning also a line that is no sentence.
fn is_title(passage: &Passage, title: &str, first: bool) -> bool {
    if passage.length > LONGEST_TITLE {
        return false;
    }
    let text: String = passage.text.nfc().collect();
    let end = text.trim_end_matches(['”', '"', '»', ')']);
    title.starts_with(&text) || (first && !end.ends_with(['.', '!', '?', '…', ':', ';']))
}

/// Inside the article, a container that is mostly links is a box of related stories.
fn in_links(survey: &Survey<'_>, passage: &Passage, root: Id) -> bool {
    let dom = survey.dom;
    let element = passage.element;
    // A paragraph that is one link is judged by its text.
    let skip = usize::from(dom.name(element) == "p" && element != root);
    let mut up = dom.upwards(element).skip(skip).take_while(|&up| up != root);
    up.any(|up| survey.is_links(up) && survey.prose(up) < survey.prose(root) * 0.25)
}
