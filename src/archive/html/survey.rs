//! Weighs a page: how much prose is below each element, and how much of its text is links:
//! `finder/survey.ts` and the weights of `finder/weights.ts`.

use std::collections::{HashMap, HashSet};

use super::dom::{Dom, Id};
use super::passage::{Passage, has_words};
use super::rules::{Kind, Naming, Rules};

/// Less prose than this is a notice or a teaser, not an article.
pub const LEAST_PROSE: f64 = 180.0;

/// Returns the prose in a passage, in characters: nothing for short or linked text; long paragraphs
/// count in full.
pub fn prose_in(passage: &Passage) -> f64 {
    let length = passage.length as f64;
    if length < 60.0 || passage.linked > 0.4 || !has_words(&passage.text, 10) {
        return 0.0;
    }
    length * (1.0 - passage.linked) * (length / 200.0).min(1.0)
}

/// Whether an element is left out of the article: if the sum is below 0. `SHARE` counts for the part
/// of the page's prose under the same name.
mod outside {
    pub const SHARE: f64 = 5.0;
    pub const BESIDE: f64 = -2.0;
    pub const NEVER: f64 = -4.0;
    pub const COMMENT: f64 = -5.0;
    pub const ARIA_HIDDEN: f64 = -1.0;
    pub const TITLE: f64 = 3.0;
    pub const BODY: f64 = 1.0;
    pub const LEAD: f64 = 2.0;
}

/// From this share of the prose on, names of boxes beside the article are chance.
const MOSTLY_BESIDE: f64 = 0.6;
/// Part of the prose under a word that may be a part of the article.
const LEAST_SHARE: f64 = 0.08;
/// Comments that can be answered before links to answer say that these are comments.
const LEAST_REPLIES: usize = 3;
/// Length of a line with a link to answer.
const LONGEST_REPLY: usize = 40;
/// Names over an element that are counted.
const MOST_WORDS: usize = 16;
const ARIA_HIDDEN: &str = "aria-hidden";

/// Returns whether a word is a tag or a role: only names that people chose may be chance.
fn is_meant(word: &str) -> bool {
    matches!(word, "aside" | "complementary" | "figure")
}

#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// The index of its first passage among those weighed.
    first: usize,
    /// The number of its passages, which follow each other.
    count: usize,
    prose: f64,
    chars: f64,
    links: f64,
}

/// A page with its weights.
pub struct Survey<'d> {
    pub dom: &'d Dom,
    pub rules: &'d Rules,
    pub body: Id,
    /// All passages.
    pub passages: Vec<Passage>,
    /// The passages that are not outside the article.
    pub weighed: Vec<Passage>,
    /// Elements with text that was weighed, in the order of their first passage from inside.
    pub elements: Vec<Id>,
    weights: HashMap<Id, Weight>,
    namings: HashMap<Id, Naming>,
    out: HashMap<Id, bool>,
    ignored: HashSet<String>,
    /// The words over the page's prose in the order of their appearance, and their part of it.
    shares: Vec<(String, Kind, f64)>,
    titled: HashSet<Id>,
    named: HashSet<Id>,
    total: f64,
    /// False if names would leave nothing of the page.
    trusts: bool,
}

impl<'d> Survey<'d> {
    pub fn new(dom: &'d Dom, rules: &'d Rules, body: Id, passages: Vec<Passage>) -> Self {
        let mut survey = Self {
            dom,
            rules,
            body,
            weighed: Vec::new(),
            elements: Vec::new(),
            weights: HashMap::new(),
            namings: HashMap::new(),
            out: HashMap::new(),
            ignored: HashSet::new(),
            shares: Vec::new(),
            titled: HashSet::new(),
            named: HashSet::new(),
            total: 0.0,
            trusts: true,
            passages,
        };
        survey.settle();
        survey
    }

    /// Judges the names, then takes the text outside the article out of the weights.
    fn settle(&mut self) {
        self.weigh(self.passages.clone());
        self.total = self.prose(self.body);
        self.note_replies();
        self.read_names();
        self.judge_names();
        let mut kept = self.passages.clone();
        kept.retain(|passage| !self.is_out(passage.element));
        // A page of nothing but what names put outside is taken as it is.
        self.trusts = !kept.is_empty();
        self.weigh(if self.trusts { kept } else { self.passages.clone() });
    }

