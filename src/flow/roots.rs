//! Where code can start by itself.

use rustc_hash::FxHashSet;

use crate::facts::{ClassMember, ExprKind, FunctionId, MemberValue};
use crate::model::{FunctionUse, InstanceId, Model};
use crate::sdk::semantics::{COMPLETION_EVENTS, Completes};
use crate::syntax::Role;

/// A run that starts from nothing known.
#[derive(Debug)]
pub enum Root {
    /// Regions that run one after the other: the scripts of a page or of a component.
    Units(Vec<usize>),
    Function(FunctionId),
    /// A handler that the SDK calls when a scan of the instance has ended.
    CompletionEvent(FunctionId, InstanceId),
}

impl Root {
    pub fn completed(&self) -> Option<InstanceId> {
        match self {
            Self::CompletionEvent(_, instance) => Some(*instance),
            Self::Units(_) | Self::Function(_) => None,
        }
    }
}

pub fn of(model: &Model<'_>) -> Vec<Root> {
    let mut roots = Vec::new();
    let mut scripts = Vec::new();
    for (at, unit) in model.facts.units.iter().enumerate() {
        match unit.role {
            Role::ClassicScript | Role::ComponentScript { .. } => scripts.push(at),
            Role::File | Role::ModuleScript | Role::Handler { .. } | Role::Template => {
                roots.push(Root::Units(vec![at]))
            }
        }
    }
    if !scripts.is_empty() {
        roots.insert(0, Root::Units(scripts));
    }
    let public_methods = public_methods(model);
    for (function, _) in model.facts.functions() {
        roots.extend(start_of(model, function, &public_methods));
    }
    roots
}

/// How a function can be started from outside, if it can.
fn start_of(model: &Model<'_>, function: FunctionId, public_methods: &FxHashSet<FunctionId>) -> Option<Root> {
    let uses = model.functions.uses(function);
    let handled = uses.iter().find_map(|how| completion_event(model, *how));
    if let Some(instance) = handled {
        return Some(Root::CompletionEvent(function, instance));
    }
    let is_started_elsewhere = uses.iter().any(|how| !is_followed(model, *how));
    let starts = is_started_elsewhere || uses.is_empty() || public_methods.contains(&function);
    starts.then_some(Root::Function(function))
}

/// Whoever has the object may call a method of its class.
fn public_methods(model: &Model<'_>) -> FxHashSet<FunctionId> {
    let is_public = |member: &&ClassMember| member.key.is_none_or(|key| !model.facts.names.text(key).starts_with('#'));
    let members = model.facts.classes().flat_map(|(_, class)| &class.members).filter(is_public);
    members
        .filter_map(|member| match member.value {
            MemberValue::Method(method) | MemberValue::Getter(method) | MemberValue::Setter(method) => Some(method),
            MemberValue::Field(_) | MemberValue::StaticBlock(_) => None,
        })
        .collect()
}

/// Whether the interpreter comes to this use by itself.
fn is_followed(model: &Model<'_>, how: FunctionUse) -> bool {
    match how {
        FunctionUse::Called(_) => true,
        FunctionUse::Escapes | FunctionUse::Rendered { .. } | FunctionUse::Applied { .. } => false,
        FunctionUse::Argument { call, .. } => {
            let (ExprKind::Call { callee, .. } | ExprKind::New { callee, .. }) = model.facts.kind(call) else {
                return false;
            };
            if model.creation(call).is_some() || super::calls::is_promise_constructor(model, call) {
                return true;
            }
            if model.receiver(*callee).is_some() {
                return model.meaning(*callee).is_some_and(|member| member.completes != Completes::Sync);
            }
            if super::calls::is_timer_call(model, *callee) {
                return true;
            }
            match model.facts.kind(*callee) {
                ExprKind::Member { property, .. } => {
                    let name = model.facts.names.text(*property);
                    super::builtins::is_iteration(name) || matches!(name, "then" | "catch" | "finally")
                }
                _ => false,
            }
        }
    }
}

/// The instance whose completion event a function handles.
fn completion_event(model: &Model<'_>, how: FunctionUse) -> Option<InstanceId> {
    let FunctionUse::Argument { call, .. } = how else { return None };
    let ExprKind::Call { callee, arguments } = model.facts.kind(call) else { return None };
    let position = model.meaning(*callee)?.event?;
    let event = model.scopes.constant_text(model.facts, *arguments.get(position)?)?;
    let is_completion = COMPLETION_EVENTS.contains(&event);
    is_completion.then(|| model.receiver(*callee)).flatten()
}
