use crate::facts::{AssignOperator, ExprId, ExprKind, Facts, Name, Pattern};
use crate::report::Severity;
use crate::sdk::api::{Member, Receiver};
use crate::text::Span;

use super::instance::InstanceId;
use super::parents::{Parent, Parents};

/// A place where code names a member of an object of the SDK.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The member expression.
    pub expr: ExprId,
    pub object: ExprId,
    pub name: Name,
    pub name_span: Span,
    /// The type of the object.
    pub on: Receiver,
    /// The member of that name, in whatever release.
    pub member: Option<Member>,
    /// Whether the object is the SDK's for certain, and not only called like an instance, or reached through one that is.
    pub is_known: bool,
    /// The instance that the object is, or that it was reached through.
    pub instance: Option<InstanceId>,
    pub usage: Usage,
}

/// What code does with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// The callee of this call.
    Call(ExprId),
    /// Constructed by this `new`.
    New(ExprId),
    /// Given a value, by this expression; the value where it is a plain `=`.
    Write {
        by: ExprId,
        value: Option<ExprId>,
    },
    Read,
}

impl Access {
    /// The severity of a finding that judges the API itself: lower on an object that is only called like the SDK's.
    #[must_use]
    pub fn severity(&self, on_known: Severity) -> Severity {
        if self.is_known { on_known } else { on_known.lowered() }
    }

    /// The call that it is the callee of.
    #[must_use]
    pub fn call(&self) -> Option<ExprId> {
        match self.usage {
            Usage::Call(call) => Some(call),
            _ => None,
        }
    }
}

pub(super) fn usage(facts: &Facts, parents: &Parents, member: ExprId) -> Usage {
    let Parent::Expr(parent) = parents.of_expr(member) else { return Usage::Read };
    match facts.kind(parent) {
        ExprKind::Call { callee, .. } if *callee == member => Usage::Call(parent),
        ExprKind::New { callee, .. } if *callee == member => Usage::New(parent),
        ExprKind::Update { .. } => Usage::Write { by: parent, value: None },
        ExprKind::Assign { target, operator, value } => match target {
            Pattern::Target(target) if *target == member => {
                let value = (*operator == AssignOperator::Plain).then_some(*value);
                Usage::Write { by: parent, value }
            }
            _ if is_target(target, member) => Usage::Write { by: parent, value: None },
            _ => Usage::Read,
        },
        _ => Usage::Read,
    }
}

fn is_target(pattern: &Pattern, expr: ExprId) -> bool {
    let mut found = false;
    pattern.each_target(&mut |target| found |= target == expr);
    found
}
