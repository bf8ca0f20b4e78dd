use std::sync::Arc;

use super::{Grammar, Role};
use crate::text::Span;

/// A host file as the grammars get to see it.
#[derive(Clone, Debug)]
pub(super) struct Host<'s> {
    pub text: &'s str,
    /// The same with its islands covered, when it has any.
    pub covered: Option<Arc<str>>,
    /// Whether what was taken for islands may be code all the same.
    pub is_guess: bool,
}

impl<'s> Host<'s> {
    pub(super) fn plain(text: &'s str) -> Self {
        Self { text, covered: None, is_guess: false }
    }
}

/// A piece of code that was found in a host file, and is yet to be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub role: Role,
    pub grammar: Grammar,
    pub span: Span,
    pub form: Form,
}

/// How the code of a piece is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Code,
    /// The value of an attribute: with entities.
    Attribute,
}

impl Piece {
    pub(super) fn code(role: Role, grammar: Grammar, span: Span) -> Self {
        Self { role, grammar, span, form: Form::Code }
    }

    pub(super) fn attribute(role: Role, span: Span) -> Self {
        Self { role, grammar: Grammar::JavaScript, span, form: Form::Attribute }
    }
}
