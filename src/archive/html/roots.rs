//! Where on a page the article's text is: `finder/roots.ts`, without what depends on layout.

use std::collections::HashSet;

use super::dom::{DOCUMENT, Dom, Id};
use super::passage::{head, is_space};
use super::prose::is_heading;
use super::rules::Naming;
use super::survey::{LEAST_PROSE, Survey, prose_in};

/// Code units of a page's description of its article that are read.
const MAX_DESCRIBED: usize = 50_000;
/// How much of a paragraph must be in the description.
const QUOTED: usize = 100;
/// Levels over the container that are searched for more parts.
const LEVELS: usize = 5;
/// A heading of so many code units is a sentence: a lead.
const LEAD_LENGTH: f64 = 80.0;

/// How the article's container is chosen: its prose counts so many times more.
mod container {
    pub const BODY: f64 = 1.5;
    pub const MAIN: f64 = 0.8;
    pub const DESCRIBED: f64 = 5.0;
}

/// Whether text beside the container belongs to the article: from `LEAST` on.
mod part {
    pub const LEAST: f64 = 2.0;
    pub const PARAGRAPH: f64 = 2.0;
    pub const ALIKE: f64 = 2.0;
    pub const KIN: f64 = 1.0;
    pub const LEAD: f64 = 2.0;
    pub const BODY: f64 = 2.0;
    pub const OPENING: f64 = 2.0;
    pub const LONG: f64 = 1.0;
    pub const ARTICLE: f64 = 1.0;
    pub const UNQUOTED: f64 = -3.0;
    pub const BEFORE: f64 = -3.0;
    pub const LINKS: f64 = -4.0;
    pub const LEVEL: f64 = -1.0;
}

fn is_one_paragraph(name: &str) -> bool {
    is_heading(name) || matches!(name, "p" | "li" | "blockquote" | "pre" | "dd" | "dt")
}

fn is_text_name(name: &str) -> bool {
    (is_heading(name) && name != "h1")
        || matches!(name, "p" | "ul" | "ol" | "dl" | "blockquote" | "pre")
}

/// Returns the elements that the site itself names; outer ones only. `None` if it names none.
pub fn named_roots(dom: &Dom) -> Option<Vec<Id>> {
    let named: Vec<Id> = dom
        .below(DOCUMENT, |_| true)
        .filter(|&id| dom.attribute(id, "data-themelight-root").is_some())
        .collect();
    let mut outer: Vec<Id> = Vec::new();
    for &id in &named {
        if outer.last().is_none_or(|&last| !dom.contains(last, id)) {
            outer.push(id);
        }
    }
    (!outer.is_empty()).then_some(outer)
}

/// Returns the article's containers in document order, none inside another; none on other pages.
pub fn article_roots(survey: &mut Survey<'_>) -> Vec<Id> {
    if survey.prose(survey.body) < LEAST_PROSE {
        return Vec::new();
    }
    let described = described_in(survey);
    let container = container_of(survey, described);
    if is_front(survey, container) {
        return Vec::new();
    }
    let mut roots = with_parts(survey, container, described == Some(container));
    add_alike(survey, container, &mut roots);
    outermost(survey, roots)
}

/// Returns whether a page is a list of teasers: most paragraphs are under a heading that is a link.
fn is_front(survey: &Survey<'_>, container: Id) -> bool {
    let (mut headings, mut paragraphs) = (0.0, 0.0);
    for passage in &survey.weighed[survey.range(container).unwrap_or_default()] {
        let name = survey.dom.name(passage.element);
        if prose_in(passage) > 0.0 {
            paragraphs += 1.0;
        } else if passage.linked > 0.8 && is_heading(name) && name != "h1" {
            headings += 1.0;
        }
    }
    headings >= 3.0 && headings >= paragraphs * 0.6
}

/// Returns what elements that are alike have in common: tag and class, without numbers.
fn signature(dom: &Dom, id: Id) -> String {
    let class = head(dom.attribute(id, "class").unwrap_or_default(), 200);
    let class: String = class.chars().filter(|c| !c.is_ascii_digit()).collect();
    format!("{} {}", dom.name(id), class.trim())
}

