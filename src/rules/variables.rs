//! Where variables are used, and what a function does with its parameters.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{BinaryOperator, ExprId, ExprKind, Facts, FunctionId, Name, StatementKind, UnaryOperator};
use crate::model::{BindingId, Parent};
use crate::text::Span;

use super::Context;
use super::enclosing::function_at;

/// Where a file names its variables, and what it does with their members.
#[derive(Default)]
pub(super) struct Places {
    by_variable: FxHashMap<BindingId, Vec<ExprId>>,
    /// Where code looks at what the function around was called with.
    arguments: Vec<Span>,
    /// Member expressions by the name of the member.
    members: FxHashMap<Name, Vec<ExprId>>,
    /// Objects of which a member is given a value there.
    written: FxHashSet<ExprId>,
    written_keys: FxHashSet<(BindingId, Name)>,
    /// Where code asks if a variable holds anything: in which function.
    asked: FxHashSet<(BindingId, Option<FunctionId>)>,
}

impl Places {
    fn of(context: &Context<'_>) -> Self {
        let model = context.model;
        let arguments = model.facts.names.find("arguments");
        let mut places = Self::default();
        for (id, expr) in model.facts.exprs() {
            match expr.kind {
                ExprKind::Name(name) if Some(name) == arguments => places.arguments.push(expr.span),
                ExprKind::Name(_) => {}
                ExprKind::Member { property, .. } => places.members.entry(property).or_default().push(id),
                _ => continue,
            }
            // A member may be a variable as well, as `app.unit` of an object that holds the program.
            let Some(variable) = model.scopes.resolve(id) else { continue };
            places.by_variable.entry(variable).or_default().push(id);
            if is_asked_for(context, id) {
                places.asked.insert((variable, function_at(context, expr.span)));
            }
        }
        places.by_variable.values_mut().for_each(|ids| ids.sort_by_key(|&id| model.facts.span(id)));
        for write in &model.scopes.member_writes {
            places.written.insert(write.object);
            places.written_keys.extend(model.scopes.resolve(write.object).map(|variable| (variable, write.property)));
        }
        places
    }
}

fn places<'c>(context: &'c Context<'_>) -> &'c Places {
    context.names().places.get_or_init(|| Places::of(context))
}

/// Every place that names a variable, in source order.
pub(super) fn places_of<'c>(context: &'c Context<'_>, variable: BindingId) -> impl Iterator<Item = ExprId> + 'c {
    places(context).by_variable.get(&variable).into_iter().flatten().copied()
}

/// Those that begin behind an offset.
pub(super) fn places_behind<'c>(
    context: &'c Context<'_>,
    variable: BindingId,
    offset: u32,
) -> impl Iterator<Item = ExprId> + 'c {
    let all = places(context).by_variable.get(&variable).map_or(&[][..], Vec::as_slice);
    let from = all.partition_point(|&place| context.span(place).start <= offset);
    all[from..].iter().copied()
}

/// Whether a function asks somewhere if a variable holds anything; `None`: code outside of functions.
pub(super) fn is_asked_in(context: &Context<'_>, variable: BindingId, function: Option<FunctionId>) -> bool {
    places(context).asked.contains(&(variable, function))
}

/// The same but the place that declares it.
pub(super) fn uses_of<'c>(context: &'c Context<'_>, declared: ExprId) -> impl Iterator<Item = ExprId> + 'c {
    let binding = context.model.scopes.resolve(declared);
    let places = binding.into_iter().flat_map(move |binding| places_of(context, binding));
    places.filter(move |&place| place != declared)
}

/// Every place that names a member so, on whatever object.
pub(super) fn members_named<'c>(context: &'c Context<'_>, name: Name) -> impl Iterator<Item = ExprId> + 'c {
    places(context).members.get(&name).into_iter().flatten().copied()
}

/// Whether a member of the object is given a value there.
pub(super) fn is_member_written(context: &Context<'_>, object: ExprId) -> bool {
    places(context).written.contains(&object)
}

/// Whether the file gives a key of what a variable holds a value.
pub(super) fn is_key_written(context: &Context<'_>, variable: BindingId, key: Name) -> bool {
    places(context).written_keys.contains(&(variable, key))
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
    let whole = context.model.facts.function(function).span;
    places(context).arguments.iter().any(|&place| whole.contains(place))
}
