//! Loops that count up to the number of images in the buffer.

use crate::facts::{AssignOperator, BinaryOperator, ExprId, ExprKind, Facts, Pattern, StatementId, StatementKind};
use crate::model::{BindingId, InstanceId};

use super::Context;
use super::images::is_image_count;

/// `for (let i = 0; i < DWObject.HowManyImagesInBuffer; i++)`, or the same as a `while`.
pub(super) struct ImageLoop {
    pub statement: StatementId,
    pub counter: BindingId,
    pub instance: InstanceId,
    pub init: Option<StatementId>,
    pub test: ExprId,
    pub update: Option<ExprId>,
    pub body: StatementId,
    /// What the counter is compared with: the number of images, or the last index.
    pub bound: ExprId,
    /// Whether the bound is the last index, and the counter may reach it.
    pub is_inclusive: bool,
    /// Whether the number was taken before the loop.
    pub is_cached: bool,
}

impl ImageLoop {
    pub fn of(context: &Context<'_>, statement: StatementId) -> Option<Self> {
        let (init, test, update, body) = match &context.model.facts.statement(statement).kind {
            StatementKind::For { init, test, update, body } => (*init, (*test)?, *update, *body),
            StatementKind::While { test, body } => (None, *test, None, *body),
            _ => return None,
        };
        let ExprKind::Binary { operator, left, right } = *context.model.facts.kind(test) else { return None };
        let (counter, bound, is_inclusive) = match operator {
            BinaryOperator::Less => (left, right, false),
            BinaryOperator::LessEqual => (left, right, true),
            BinaryOperator::Greater => (right, left, false),
            BinaryOperator::GreaterEqual => (right, left, true),
            _ => return None,
        };
        let count = if is_inclusive { one_less(context.model.facts, bound)? } else { bound };
        let (read, is_cached) = count_read(context, count)?;
        let counter = context.model.scopes.resolve(counter)?;
        let instance = context.model.receiver(read)?;
        Some(Self { statement, counter, instance, init, test, update, body, bound, is_inclusive, is_cached })
    }

    /// By how much an expression changes the counter, when it does; `Some(None)` for a change that is not understood.
    pub fn change(&self, context: &Context<'_>, expr: ExprId) -> Option<Option<i32>> {
        let facts = context.model.facts;
        let is_counter = |target: ExprId| context.model.scopes.resolve(target) == Some(self.counter);
        let text = || context.text(context.span(expr));
        match facts.kind(expr) {
            ExprKind::Update { target } if is_counter(*target) => {
                Some(Some(if text().contains("--") { -1 } else { 1 }))
            }
            ExprKind::Assign { target: Pattern::Target(target), operator, value } if is_counter(*target) => {
                Some(match operator {
                    AssignOperator::Arithmetic => match facts.kind(*value) {
                        ExprKind::Number(1.0) if text().contains("+=") => Some(1),
                        ExprKind::Number(1.0) if text().contains("-=") => Some(-1),
                        _ => None,
                    },
                    AssignOperator::Plain => self.stepped(context, *value),
                    AssignOperator::Logical(_) => None,
                })
            }
            _ => None,
        }
    }

    /// `i + 1` and `i - 1`
    fn stepped(&self, context: &Context<'_>, value: ExprId) -> Option<i32> {
        let ExprKind::Binary { operator, left, right } = *context.model.facts.kind(value) else { return None };
        let is_by_one = matches!(context.model.facts.kind(right), ExprKind::Number(1.0));
        let is_from_counter = context.model.scopes.resolve(left) == Some(self.counter);
        match operator {
            BinaryOperator::Add if is_by_one && is_from_counter => Some(1),
            BinaryOperator::Subtract if is_by_one && is_from_counter => Some(-1),
            _ => None,
        }
    }
}

/// The number that one is taken from.
fn one_less(facts: &Facts, bound: ExprId) -> Option<ExprId> {
    match facts.kind(bound) {
        ExprKind::Binary { operator: BinaryOperator::Subtract, left, right } => {
            matches!(facts.kind(*right), ExprKind::Number(1.0)).then_some(*left)
        }
        _ => None,
    }
}

/// Where the number of images is read, and whether that was before.
fn count_read(context: &Context<'_>, count: ExprId) -> Option<(ExprId, bool)> {
    if is_image_count(context, count) {
        return Some((count, false));
    }
    let scopes = &context.model.scopes;
    let held = scopes.binding(scopes.resolve(count)?).only_value()?;
    is_image_count(context, held).then_some((held, true))
}