    fn weigh(&mut self, passages: Vec<Passage>) {
        self.weights.clear();
        self.elements.clear();
        for (i, passage) in passages.iter().enumerate() {
            let (prose, chars) = (prose_in(passage), passage.length as f64);
            for up in self.up_to_body(passage.element) {
                let weight = self.weights.entry(up).or_insert_with(|| {
                    self.elements.push(up);
                    Weight { first: i, ..Weight::default() }
                });
                weight.count += 1;
                weight.prose += prose;
                weight.chars += chars;
                weight.links += passage.linked * chars;
            }
        }
        self.weighed = passages;
    }

    fn up_to_body(&self, id: Id) -> Vec<Id> {
        let mut up = Vec::new();
        for at in self.dom.upwards(id) {
            up.push(at);
            if at == self.body {
                break;
            }
        }
        up
    }

    fn weight(&self, id: Id) -> Weight {
        self.weights.get(&id).copied().unwrap_or_default()
    }

    pub fn prose(&self, id: Id) -> f64 {
        self.weight(id).prose
    }

    pub fn chars(&self, id: Id) -> f64 {
        self.weight(id).chars
    }

    /// Returns the indices of the element's passages among those weighed; `None` if it has none.
    pub fn range(&self, id: Id) -> Option<std::ops::Range<usize>> {
        self.weights.get(&id).map(|weight| weight.first..weight.first + weight.count)
    }

    /// Returns the part of the element's text that is links, 0 to 1.
    pub fn links_in(&self, id: Id) -> f64 {
        let weight = self.weight(id);
        if weight.chars == 0.0 { 0.0 } else { weight.links / weight.chars }
    }

    /// Returns whether an element is a list of teasers or links rather than text.
    pub fn is_links(&self, id: Id) -> bool {
        self.links_in(id) > 0.28
    }

    pub fn naming(&mut self, id: Id) -> Naming {
        if id == self.body {
            return Naming::default();
        }
        if let Some(naming) = self.namings.get(&id) {
            return naming.clone();
        }
        let mut naming = self.rules.naming(self.dom, id);
        if naming.kind.is_none() && self.dom.attribute(id, ARIA_HIDDEN) == Some("true") {
            naming.kind = Some(Kind::Beside);
            naming.word = ARIA_HIDDEN.to_owned();
        }
        self.namings.insert(id, naming.clone());
        naming
    }

    /// Returns whether a title is in the element.
    pub fn has_title(&self, id: Id) -> bool {
        self.titled.contains(&id)
    }

    /// Returns whether the weights put the element, or one around it, outside the article.
    pub fn is_out(&mut self, id: Id) -> bool {
        if !self.trusts {
            return false;
        }
        let mut path = self.up_to_body(id);
        let mut out = false;
        while let Some(at) = path.pop() {
            if at == self.body {
                continue;
            }
            out = match self.out.get(&at) {
                Some(&known) => known,
                None => out || self.outside_sum(at).is_some_and(|sum| sum < 0.0),
            };
            self.out.insert(at, out);
        }
        out
    }

    /// Returns what weighs for and against leaving an element out; `None` if no name is against it.
    fn outside_sum(&mut self, id: Id) -> Option<f64> {
        let Naming { kind, word, lead, .. } = self.naming(id);
        let kind = kind?;
        let mut sum = self.word_sum(kind, &word);
        if self.ignored.contains(&word) {
            sum = sum.max(0.0);
        }
        if kind != Kind::Beside && self.titled.contains(&id) {
            sum += outside::TITLE;
        }
        if lead {
            sum += outside::LEAD;
        }
        if kind != Kind::Comment && self.named.contains(&id) {
            sum += outside::BODY;
        }
        Some(sum)
    }

