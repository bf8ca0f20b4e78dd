//! What code spells out, and where.

use crate::facts::{ExprId, ExprKind};
use crate::model::Model;
use crate::text::Span;

use super::Context;

/// The path that an expression spells out, and the place of its last name. A variable that holds the value spells none.
pub(super) fn spelled<'a>(model: &'a Model<'_>, expr: ExprId) -> Option<(&'a str, Span)> {
    let path = model.path(expr)?;
    match model.facts.kind(expr) {
        ExprKind::Member { object, property, property_span } => {
            let owner = path.strip_suffix(model.facts.names.text(*property))?.strip_suffix('.')?;
            (model.path(*object) == Some(owner)).then_some((path, *property_span))
        }
        ExprKind::Name(name) => (model.facts.names.text(*name) == path).then(|| (path, model.facts.span(expr))),
        _ => None,
    }
}

/// The name in `["name"]`.
pub(super) fn unquoted(context: &Context<'_>, span: Span) -> Span {
    let is_quoted = context.text(span).starts_with(['"', '\'', '`']) && span.len() > 2;
    if is_quoted { Span::new(span.start as usize + 1, span.end as usize - 1) } else { span }
}

/// `a`, `a.b` and `a.b.c` of `a.b.c`.
pub(super) fn starts_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').map(|(at, _)| &path[..at]).chain([path])
}