fn is_main(dom: &Dom, id: Id) -> bool {
    matches!(dom.name(id), "article" | "main")
        || matches!(dom.attribute(id, "role"), Some("main" | "article"))
}

/// Returns the element with most prose; prose under telling names counts more; of nested elements
/// the inner one.
fn container_of(survey: &mut Survey<'_>, described: Option<Id>) -> Id {
    let mut candidates = Vec::new();
    let mut most = survey.prose(survey.body);
    for id in survey.elements.clone() {
        let prose = survey.prose(id);
        if prose == 0.0 || is_one_paragraph(survey.dom.name(id)) || survey.is_out(id) {
            continue;
        }
        let body = survey.naming(id).body;
        let mut sum = 0.0;
        if body {
            sum += container::BODY;
        }
        if is_main(survey.dom, id) {
            sum += container::MAIN;
        }
        if described == Some(id) {
            sum += container::DESCRIBED;
        }
        if sum > 0.0 {
            let value = prose * (1.0 + sum);
            most = most.max(value);
            candidates.push((id, value, body || described == Some(id)));
        }
    }
    let mut best: Option<(Id, bool)> = None;
    for (id, value, certain) in candidates {
        let better = |than: Id| {
            survey.dom.contains(than, id)
                || (!survey.dom.contains(id, than) && survey.prose(id) > survey.prose(than))
        };
        if value >= most * 0.9 && best.is_none_or(|(than, _)| better(than)) {
            best = Some((id, certain));
        }
    }
    match best {
        Some((id, true)) => id,
        best => dense(survey, best.map_or(survey.body, |(id, _)| id)),
    }
}

/// Returns the innermost element with all the paragraphs that the page's JSON-LD quotes.
fn described_in(survey: &Survey<'_>) -> Option<Id> {
    let dom = survey.dom;
    for script in dom.find(DOCUMENT, &["script"]) {
        if !dom.attribute(script, "type").is_some_and(|kind| kind.ends_with("ld+json")) {
            continue;
        }
        let described = article_body_of(&dom.text_content(script));
        if described.is_empty() {
            continue;
        }
        let (mut at, mut quoted) = (None, 0);
        for passage in &survey.weighed {
            if !described.contains(&spaced(head(&passage.text, QUOTED))) {
                continue;
            }
            quoted += 1;
            let from = at.unwrap_or(passage.element);
            at = dom
                .upwards(from)
                .find(|&up| up == survey.body || dom.contains(up, passage.element));
        }
        // One paragraph is a summary, not the article.
        if quoted > 1 && at.is_some_and(|at| at != survey.body) {
            return at;
        }
    }
    None
}

/// Returns the beginning of the first "articleBody" in JSON, without parsing the rest.
fn article_body_of(json: &str) -> String {
    let Some((_, start)) = json.split_once("\"articleBody\"") else { return String::new() };
    let Some((gap, value)) = head(start, MAX_DESCRIBED).split_once('"') else {
        return String::new();
    };
    if gap.trim() != ":" {
        return String::new();
    }
    let mut escaped = false;
    let end = value.char_indices().find(|&(_, c)| {
        let quote = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        quote
    });
    let mut value = end.map_or(value, |(end, _)| &value[..end]);
    // What is cut off may end within an escape such as \u00e1.
    loop {
        match serde_json::from_str::<String>(&format!("\"{value}\"")) {
            Ok(text) => return spaced(&text),
            Err(_) => match value.rfind('\\').filter(|_| end.is_none()) {
                Some(at) => value = &value[..at],
                None => return String::new(),
            },
        }
    }
}

fn spaced(text: &str) -> String {
    let mut result = String::new();
    let mut before = false;
    for c in text.chars() {
        let space = is_space(c);
        if !space {
            result.push(c);
        } else if !before {
            result.push(' ');
        }
        before = space;
    }
    result
}

