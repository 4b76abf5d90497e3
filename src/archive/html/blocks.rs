//! From the tree to passages: `finder/blocks.ts`.
//!
//! Walks a subtree and collects every run of text that stands by itself, whether it has an element
//! of its own (`<p>`, `<li>`), is parted from the next by `<br>`, or lies bare between blocks.
//! Nothing is recursive: a page may be hostile.

use std::collections::HashMap;

use super::dom::{Dom, Id};
use super::passage::{Passage, trim, units};
use super::rules::{Rules, is_hidden};

/// Deepest nesting that is read. HTML parsers stop at 512 levels.
const MAX_DEPTH: usize = 512;
/// UTF-16 code units; a longer text is no paragraph.
const MAX_LENGTH: usize = 50_000;
/// Text nodes of one paragraph.
const MAX_NODES: usize = 10_000;
/// UTF-16 code units of a line that may be a paragraph.
const LINE: usize = 60;
/// What may end a sentence, and so a paragraph before a single `<br>`.
const CLOSING: &str = ".!?;:…”\"»)";

struct Frame {
    element: Id,
    depth: usize,
    next: Option<Id>,
    run: Run,
}

/// Returns every passage below an element in document order.
pub fn passages(dom: &Dom, top: Id, rules: &Rules) -> Vec<Passage> {
    let mut found = Vec::new();
    if rules.is_unread(dom, top) || is_hidden(dom, top) {
        return found;
    }
    let mut inlines = Inlines { dom, rules, known: HashMap::new() };
    let frame =
        |element, depth| Frame { element, depth, next: dom.first(element), run: Run::default() };
    let mut frames = vec![frame(top, 0)];
    while let Some(at) = frames.last_mut() {
        let Some(child) = at.next else {
            at.run.end();
            at.flush(dom, &mut found);
            frames.pop();
            continue;
        };
        at.next = dom.next(child);
        if let Some(text) = dom.text(child) {
            at.run.add_text(child, text);
        } else if dom.element(child).is_some() {
            let unread = rules.is_unread(dom, child);
            if dom.name(child) == "br" {
                at.run.add_break();
            } else if if unread { is_word(dom, child, &at.run) } else { inlines.has(child) } {
                collect(dom, rules, child, at);
            } else if !unread || !rules.is_skipped(dom, child) {
                at.run.end();
                at.flush(dom, &mut found);
                at.run = Run::default();
                let depth = at.depth + 1;
                if !unread && depth <= MAX_DEPTH && !is_hidden(dom, child) {
                    frames.push(frame(child, depth));
                }
            }
        }
    }
    found
}

impl Frame {
    fn flush(&mut self, dom: &Dom, found: &mut Vec<Passage>) {
        let done = std::mem::take(&mut self.run.done);
        found.extend(done.iter().map(|pieces| Passage::new(dom, self.element, pieces)));
    }
}

/// Returns whether an element is a button within a sentence: a word of the text.
fn is_word(dom: &Dom, id: Id, run: &Run) -> bool {
    let button = dom.name(id) == "button" || dom.attribute(id, "role") == Some("button");
    let after = dom.next(id).and_then(|next| dom.text(next));
    run.line.has_text() && button && after.is_some_and(|text| !trim(text).is_empty())
}

/// Adds the text of an inline element to the run in which it stands.
fn collect(dom: &Dom, rules: &Rules, top: Id, frame: &mut Frame) {
    let mut stack = vec![(top, 0)];
    while let Some((id, depth)) = stack.pop() {
        if let Some(text) = dom.text(id) {
            frame.run.add_text(id, text);
        } else if dom.name(id) == "br" {
            frame.run.add_break();
        } else if dom.element(id).is_some() {
            let copy = dom.attribute(id, "aria-hidden") == Some("true");
            let read = !rules.is_unread(dom, id) || id == top || is_word(dom, id, &frame.run);
            if !copy && read && !is_hidden(dom, id) && frame.depth + depth < MAX_DEPTH {
                let children: Vec<Id> = dom.children(id).collect();
                stack.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
            }
        }
    }
}

/// Which elements flow within a line; each subtree is looked at once.
struct Inlines<'d> {
    dom: &'d Dom,
    rules: &'d Rules,
    known: HashMap<Id, bool>,
}