    /// Boxes with a link to answer, of which there are several, are comments.
    fn note_replies(&mut self) {
        let mut boxes = Vec::new();
        for Passage { text, length, element, .. } in &self.passages {
            if *length > LONGEST_REPLY || !self.rules.matches_text("reply", text) {
                continue;
            }
            let several = self.weight(*element).count > 1;
            let found = if several { Some(*element) } else { self.dom.parent_element(*element) };
            let found =
                found.filter(|&found| found != self.body && self.prose(found) < self.total * 0.3);
            boxes.extend(found.filter(|found| !boxes.contains(found)));
        }
        if boxes.len() < LEAST_REPLIES {
            return;
        }
        for id in boxes {
            let mut naming = self.naming(id);
            if naming.kind.is_none() {
                (naming.kind, naming.word) = (Some(Kind::Comment), "reply".to_owned());
                self.namings.insert(id, naming);
            }
        }
    }

    /// Notes for each element whether the title, or a container named as the article's, is in it.
    fn read_names(&mut self) {
        for id in self.elements.clone() {
            let Naming { body, title, .. } = self.naming(id);
            let above = self.up_to_body(id).into_iter().filter(|&up| up != self.body);
            if body && self.prose(id) > 0.0 {
                self.named.extend(above.clone());
            }
            if title {
                self.titled.extend(above);
            }
        }
    }

    /// Sums up the prose under each word, and under all names of boxes beside the article.
    fn judge_names(&mut self) {
        if self.total == 0.0 {
            return;
        }
        let passages: Vec<(Id, f64)> =
            self.passages.iter().map(|passage| (passage.element, prose_in(passage))).collect();
        let mut above = HashMap::new();
        for &(element, prose) in passages.iter().filter(|(_, prose)| *prose > 0.0) {
            for (word, kind) in self.words_over(element, &mut above) {
                let part = prose / self.total;
                match self.shares.iter_mut().find(|share| share.0 == word) {
                    Some(share) => (share.1, share.2) = (kind, share.2 + part),
                    None => self.shares.push((word, kind, part)),
                }
            }
        }
        for (word, kind, _) in self.shares.clone() {
            if self.word_sum(kind, &word) >= 0.0 {
                self.ignored.insert(word);
            }
        }
        // Many words, each over a part of the article, are chance as well.
        let mut beside = 0.0;
        for &(element, prose) in passages.iter().filter(|(_, prose)| *prose > 0.0) {
            // A word over nearly everything says nothing of the boxes in it.
            let words = self.words_over(element, &mut above);
            let counts = |(word, kind): &(String, Kind)| {
                *kind == Kind::Beside && !is_meant(word) && self.share(word) <= 0.8
            };
            if words.iter().any(counts) {
                beside += prose;
            }
        }
        if beside < self.total * MOSTLY_BESIDE {
            return;
        }
        for (word, kind, share) in &self.shares {
            if *kind == Kind::Beside && *share >= LEAST_SHARE && !is_meant(word) {
                self.ignored.insert(word.clone());
            }
        }
    }

    fn share(&self, word: &str) -> f64 {
        self.shares.iter().find(|share| share.0 == word).map_or(0.0, |share| share.2)
    }

    fn word_sum(&self, kind: Kind, word: &str) -> f64 {
        let share = self.share(word);
        let counts = kind != Kind::Comment || self.total * (1.0 - share) < LEAST_PROSE;
        let weight = match kind {
            _ if word == ARIA_HIDDEN => outside::ARIA_HIDDEN,
            Kind::Beside => outside::BESIDE,
            Kind::Never => outside::NEVER,
            Kind::Comment => outside::COMMENT,
        };
        weight + if counts { share * outside::SHARE } else { 0.0 }
    }

    /// Returns the words of the names over an element, the first few from outside.
    fn words_over(
        &mut self,
        id: Id,
        known: &mut HashMap<Id, Vec<(String, Kind)>>,
    ) -> Vec<(String, Kind)> {
        let mut words: Vec<(String, Kind)> = Vec::new();
        for at in self.up_to_body(id).into_iter().rev() {
            if let Some(before) = known.get(&at) {
                words.clone_from(before);
                continue;
            }
            let Naming { kind, word, .. } = self.naming(at);
            if let Some(kind) = kind.filter(|_| words.len() < MOST_WORDS) {
                match words.iter_mut().find(|(known, _)| *known == word) {
                    Some(found) => found.1 = kind,
                    None => words.push((word, kind)),
                }
            }
            known.insert(at, words.clone());
        }
        words
    }
}