/// Goes down from `start` as long as one child has nearly all the prose.
fn dense(survey: &Survey<'_>, start: Id) -> Id {
    let mut at = start;
    loop {
        let (mut sum, mut bare, mut value) = (0.0, survey.prose(at), 0.0);
        let mut best = None;
        let children: Vec<Id> = survey.dom.child_elements(at).collect();
        for &child in &children {
            bare -= survey.prose(child);
            if survey.is_links(child) {
                continue;
            }
            sum += survey.prose(child);
            // Of two columns, the article's is the one with the title.
            let own = survey.prose(child) * if survey.has_title(child) { 2.0 } else { 1.0 };
            if own > value {
                (best, value) = (Some(child), own);
            }
        }
        let Some(best) = best.filter(|&best| !is_one_paragraph(survey.dom.name(best))) else {
            return at;
        };
        let most = survey.prose(best);
        // What is bare in `at` itself is text of the article too.
        if most < sum * 0.8 || bare > most * 0.75 {
            return at;
        }
        at = best;
    }
}

struct Path {
    /// The container was chosen since the page's JSON-LD quotes it.
    described: bool,
    /// The container, or the ancestor of it that the search has reached.
    top: Id,
    container: Id,
    /// Index of the last title before the container's end.
    title: Option<usize>,
}

/// Returns the container, or its ancestor, and the elements beside it that belong to the article.
fn with_parts(survey: &mut Survey<'_>, container: Id, described: bool) -> Vec<Id> {
    let title = title_before(survey, container);
    let mut path = Path { described, top: container, container, title };
    let mut roots = vec![container];
    for level in 0..LEVELS {
        let Some(parent) = survey.dom.parent_element(path.top).filter(|_| path.top != survey.body)
        else {
            break;
        };
        let (mut taken, mut left) = (Vec::new(), false);
        let children: Vec<Id> = survey.dom.child_elements(parent).collect();
        for child in children {
            if child == path.top || survey.chars(child) == 0.0 || survey.is_out(child) {
                continue;
            }
            let range = survey.range(child).unwrap_or_default();
            if title.is_some_and(|title| range.start <= title && range.end > title + 1) {
                // The title's box may have the lead.
                taken.extend(openings_in(survey, child, &path));
                left = true;
            } else if part_sum(survey, child, &path, level) >= part::LEAST {
                taken.push(child);
            } else if !(is_heading(survey.dom.name(child)) || survey.chars(child) < 40.0) {
                left = true;
            }
        }
        // The parent is the container if nothing in it has to be left out.
        let whole = !taken.is_empty() && !left && roots.len() == 1 && parent != survey.body;
        if whole {
            roots = vec![parent];
        } else {
            roots.extend(taken);
        }
        path.top = parent;
        // The article's box ends where its title is in it.
        let first = survey.range(parent).map(|range| range.start);
        if title.is_some_and(|title| first.is_none_or(|first| first <= title)) {
            break;
        }
    }
    roots
}

fn part_sum(survey: &mut Survey<'_>, id: Id, path: &Path, level: usize) -> f64 {
    let Naming { body, lead, .. } = survey.naming(id);
    let dom = survey.dom;
    let range = survey.range(id).unwrap_or_default();
    let before = survey.range(path.container).is_some_and(|other| range.start < other.start);
    let prose = survey.prose(id);
    let mut sum = part::LINKS * survey.links_in(id);
    // After the text, a box of one paragraph is more often a note than an end of the article.
    let text = is_text(survey, id) && (before || is_text_name(dom.name(id)));
    if path.described {
        sum += part::UNQUOTED;
    }
    if lead && before && survey.chars(id) >= 40.0 {
        sum += part::LEAD;
    }
    let mut opening = false;
    if let Some(title) = path.title.filter(|_| before) {
        if range.start > title {
            opening = true;
            sum += part::OPENING;
        } else if range.end <= title {
            sum += part::BEFORE;
        }
    }
    if !opening {
        sum += part::LEVEL * level as f64;
    }
    if prose > 0.0 {
        if text {
            sum += part::PARAGRAPH;
        }
        if body {
            sum += part::BODY;
        }
        if is_alike(dom, id, path.top) {
            sum += part::ALIKE;
        } else if is_kin(dom, id, path.top) {
            sum += part::KIN;
        }
        if prose >= LEAST_PROSE {
            sum += part::LONG;
            if !text && dom.find(id, &["h1", "h2", "h3"]).next().is_some() {
                sum += part::ARTICLE;
            }
        }
    }
    sum
}

