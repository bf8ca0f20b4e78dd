//! Which images a value names: one by its index, or several by a list.

use crate::facts::{BinaryOperator, ExprId, ExprKind, UnaryOperator};
use crate::sdk::api::{Form, Indices};
use crate::sdk::semantics::{self, Role};
use crate::sdk::values::OTHER_INDEX_PARAMETERS;

use super::Context;
use super::inputs::Slot;
use super::members::forms;

/// Variables that hold a value are followed this far.
const MAX_DEPTH: usize = 8;

/// What a place takes; `None` where it takes something else, or either.
pub(super) fn wanted(context: &Context<'_>, slot: &Slot) -> Option<Indices> {
    let (name, indices) = match slot {
        Slot::Argument { params, .. } => {
            let first = params.first()?;
            let is_same = params.iter().all(|param| param.indices() == first.indices());
            (first.name(), first.indices().filter(|_| is_same))
        }
        Slot::Key(key) => (key.name(), Indices::of(key.name(), slot.type_now(context)?)),
        Slot::Property(_) => return None,
    };
    indices.filter(|_| !OTHER_INDEX_PARAMETERS.contains(&name))
}

/// Whether a value is a number or an array, as far as that is certain.
pub(super) fn shape(context: &Context<'_>, value: ExprId) -> Option<Indices> {
    shape_at(context, value, MAX_DEPTH)
}

fn shape_at(context: &Context<'_>, value: ExprId, depth: usize) -> Option<Indices> {
    let depth = depth.checked_sub(1)?;
    let model = context.model;
    match model.facts.kind(value) {
        ExprKind::Number(_) | ExprKind::Update { .. } => Some(Indices::One),
        ExprKind::Unary { operator: UnaryOperator::Minus | UnaryOperator::Plus, .. } => Some(Indices::One),
        ExprKind::Binary { operator: BinaryOperator::Subtract | BinaryOperator::Multiply, .. } => Some(Indices::One),
        ExprKind::Binary { operator: BinaryOperator::Add, left, right } => {
            let is_number = |side: &ExprId| shape_at(context, *side, depth) == Some(Indices::One);
            (is_number(left) && is_number(right)).then_some(Indices::One)
        }
        ExprKind::Array(_) => Some(Indices::Many),
        ExprKind::Member { .. } => of_member(context, value),
        ExprKind::Call { callee, .. } => of_member(context, *callee),
        ExprKind::Name(_) => shape_at(context, model.scopes.binding(model.scopes.resolve(value)?).only_value()?, depth),
        _ => None,
    }
}

/// What a property of the SDK holds, or a method of it gives.
fn of_member(context: &Context<'_>, member: ExprId) -> Option<Indices> {
    let member = context.model.access(member)?.member?;
    let mut types = forms(context, member).into_iter().map(Form::type_text);
    let first = types.next()?;
    let indices = match first {
        "number" => Indices::One,
        "number[]" => Indices::Many,
        _ => return None,
    };
    types.all(|other| other == first).then_some(indices)
}

/// Whether a value is the number of images in the buffer of an instance: one more than the last index.
pub(super) fn is_image_count(context: &Context<'_>, value: ExprId) -> bool {
    let Some(access) = context.model.access(value) else { return false };
    let is_on_instance = context.model.receiver(value).is_some();
    is_on_instance && semantics::role(context.model.facts.names.text(access.name)) == Some(Role::ImageCount)
}
