//! What belongs together across languages and files, by name: an element and the code that names its id, a handler
//! attribute and the function that it calls, an event and its handler.

use crate::facts::{ExprId, ExprKind};
use crate::model::{BindingKind, Model};
use crate::syntax::{Document, Role};
use crate::text::Span;

use super::Index;
use super::slot::Slot;

/// The names of a file that something elsewhere may belong to, each in order of place.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Functions that scripts of a page share.
    pub functions: Vec<(Box<str>, Span)>,
    /// Calls of such functions in handler attributes: the name.
    pub attribute_calls: Vec<(Box<str>, Span)>,
    /// By the place of an event's name, its handler.
    pub handlers: Vec<(Span, Handler)>,
    /// The addresses of scripts.
    pub scripts: Vec<(Box<str>, Span)>,
    /// The addresses of folders that the SDK loads its files from.
    pub resources: Vec<Span>,
}

/// What runs when an event happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handler {
    /// A function of the file: its name, or all of it when it has none.
    Here(Span),
    /// A global function of another file.
    Named(Box<str>),
}

/// What ties a place to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// An element or an instance with this id.
    Element(Box<str>),
    /// A function that scripts of a page share.
    Function(Box<str>),
    Event {
        name: Box<str>,
        handler: Option<Handler>,
    },
}

impl Index {
    /// What ties the place to others, and its exact place.
    #[must_use]
    pub fn tie_at(&self, text: &str, offset: usize) -> Option<(Span, Tie)> {
        let slot = self.slot_at(offset).and_then(|(span, slot)| {
            let name = Box::from(span.of(text));
            match slot {
                Slot::Container => Some((span, Tie::Element(name))),
                Slot::Event { .. } => Some((span, Tie::Event { name, handler: self.handler_of(span) })),
                _ => None,
            }
        });
        let element = || {
            let (id, span) = self.element_ids.iter().find(|(_, span)| span.touches(offset))?;
            Some((*span, Tie::Element(id.as_str().into())))
        };
        let function = || {
            let anchors = &self.anchors;
            let mut all = anchors.attribute_calls.iter().chain(&anchors.functions);
            let (name, span) = all.find(|(_, span)| span.touches(offset))?;
            Some((*span, Tie::Function(name.clone())))
        };
        slot.or_else(element).or_else(function)
    }

    /// Where the file has what a tie leads to: the element, the function. Of an event, the handler that another file may have.
    #[must_use]
    pub fn definitions(&self, tie: &Tie) -> Vec<Span> {
        let functions = |name: &str| {
            let named = self.anchors.functions.iter().filter(move |(known, _)| **known == *name);
            named.map(|(_, span)| *span).collect()
        };
        match tie {
            Tie::Element(id) => {
                self.element_ids.iter().filter(|(known, _)| **known == **id).map(|(_, span)| *span).collect()
            }
            Tie::Function(name) | Tie::Event { handler: Some(Handler::Named(name)), .. } => functions(name),
            Tie::Event { .. } => Vec::new(),
        }
    }

    /// Where the file names it, in code for an element and in markup for a function; and each place that names an event.
    #[must_use]
    pub fn uses(&self, text: &str, tie: &Tie) -> Vec<Span> {
        let slots = |name: &str, is_kind: fn(&Slot) -> bool| {
            let slots = self.slots().iter().filter(|(span, slot)| is_kind(slot) && span.of(text) == name);
            slots.map(|(span, _)| *span).collect()
        };
        match tie {
            Tie::Element(id) => slots(id, |slot| matches!(slot, Slot::Container)),
            Tie::Event { name, .. } => slots(name, |slot| matches!(slot, Slot::Event { .. })),
            Tie::Function(name) => {
                let calls = self.anchors.attribute_calls.iter().filter(|(known, _)| known == name);
                calls.map(|(_, span)| *span).collect()
            }
        }
    }

    fn handler_of(&self, event: Span) -> Option<Handler> {
        self.anchors.handlers.iter().find(|(span, _)| *span == event).map(|(_, handler)| handler.clone())
    }
}

impl Anchors {
    /// Those of the markup.
    pub fn of(document: &Document<'_>) -> Self {
        let scripts = document.script_sources.iter().map(|(address, span)| (address.as_str().into(), *span));
        Self { scripts: scripts.collect(), ..Self::default() }
    }

    /// Adds those of the scopes of a program.
    pub fn add(&mut self, model: &Model<'_>) {
        self.functions.extend(shared_functions(model));
        self.attribute_calls.extend(attribute_calls(model));
    }
}

fn shared_functions(model: &Model<'_>) -> Vec<(Box<str>, Span)> {
    let facts = model.facts;
    let is_shared = |span: Span| facts.units.iter().any(|unit| !unit.is_module && unit.span.contains(span));
    let global = model.scopes.bindings().filter(|(_, binding)| binding.owner.is_none());
    let mut found: Vec<(Box<str>, Span)> = global
        .filter_map(|(_, binding)| {
            let span = match binding.kind {
                BindingKind::Function(function) => facts.span(facts.function(function).name?),
                _ => match facts.kind(binding.only_value()?) {
                    ExprKind::Function(function) => start_of(facts.function(*function).span),
                    _ => return None,
                },
            };
            is_shared(span).then(|| (facts.names.text(binding.name).into(), span))
        })
        .collect();
    found.sort_by_key(|(_, span)| *span);
    found
}

fn attribute_calls(model: &Model<'_>) -> Vec<(Box<str>, Span)> {
    let facts = model.facts;
    let attributes = facts.units.iter().filter(|unit| matches!(unit.role, Role::Handler { .. }));
    let attributes: Vec<Span> = attributes.map(|unit| unit.span).collect();
    if attributes.is_empty() {
        return Vec::new();
    }
    let callee = |call: ExprId| match facts.kind(call) {
        ExprKind::Call { callee, .. } => Some(*callee),
        _ => None,
    };
    let is_inside = |span: Span| {
        let next = attributes.partition_point(|attribute| attribute.end < span.end);
        attributes.get(next).is_some_and(|attribute| attribute.contains(span))
    };
    let names = model.scopes.calls.iter().filter_map(|&(call, _)| {
        let callee = callee(call)?;
        let ExprKind::Name(name) = facts.kind(callee) else { return None };
        let binding = model.scopes.binding(model.scopes.resolve(callee)?);
        let span = facts.span(callee);
        (binding.owner.is_none() && is_inside(span)).then(|| (facts.names.text(*name).into(), span))
    });
    let mut found: Vec<(Box<str>, Span)> = names.collect();
    found.sort_by_key(|(_, span)| *span);
    found
}

/// A place to jump to, where there is no name.
pub(super) fn start_of(span: Span) -> Span {
    Span::new(span.start as usize, span.start as usize)
}