impl Inlines<'_> {
    /// Returns whether an element is inline and has no block in it.
    fn has(&mut self, id: Id) -> bool {
        let known = self.known.get(&id).copied().or_else(|| self.rules.is_inline(self.dom, id));
        let known = known.unwrap_or_else(|| !self.has_block(id));
        self.known.insert(id, known);
        known
    }

    fn has_block(&mut self, top: Id) -> bool {
        let (dom, rules) = (self.dom, self.rules);
        let mut stack: Vec<Id> = dom.child_elements(top).collect();
        while let Some(id) = stack.pop() {
            if dom.name(id) == "br" || rules.matches("unread", dom.name(id)) {
                continue;
            }
            match self.known.get(&id).copied().or_else(|| rules.is_inline(dom, id)) {
                Some(true) => {}
                None => stack.extend(dom.child_elements(id)),
                Some(false) => {
                    let above = dom.upwards(id).skip(1).take_while(|&up| up != top);
                    let above: Vec<Id> = above.collect();
                    self.known.extend(above.into_iter().map(|up| (up, false)));
                    return true;
                }
            }
        }
        false
    }
}

type Pieces = Vec<Option<Id>>;

/// Text nodes in a row, and what joining them needs.
#[derive(Debug, Default)]
struct Line {
    pieces: Pieces,
    /// The last character that is no white space.
    last: Option<char>,
    units: usize,
    start: Option<usize>,
    end: usize,
    /// Longer than any paragraph; its pieces are dropped.
    full: bool,
}

impl Line {
    fn has_text(&self) -> bool {
        self.full || self.start.is_some()
    }

    /// Returns whether the line reads like a paragraph: long, and with `closed` ended by a mark.
    fn is_paragraph(&self, closed: bool) -> bool {
        let long = self.end.saturating_sub(self.start.unwrap_or(self.end)) >= LINE;
        self.full || (long && (!closed || self.last.is_some_and(|last| CLOSING.contains(last))))
    }

    fn add(&mut self, node: Id, text: &str) {
        let length = units(text);
        if length == 0 || !self.grow(length, 1) {
            return;
        }
        let trimmed = text.trim_end_matches(super::passage::is_space);
        if let Some(last) = trimmed.chars().next_back() {
            let begin = units(text.trim_start_matches(super::passage::is_space));
            self.start.get_or_insert(self.units + length - begin);
            self.end = self.units + units(trimmed);
            self.last = Some(last);
        }
        self.units += length;
        self.pieces.push(Some(node));
    }

    /// Appends another line after a break.
    fn join(&mut self, line: Line) {
        if line.full {
            self.fill();
        }
        if !self.grow(line.units + 1, line.pieces.len() + 1) {
            return;
        }
        self.pieces.push(None);
        self.pieces.extend(line.pieces);
        self.end = self.units + 1 + line.end;
        self.last = line.last;
        self.units += line.units + 1;
    }

    fn grow(&mut self, units: usize, nodes: usize) -> bool {
        if self.units + units > MAX_LENGTH || self.pieces.len() + nodes > MAX_NODES {
            self.fill();
        }
        !self.full
    }

    fn fill(&mut self) {
        self.full = true;
        self.pieces.clear();
    }
}

/// The text between two blocks, parted into paragraphs at the breaks that end one.
#[derive(Debug, Default)]
struct Run {
    /// Paragraphs that are complete.
    done: Vec<Pieces>,
    line: Line,
    /// The lines before, joined to one paragraph so far.
    before: Option<Line>,
    breaks: usize,
}

impl Run {
    fn add_text(&mut self, node: Id, text: &str) {
        let blank = trim(text).is_empty();
        // Two breaks with nothing but space between them are an empty line.
        if self.breaks > 1 && !blank {
            self.end();
        }
        if !blank {
            self.breaks = 0;
        }
        self.line.add(node, text);
    }

    fn add_break(&mut self) {
        self.breaks += 1;
        if self.breaks == 1 {
            self.end_line();
        }
    }

    fn end(&mut self) {
        self.end_line();
        self.close();
    }

    /// A single `<br>` ends a paragraph only if both sides read like one.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.has_text() {
            return;
        }
        match &mut self.before {
            Some(before) if !(before.is_paragraph(true) && line.is_paragraph(false)) => {
                before.join(line);
            }
            _ => {
                self.close();
                self.before = Some(line);
            }
        }
    }

    fn close(&mut self) {
        if let Some(line) = self.before.take().filter(|line| !line.full) {
            self.done.push(line.pieces);
        }
    }
}
