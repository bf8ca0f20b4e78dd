//! Where code stands: in which function, and under which conditions.

use crate::facts::{FunctionId, StatementKind};
use crate::text::Span;

use super::Context;

/// The innermost function that holds a span; `None` for top-level code.
pub(super) fn function_at(context: &Context<'_>, span: Span) -> Option<FunctionId> {
    let mut around = context.layout.functions().around(span);
    around.find(|(function, _)| *function != span).map(|(_, function)| function)
}

/// What runs in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// Code outside of functions, by its place in the list of units.
    Unit(usize),
    Function(FunctionId),
}

/// The scope in which a place runs; `None` for the field of a class, which runs with its constructor.
pub(super) fn scope_at(context: &Context<'_>, place: Span) -> Option<Scope> {
    if let Some(function) = function_at(context, place) {
        return Some(Scope::Function(function));
    }
    if context.layout.fields().around(place).next().is_some() {
        return None;
    }
    context.layout.units().around(place).next().map(|(_, unit)| Scope::Unit(unit))
}

pub(super) fn span_of(context: &Context<'_>, scope: Scope) -> Span {
    match scope {
        Scope::Unit(at) => context.model.facts.units[at].span,
        Scope::Function(function) => context.model.facts.function(function).span,
    }
}

pub(super) fn function_of(scope: Scope) -> Option<FunctionId> {
    match scope {
        Scope::Function(function) => Some(function),
        Scope::Unit(_) => None,
    }
}

/// What runs together with a span: its function, or else its script.
pub(super) fn scope_of(context: &Context<'_>, span: Span) -> Option<Span> {
    match function_at(context, span) {
        Some(function) => Some(context.model.facts.function(function).span),
        None => context.layout.units().around(span).next().map(|(unit, _)| unit),
    }
}

/// Whether a statement that may be left out, or left early, is around one span and not around the other.
pub(super) fn is_skippable_before(context: &Context<'_>, span: Span, later: Span) -> bool {
    let mut around = context.layout.statements().around(span).filter(|(around, _)| *around != span);
    around.any(|(around, id)| !around.contains(later) && is_conditional(&context.model.facts.statement(id).kind))
}

pub(super) fn is_conditional(kind: &StatementKind) -> bool {
    matches!(
        kind,
        StatementKind::If { .. }
            | StatementKind::For { .. }
            | StatementKind::ForEach { .. }
            | StatementKind::While { .. }
            | StatementKind::DoWhile { .. }
            | StatementKind::Switch { .. }
            | StatementKind::Try { .. }
    )
}
