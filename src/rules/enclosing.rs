//! Where code stands: in which function, and under which conditions.

use crate::facts::{ExprKind, Facts, FunctionId, MemberValue, StatementId, StatementKind};
use crate::text::Span;

use super::Context;

/// The functions of a file by place: sorted by start, outer ones first.
pub(super) struct FunctionPlaces(Vec<(Span, FunctionId)>);

impl FunctionPlaces {
    pub fn of(facts: &Facts) -> Self {
        let mut places: Vec<_> = facts.functions().map(|(id, function)| (function.span, id)).collect();
        places.sort_unstable_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        Self(places)
    }
}

/// The innermost function that holds a span; `None` for top-level code.
pub(super) fn function_at(context: &Context<'_>, span: Span) -> Option<FunctionId> {
    let FunctionPlaces(places) = context.function_places();
    let end = places.partition_point(|(function, _)| function.start <= span.start);
    let around = places[..end].iter().rev().find(|(function, _)| function.contains(span) && *function != span);
    around.map(|(_, function)| *function)
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
    let facts = context.model.facts;
    if let Some(function) = function_at(context, place) {
        return Some(Scope::Function(function));
    }
    let is_field = |value: &MemberValue| match value {
        MemberValue::Field(Some(value)) => facts.span(*value).contains(place),
        _ => false,
    };
    let mut members = facts.classes().flat_map(|(_, class)| &class.members);
    if members.any(|member| is_field(&member.value)) {
        return None;
    }
    facts.units.iter().position(|unit| unit.span.contains(place)).map(Scope::Unit)
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
    let facts = context.model.facts;
    match function_at(context, span) {
        Some(function) => Some(facts.function(function).span),
        None => facts.units.iter().map(|unit| unit.span).find(|unit| unit.contains(span)),
    }
}

/// Whether a statement that may be left out, or left early, is around one span and not around the other.
pub(super) fn is_skippable_before(facts: &Facts, span: Span, later: Span) -> bool {
    facts.statements().any(|(_, statement)| {
        let is_around_one = statement.span.contains(span) && !statement.span.contains(later);
        is_around_one && statement.span != span && is_conditional(&statement.kind)
    })
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

/// The spans of code that runs on a condition: branches, the bodies of loops, the second side of `&&`, and what comes after a
/// statement that may leave the function early.
pub(super) fn branches(facts: &Facts) -> Vec<Span> {
    let mut found = Vec::new();
    let span = |id: StatementId| facts.statement(id).span;
    for (_, statement) in facts.statements() {
        match &statement.kind {
            StatementKind::If { consequent, alternate, .. } => {
                found.push(span(*consequent));
                found.extend(alternate.map(span));
            }
            StatementKind::For { body, .. }
            | StatementKind::ForEach { body, .. }
            | StatementKind::While { body, .. } => {
                found.push(span(*body));
            }
            StatementKind::Switch { cases, .. } => {
                found.extend(cases.iter().flat_map(|case| &case.body).map(|&id| span(id)));
            }
            StatementKind::Try { handler, .. } => found.extend(handler.map(span)),
            _ => {}
        }
    }
    for (_, expr) in facts.exprs() {
        match expr.kind {
            ExprKind::Conditional { consequent, alternate, .. } => {
                found.extend([facts.span(consequent), facts.span(alternate)]);
            }
            ExprKind::Logical { right, .. } => found.push(facts.span(right)),
            _ => {}
        }
    }
    found.extend(facts.functions().filter_map(|(_, function)| after_exit(facts, &function.body)));
    found
}

/// What of a function's body comes after a statement that may leave it.
fn after_exit(facts: &Facts, body: &[StatementId]) -> Option<Span> {
    let exits = |id: &&StatementId| match &facts.statement(**id).kind {
        StatementKind::If { consequent, alternate, .. } => {
            [Some(*consequent), *alternate].into_iter().flatten().any(|branch| leaves(facts, branch))
        }
        _ => false,
    };
    let exit = facts.statement(*body.iter().find(exits)?).span;
    let end = facts.statement(*body.last()?).span.end;
    (exit.end < end).then(|| Span::new(exit.end as usize, end as usize))
}

fn leaves(facts: &Facts, branch: StatementId) -> bool {
    match &facts.statement(branch).kind {
        StatementKind::Return(_) | StatementKind::Throw(_) => true,
        StatementKind::Block(body) => body.last().is_some_and(|last| {
            matches!(facts.statement(*last).kind, StatementKind::Return(_) | StatementKind::Throw(_))
        }),
        _ => false,
    }
}
