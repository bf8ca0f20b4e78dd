//! Lists of indices that name every image of the buffer.

use crate::facts::{BinaryOperator, ExprId, ExprKind, Pattern, StatementId, StatementKind};
use crate::model::{Access, BindingId, Usage};
use crate::sdk::semantics::{SELECT_ALL, SELECT_OTHERS, SELECTED};
use crate::text::Span;

use super::Context;
use super::enclosing::{is_skippable_before, scope_of};
use super::images::is_image_count;

/// Variables that hold a list are followed this far.
const MAX_DEPTH: usize = 8;

/// What makes a list name every image, when something does.
pub(super) fn because(context: &Context<'_>, list: ExprId) -> Option<Span> {
    because_at(context, list, MAX_DEPTH)
}

fn because_at(context: &Context<'_>, list: ExprId, depth: usize) -> Option<Span> {
    let depth = depth.checked_sub(1)?;
    let model = context.model;
    match model.facts.kind(list) {
        ExprKind::Call { callee, arguments } => {
            let selects = model.access(*callee).is_some_and(|access| is_named(context, access, SELECT_ALL));
            let counts = is_array_from(context, *callee) && {
                let given = *arguments.first()?;
                counts_all(context, given) || are_all_keys(context, given)
            };
            (selects || counts).then(|| context.span(list))
        }
        ExprKind::Array(items) => match (&**items, items.first().map(|&item| model.facts.kind(item))) {
            ([_], Some(ExprKind::Spread(spread))) if are_all_keys(context, *spread) => Some(context.span(list)),
            ([_], Some(ExprKind::Spread(spread))) => because_at(context, *spread, depth),
            _ => None,
        },
        ExprKind::Member { .. } => selected_before(context, list),
        ExprKind::Name(_) => {
            let binding = model.scopes.resolve(list)?;
            let value = model.scopes.binding(binding).only_value()?;
            match model.facts.kind(value) {
                ExprKind::Array(items) if items.is_empty() => filled_in_loop(context, binding, context.span(list)),
                _ => because_at(context, value, depth),
            }
        }
        _ => None,
    }
}

fn is_named(context: &Context<'_>, access: &Access, name: &str) -> bool {
    access.instance.is_some() && context.model.facts.names.text(access.name) == name
}

/// The selected images, after a statement of the same function that selects all.
fn selected_before(context: &Context<'_>, list: ExprId) -> Option<Span> {
    let model = context.model;
    let used = model.access(list).filter(|access| is_named(context, access, SELECTED))?;
    let place = context.span(list);
    let scope = scope_of(context, place)?;
    let before =
        |name| uses_before(context, name, place).take_while(|access| scope.contains(context.span(access.expr)));
    let same = |access: &&Access| access.instance == used.instance;
    let is_statement = |access: &&Access| access.call().is_some_and(|call| context.is_statement(call));
    let all = before(SELECT_ALL).filter(same).find(is_statement)?;
    let since = context.span(all.expr);
    let is_changed = SELECT_OTHERS.iter().any(|&name| {
        let mut later = before(name).take_while(|access| context.span(access.expr).start > since.start).filter(same);
        later.any(|access| access.call().is_some() || matches!(access.usage, Usage::Write { .. }))
    });
    let is_certain = !is_changed && !is_skippable_before(context, since, place);
    (is_certain && scope_of(context, since) == Some(scope)).then_some(since)
}

/// Where a member is named before a place, the nearest first.
fn uses_before<'a>(context: &Context<'a>, member: &str, place: Span) -> impl Iterator<Item = &'a Access> {
    let all = context.accesses_named(member);
    let before = all.partition_point(|access| context.span(access.expr).end <= place.start);
    all[..before].iter().rev().copied()
}

/// `Array.from`
fn is_array_from(context: &Context<'_>, callee: ExprId) -> bool {
    let facts = context.model.facts;
    let ExprKind::Member { object, property, .. } = facts.kind(callee) else { return false };
    let is_array = matches!(facts.kind(*object), ExprKind::Name(name) if facts.names.text(*name) == "Array");
    is_array && facts.names.text(*property) == "from"
}

