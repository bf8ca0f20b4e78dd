use std::sync::Arc;

use super::{Grammar, Memory, Role};
use crate::text::Span;

/// A host file as the grammars get to see it.
#[derive(Clone, Debug)]
pub(super) struct Host<'s, 'm> {
    pub text: &'s str,
    /// Of its earlier versions.
    pub memory: &'m Memory,
    /// The same with something covered, byte for byte as long.
    pub covered: Option<Arc<str>>,
    pub cover: Covering,
}

/// What is covered in a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Covering {
    /// What a server puts in.
    Islands,
    /// What looks like it, and may be code all the same.
    Guesses,
    /// Nothing of the code itself.
    Outside,
}

impl<'s, 'm> Host<'s, 'm> {
    pub(super) fn plain(text: &'s str, memory: &'m Memory) -> Self {
        Self { text, memory, covered: None, cover: Covering::Outside }
    }
}

/// A piece of code that was found in a host file, and is yet to be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub role: Role,
    pub grammar: Grammar,
    pub span: Span,
    /// Whether it is the value of an attribute, with entities.
    pub has_entities: bool,
    /// Whether it is an expression, and no statements: the host that is parsed has brackets around it.
    pub is_expression: bool,
}

impl Piece {
    pub(super) fn code(role: Role, grammar: Grammar, span: Span) -> Self {
        Self { role, grammar, span, has_entities: false, is_expression: false }
    }

    pub(super) fn attribute(role: Role, span: Span) -> Self {
        Self { has_entities: true, ..Self::code(role, Grammar::JavaScript, span) }
    }

    /// What the grammar is given: an expression with its brackets.
    pub(super) fn parsed_span(&self) -> Span {
        let around = u32::from(self.is_expression);
        Span { start: self.span.start - around, end: self.span.end + around }
    }
}