/// Returns the paragraphs after the title in its box, such as a lead.
fn openings_in(survey: &Survey<'_>, id: Id, path: &Path) -> Vec<Id> {
    let range = survey.range(id).unwrap_or_default();
    let first = survey.range(path.container).map_or(0, |range| range.start);
    let start = path.title.map_or(0, |title| title + 1);
    let passages = survey.weighed.get(start..range.end.min(first)).unwrap_or_default();
    let opening = |element: &Id| is_text(survey, *element) && !survey.is_links(*element);
    let prose = passages.iter().filter(|passage| prose_in(passage) > 0.0);
    prose.map(|passage| passage.element).filter(opening).collect()
}

/// Returns whether an element is a paragraph or has nothing but one, with text enough for it.
fn is_text(survey: &Survey<'_>, id: Id) -> bool {
    let name = survey.dom.name(id);
    if is_heading(name) {
        return survey.chars(id) >= LEAD_LENGTH;
    }
    is_text_name(name) || survey.range(id).is_some_and(|range| range.len() == 1)
}

fn is_alike(dom: &Dom, id: Id, other: Id) -> bool {
    let signature_of = signature(dom, id);
    signature_of == signature(dom, other) && !is_text_name(dom.name(id)) && signature_of != "div "
}

/// Returns whether the first classes begin with the same word, such as “content-top” and
/// “content-end”.
fn is_kin(dom: &Dom, one: Id, other: Id) -> bool {
    let word = |id| {
        let class = head(dom.attribute(id, "class").unwrap_or_default(), 100).trim_start();
        let end = class.find(|c: char| !c.is_ascii_alphabetic())?;
        (end >= 4 && class[end..].starts_with(['-', '_'])).then(|| class[..end].to_owned())
    };
    word(one).is_some() && word(one) == word(other)
}

/// Returns the index of the last title among the passages before the container, or in it.
fn title_before(survey: &mut Survey<'_>, container: Id) -> Option<usize> {
    let first = survey.range(container).map_or(0, |range| range.start);
    for i in (0..=first).rev() {
        let Some(passage) = survey.weighed.get(i) else { continue };
        let (element, prose) = (passage.element, prose_in(passage));
        for at in survey.dom.upwards(element).take(3).collect::<Vec<_>>() {
            if survey.naming(at).title && prose < LEAST_PROSE {
                return Some(i);
            }
            if survey.range(at).is_some_and(|range| range.len() > 1) {
                break;
            }
        }
    }
    None
}

/// Adds the bodies of other articles: those that are alike, and `<article>`s with a heading.
fn add_alike(survey: &mut Survey<'_>, container: Id, roots: &mut Vec<Id>) {
    let dom = survey.dom;
    let wanted = signature(dom, container);
    let named = survey.naming(container).body || is_main(dom, container);
    for id in survey.elements.clone() {
        if id == container || survey.prose(id) < LEAST_PROSE || id == survey.body {
            continue;
        }
        let alike = named && signature(dom, id) == wanted;
        let article = (dom.name(id) == "article" || dom.attribute(id, "role") == Some("article"))
            && survey.prose(id) >= 2.0 * LEAST_PROSE
            && dom.find(id, &["h1", "h2"]).next().is_some();
        let apart = !dom.contains(id, container) && !dom.contains(container, id);
        if (alike || article) && !survey.is_out(id) && !survey.is_links(id) && apart {
            roots.push(id);
        }
    }
}

/// Sorts elements in document order and drops those inside another.
fn outermost(survey: &Survey<'_>, elements: Vec<Id>) -> Vec<Id> {
    let order = survey.dom.order();
    let mut sorted: Vec<Id> = elements.into_iter().collect::<HashSet<_>>().into_iter().collect();
    sorted.sort_by_key(|id| order.get(id).copied());
    let mut outer: Vec<Id> = Vec::new();
    for id in sorted {
        if outer.last().is_none_or(|&last| !survey.dom.contains(last, id)) {
            outer.push(id);
        }
    }
    outer
}
