//! Where variables are used, and what a function does with its parameters.

use rustc_hash::FxHashMap;

use crate::facts::{BinaryOperator, ExprId, ExprKind, Facts, FunctionId, Name, StatementKind, UnaryOperator};
use crate::model::{BindingId, Parent};

use super::Context;

/// Every place in the file where a name stands for a variable.
fn places_of<'c>(context: &'c Context<'_>, name: Name) -> &'c [ExprId] {
    let facts = context.model.facts;
    let places = context.names().places.get_or_init(|| {
        let mut places: FxHashMap<Name, Vec<ExprId>> = FxHashMap::default();
        for (id, expr) in facts.exprs() {
            if let ExprKind::Name(name) = expr.kind {
                places.entry(name).or_default().push(id);
            }
        }
        places
    });
    places.get(&name).map_or(&[], Vec::as_slice)
}

/// Every place that names a variable.
pub(super) fn places_of_binding<'c>(context: &'c Context<'_>, binding: BindingId) -> impl Iterator<Item = ExprId> + 'c {
    let scopes = &context.model.scopes;
    let places = places_of(context, scopes.binding(binding).name).iter().copied();
    places.filter(move |&place| scopes.resolve(place) == Some(binding))
}

/// The same but the place that declares it.
pub(super) fn uses_of<'c>(context: &'c Context<'_>, declared: ExprId) -> impl Iterator<Item = ExprId> + 'c {
    let binding = context.model.scopes.resolve(declared);
    let places = binding.into_iter().flat_map(move |binding| places_of_binding(context, binding));
    places.filter(move |&place| place != declared)
}

/// Whether code asks there if the variable holds anything.
pub(super) fn is_asked_for(context: &Context<'_>, used: ExprId) -> bool {
    let facts = context.model.facts;
    match context.model.parents.of_expr(used) {
        Parent::Expr(parent) => match facts.kind(parent) {
            ExprKind::Logical { .. } => true,
            ExprKind::Conditional { test, .. } => *test == used,
            ExprKind::Unary { operator, .. } => matches!(operator, UnaryOperator::Not | UnaryOperator::Typeof),
            ExprKind::Binary { operator: BinaryOperator::Equal | BinaryOperator::NotEqual, left, right } => {
                is_nothing(facts, *left) || is_nothing(facts, *right)
            }
            _ => false,
        },
        Parent::Statement(statement) => matches!(
            facts.statement(statement).kind,
            StatementKind::If { .. } | StatementKind::While { .. } | StatementKind::DoWhile { .. }
        ),
        Parent::Other => false,
    }
}

fn is_nothing(facts: &Facts, expr: ExprId) -> bool {
    matches!(facts.kind(expr), ExprKind::Undefined | ExprKind::Null)
}

/// Whether a variable is joined to a text, or calculated with.
pub(super) fn is_joined(context: &Context<'_>, used: ExprId) -> bool {
    let Parent::Expr(parent) = context.model.parents.of_expr(used) else { return false };
    match context.model.facts.kind(parent) {
        ExprKind::Binary { operator, .. } => {
            !matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual | BinaryOperator::Other)
        }
        ExprKind::Template { .. } => true,
        _ => false,
    }
}

/// Whether a function looks at what it was called with by itself.
pub(super) fn reads_arguments(context: &Context<'_>, function: FunctionId) -> bool {
    let facts = context.model.facts;
    let Some(arguments) = facts.names.find("arguments") else { return false };
    let whole = facts.function(function).span;
    places_of(context, arguments).iter().any(|&place| whole.contains(context.span(place)))
}
