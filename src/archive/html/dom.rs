//! The tree of an HTML page.

use std::collections::HashMap;

/// The index of a node.
pub type Id = usize;

/// A node and its links to others.
#[derive(Debug)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    data: Data,
}

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document, or a part that is not in it.
    Root,
    Element(Element),
    Text(String),
    /// A comment or a processing instruction.
    Other,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// The name in lower case.
    pub name: String,
    /// The attributes without duplicates.
    pub attributes: Vec<(String, String)>,
    /// The position in the source after the name of the start tag; `None` for an element that the
    /// parser has added.
    pub at: Option<usize>,
}

/// A page. Nodes are created detached.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
}

/// The document.
pub const DOCUMENT: Id = 0;

impl Dom {
    pub fn new() -> Self {
        let mut dom = Self { nodes: Vec::new() };
        dom.create(Data::Root);
        dom
    }

    pub fn create(&mut self, data: Data) -> Id {
        let node = Node { parent: None, first: None, last: None, previous: None, next: None, data };
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    /// Returns the parent if it is an element.
    pub fn parent_element(&self, id: Id) -> Option<Id> {
        self.parent(id).filter(|&parent| self.element(parent).is_some())
    }

    pub fn first(&self, id: Id) -> Option<Id> {
        self.nodes[id].first
    }

    pub fn next(&self, id: Id) -> Option<Id> {
        self.nodes[id].next
    }

    pub fn element(&self, id: Id) -> Option<&Element> {
        match &self.nodes[id].data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the name of an element; empty for other nodes.
    pub fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first(id), |&child| self.next(child))
    }

    pub fn child_elements(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        self.children(id).filter(|&child| self.element(child).is_some())
    }

    /// Returns the nearest element sibling before or after a node.
    pub fn sibling_element(&self, id: Id, after: bool) -> Option<Id> {
        let step = |id: Id| if after { self.nodes[id].next } else { self.nodes[id].previous };
        std::iter::successors(step(id), |&id| step(id)).find(|&id| self.element(id).is_some())
    }

    /// Returns the nodes below a node in document order; those below a node for which `enter` is
    /// false are left out.
    pub fn below<'d>(
        &'d self,
        top: Id,
        enter: impl Fn(Id) -> bool + 'd,
    ) -> impl Iterator<Item = Id> + 'd {
        let mut at = Some(top);
        std::iter::from_fn(move || {
            let from = at?;
            let inside = if from == top || enter(from) { self.first(from) } else { None };
            at = inside.or_else(|| {
                std::iter::successors(Some(from), |&id| self.parent(id))
                    .take_while(|&id| id != top)
                    .find_map(|id| self.next(id))
            });
            at
        })
    }

    /// Returns the elements with one of these names below a node, in document order.
    pub fn find<'d>(&'d self, top: Id, names: &'d [&str]) -> impl Iterator<Item = Id> + 'd {
        self.below(top, |_| true).filter(move |&id| names.contains(&self.name(id)))
    }

    /// Returns the element and those around it, from inside.
    pub fn upwards(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id), |&id| self.parent_element(id))
    }

    /// Returns whether `inner` is `outer` or in it.
    pub fn contains(&self, outer: Id, inner: Id) -> bool {
        std::iter::successors(Some(inner), |&id| self.parent(id)).any(|id| id == outer)
    }

    /// Returns the text below a node.
    pub fn text_content(&self, id: Id) -> String {
        self.below(id, |_| true).filter_map(|id| self.text(id)).collect()
    }

    pub fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.nodes[parent].last.replace(child);
        self.nodes[child].parent = Some(parent);
        self.nodes[child].previous = last;
        match last {
            Some(last) => self.nodes[last].next = Some(child),
            None => self.nodes[parent].first = Some(child),
        }
    }

    /// Appends text; extends the last child if that is text.
    pub fn append_text(&mut self, parent: Id, text: &str) {
        if let Some(last) = self.nodes[parent].last
            && let Data::Text(before) = &mut self.nodes[last].data
        {
            before.push_str(text);
            return;
        }
        let node = self.create(Data::Text(text.to_owned()));
        self.append(parent, node);
    }

    pub fn insert_before(&mut self, sibling: Id, node: Id) {
        self.detach(node);
        let parent = self.nodes[sibling].parent;
        let previous = self.nodes[sibling].previous.replace(node);
        self.nodes[node].parent = parent;
        self.nodes[node].previous = previous;
        self.nodes[node].next = Some(sibling);
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous].next = Some(node),
            (None, Some(parent)) => self.nodes[parent].first = Some(node),
            (None, None) => {}
        }
    }

    /// Inserts text before a node; extends the node before that if that is text.
    pub fn insert_text_before(&mut self, sibling: Id, text: &str) {
        if let Some(previous) = self.nodes[sibling].previous
            && let Data::Text(before) = &mut self.nodes[previous].data
        {
            before.push_str(text);
            return;
        }
        let node = self.create(Data::Text(text.to_owned()));
        self.insert_before(sibling, node);
    }

    pub fn detach(&mut self, id: Id) {
        let Node { parent, previous, next, .. } = self.nodes[id];
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous].next = next,
            (None, Some(parent)) => self.nodes[parent].first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.nodes[next].previous = previous,
            (None, Some(parent)) => self.nodes[parent].last = previous,
            (None, None) => {}
        }
        let node = &mut self.nodes[id];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    pub fn reparent_children(&mut self, from: Id, to: Id) {
        while let Some(child) = self.nodes[from].first {
            self.append(to, child);
        }
    }

    /// Adds the attributes that an element lacks.
    pub fn add_missing(&mut self, id: Id, attributes: Vec<(String, String)>) {
        if let Data::Element(element) = &mut self.nodes[id].data {
            for (name, value) in attributes {
                if !element.attributes.iter().any(|(known, _)| *known == name) {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    /// Returns a number per node.
    pub fn order(&self) -> HashMap<Id, usize> {
        self.below(DOCUMENT, |_| true).zip(0..).collect()
    }
}
