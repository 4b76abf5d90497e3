//! From the source of a page to its tree.
//!
//! html5gum finds the tags and their positions; html5ever builds the tree that a browser builds,
//! also of malformed pages. The position of a start tag goes through html5ever as an attribute.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token as Html5everToken, TokenSink};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use html5gum::{DefaultEmitter, HtmlString, Token, Tokenizer};

use super::dom::{DOCUMENT, Data, Dom, Element, Id};

/// The attribute with the position. No source has it: attribute names have no spaces.
const POSITION: &str = "source position";

/// Parses a page.
pub fn parse(source: &str) -> Dom {
    let sink = Sink { dom: RefCell::new(Dom::new()), names: RefCell::default() };
    let options = TreeBuilderOpts { scripting_enabled: true, ..Default::default() };
    let builder = TreeBuilder::new(sink, options);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        if let Some(token) = convert(token, source) {
            let _ = builder.process_token(token, 1);
        }
    }
    let _ = builder.process_token(Html5everToken::EOFToken, 1);
    builder.end();
    builder.sink.dom.into_inner()
}

fn convert(token: Token<usize>, source: &str) -> Option<Html5everToken> {
    Some(match token {
        Token::StartTag(tag) => {
            let name = text(&tag.name);
            // After "<" and the name; nothing if the source is not as expected.
            let at = tag.span.start + 1 + name.len();
            let found = source.get(tag.span.start + 1..at);
            let known = found.is_some_and(|found| found.eq_ignore_ascii_case(&name));
            let position = known.then(|| attribute(POSITION, &at.to_string()));
            let attributes =
                tag.attributes.iter().map(|(name, v)| attribute(&text(name), &text(v)));
            Html5everToken::TagToken(Tag {
                kind: TagKind::StartTag,
                name: LocalName::from(&*name),
                self_closing: tag.self_closing,
                attrs: position.into_iter().chain(attributes).collect(),
            })
        }
        Token::EndTag(tag) => Html5everToken::TagToken(Tag {
            kind: TagKind::EndTag,
            name: LocalName::from(&*text(&tag.name)),
            self_closing: false,
            attrs: Vec::new(),
        }),
        // A page has no NUL: browsers drop it from text.
        Token::String(value) => {
            Html5everToken::CharacterTokens(StrTendril::from(text(&value).replace('\0', "")))
        }
        Token::Comment(value) => Html5everToken::CommentToken(StrTendril::from(&*text(&value))),
        Token::Doctype(doctype) => Html5everToken::DoctypeToken(Doctype {
            name: Some(StrTendril::from(&*text(&doctype.name))),
            public_id: doctype.public_identifier.map(|id| StrTendril::from(&*text(&id))),
            system_id: doctype.system_identifier.map(|id| StrTendril::from(&*text(&id))),
            force_quirks: doctype.force_quirks,
        }),
        Token::Error(_) => return None,
    })
}

fn text(string: &HtmlString) -> Cow<'_, str> {
    String::from_utf8_lossy(string)
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute {
        name: QualName::new(None, Namespace::default(), LocalName::from(name)),
        value: StrTendril::from(value),
    }
}

struct Sink {
    dom: RefCell<Dom>,
    /// Names of elements with their namespaces, by node.
    names: RefCell<std::collections::HashMap<Id, QualName>>,
}

/// The name of an element.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

fn pairs(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    let attributes = attributes.into_iter().filter(|one| &*one.name.local != POSITION);
    attributes.map(|one| (one.name.local.to_string(), one.value.to_string())).collect()
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        Name(self.names.borrow()[target].clone())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let position = attributes.iter().find(|one| &*one.name.local == POSITION);
        let element = Element {
            name: name.local.to_ascii_lowercase().to_string(),
            at: position.and_then(|one| one.value.parse().ok()),
            attributes: pairs(attributes),
        };
        let id = self.dom.borrow_mut().create(Data::Element(element));
        self.names.borrow_mut().insert(id, name);
        id
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.dom.borrow_mut().create(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.dom.borrow_mut().create(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(node) => self.dom.borrow_mut().append(*parent, node),
            NodeOrText::AppendText(text) => self.dom.borrow_mut().append_text(*parent, &text),
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.dom.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Id) -> Id {
        // A template's contents are not part of the document.
        self.dom.borrow_mut().create(Data::Root)
    }

    fn allow_declarative_shadow_roots(&self, _: &Id) -> bool {
        // The embed does not read shadow roots either.
        false
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, node: NodeOrText<Id>) {
        match node {
            NodeOrText::AppendNode(node) => self.dom.borrow_mut().insert_before(*sibling, node),
            NodeOrText::AppendText(text) => {
                self.dom.borrow_mut().insert_text_before(*sibling, &text);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        self.dom.borrow_mut().add_missing(*target, pairs(attributes));
    }

    fn remove_from_parent(&self, target: &Id) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        self.dom.borrow_mut().reparent_children(*node, *parent);
    }
}