/// `{ length: DWObject.HowManyImagesInBuffer }`
fn counts_all(context: &Context<'_>, given: ExprId) -> bool {
    let facts = context.model.facts;
    let ExprKind::Object(properties) = facts.kind(given) else { return false };
    let [length] = &**properties else { return false };
    length.key.is_some_and(|key| facts.names.text(key) == "length") && is_count(context, length.value)
}

/// `Array(DWObject.HowManyImagesInBuffer).keys()`
fn are_all_keys(context: &Context<'_>, given: ExprId) -> bool {
    let facts = context.model.facts;
    let ExprKind::Call { callee, .. } = facts.kind(given) else { return false };
    let ExprKind::Member { object, property, .. } = facts.kind(*callee) else { return false };
    let (ExprKind::Call { callee: made_by, arguments } | ExprKind::New { callee: made_by, arguments }) =
        facts.kind(*object)
    else {
        return false;
    };
    let is_array = matches!(facts.kind(*made_by), ExprKind::Name(name) if facts.names.text(*name) == "Array");
    is_array && facts.names.text(*property) == "keys" && matches!(&**arguments, [count] if is_count(context, *count))
}

/// The number of images, or a variable that holds it.
pub(super) fn is_count(context: &Context<'_>, value: ExprId) -> bool {
    let scopes = &context.model.scopes;
    let held = scopes.resolve(value).and_then(|binding| scopes.binding(binding).only_value());
    is_image_count(context, value) || held.is_some_and(|held| is_image_count(context, held))
}

/// `for (let i = 0; i < count; i++) list.push(i);`, where no condition may leave it out before the list is used.
fn filled_in_loop(context: &Context<'_>, list: BindingId, used: Span) -> Option<Span> {
    let facts = context.model.facts;
    facts.statements().find_map(|(_, statement)| {
        let StatementKind::For { init: Some(init), test: Some(test), body, .. } = &statement.kind else { return None };
        let counter = counter_from_zero(context, *init)?;
        let goes_over_all = match facts.kind(*test) {
            ExprKind::Binary { operator: BinaryOperator::Less, left, right } => {
                context.model.scopes.resolve(*left) == Some(counter) && is_count(context, *right)
            }
            _ => false,
        };
        let statements = match &facts.statement(*body).kind {
            StatementKind::Block(statements) => &**statements,
            _ => std::slice::from_ref(body),
        };
        let leaves = statements.iter().any(|&id| !is_plain(context, id));
        let pushes = statements.iter().any(|&id| pushes(context, id, list, counter));
        let is_certain = !leaves && !is_skippable_before(context, statement.span, used);
        (goes_over_all && pushes && is_certain).then_some(context.span(*test))
    })
}

fn is_plain(context: &Context<'_>, statement: StatementId) -> bool {
    matches!(
        context.model.facts.statement(statement).kind,
        StatementKind::Expression(_) | StatementKind::Declare { .. } | StatementKind::Empty
    )
}

fn counter_from_zero(context: &Context<'_>, init: StatementId) -> Option<BindingId> {
    let facts = context.model.facts;
    let (target, value) = match &facts.statement(init).kind {
        StatementKind::Declare { declarations, .. } => match declarations.first() {
            Some(first) => (&first.target, first.value?),
            None => return None,
        },
        StatementKind::Expression(expr) => match facts.kind(*expr) {
            ExprKind::Assign { target, value, .. } => (target, *value),
            _ => return None,
        },
        _ => return None,
    };
    let Pattern::Target(target) = target else { return None };
    let is_zero = matches!(facts.kind(value), ExprKind::Number(number) if *number == 0.0);
    context.model.scopes.resolve(*target).filter(|_| is_zero)
}

/// `list.push(i)`
fn pushes(context: &Context<'_>, statement: StatementId, list: BindingId, counter: BindingId) -> bool {
    let (facts, scopes) = (context.model.facts, &context.model.scopes);
    let StatementKind::Expression(expr) = facts.statement(statement).kind else { return false };
    let ExprKind::Call { callee, arguments } = facts.kind(expr) else { return false };
    let ExprKind::Member { object, property, .. } = facts.kind(*callee) else { return false };
    let is_counter = matches!(&**arguments, [only] if scopes.resolve(*only) == Some(counter));
    is_counter && scopes.resolve(*object) == Some(list) && facts.names.text(*property) == "push"
}
