//! Which function a call runs, and how each function is used.

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, ExprMap, Facts, FunctionId};
use crate::sdk::api::ArgumentKind;

use super::binding::BindingKind;
use super::owners::Owners;
use super::scopes::Scopes;

/// One place that uses a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionUse {
    /// The callee of a call.
    Called(ExprId),
    /// The function of `f.call(this, ...)`, or of `f.apply(this, list)`.
    Applied { call: ExprId, is_list: bool },
    /// An argument of a call, by position from 0.
    Argument { call: ExprId, index: usize },
    /// The component of a tag of JSX: the place among [`Facts::elements`].
    Rendered { element: usize },
    /// A value that goes anywhere else.
    Escapes,
}

#[derive(Debug, Default)]
pub struct Functions {
    /// The function that an expression stands for.
    targets: ExprMap<FunctionId>,
    uses: FxHashMap<FunctionId, Vec<FunctionUse>>,
}

impl Functions {
    pub(super) fn of(facts: &Facts, scopes: &Scopes, owners: &Owners) -> Self {
        let mut functions = Self::default();
        for (expr, _) in facts.exprs() {
            if let Some(function) = target(facts, scopes, owners, expr) {
                functions.targets.insert(expr, function);
            }
        }
        let mut arguments = rustc_hash::FxHashSet::default();
        for &(call, _) in &scopes.calls {
            let (ExprKind::Call { callee, arguments: list } | ExprKind::New { callee, arguments: list }) =
                facts.kind(call)
            else {
                continue;
            };
            functions.note(*callee, FunctionUse::Called(call));
            if let Some((function, is_list)) = applied(facts, *callee) {
                functions.note(function, FunctionUse::Applied { call, is_list });
            }
            for (index, &argument) in list.iter().enumerate() {
                arguments.insert(argument);
                if index > 0 || wrapped(facts, call).is_none() {
                    functions.note(argument, FunctionUse::Argument { call, index });
                }
            }
        }
        for (at, element) in facts.elements.iter().enumerate() {
            functions.note(element.component, FunctionUse::Rendered { element: at });
        }
        let exported = scopes.exports.iter().map(|exported| exported.value);
        for escaped in scopes.escapes.iter().copied().chain(exported) {
            if !arguments.contains(&escaped) {
                functions.note(escaped, FunctionUse::Escapes);
            }
        }
        functions
    }

    fn note(&mut self, expr: ExprId, how: FunctionUse) {
        if let Some(&function) = self.targets.get(expr) {
            self.uses.entry(function).or_default().push(how);
        }
    }

    /// The function that an expression stands for, as far as that is certain.
    #[must_use]
    pub fn target(&self, expr: ExprId) -> Option<FunctionId> {
        self.targets.get(expr).copied()
    }

    /// What is known of an argument of a call.
    #[must_use]
    pub fn argument_kind(&self, facts: &Facts, argument: ExprId) -> ArgumentKind {
        if self.target(argument).is_some() {
            return ArgumentKind::Function;
        }
        match facts.kind(argument) {
            ExprKind::Undefined | ExprKind::Null => ArgumentKind::Nothing,
            ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Template { .. }
            | ExprKind::Object(_)
            | ExprKind::Array(_)
            | ExprKind::Update { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. } => ArgumentKind::Value,
            _ => ArgumentKind::Unknown,
        }
    }

    #[must_use]
    pub fn uses(&self, function: FunctionId) -> &[FunctionUse] {
        self.uses.get(&function).map_or(&[], Vec::as_slice)
    }
}

/// The function that `f.call` or `f.apply` runs, and whether it is given its arguments as a list.
fn applied(facts: &Facts, callee: ExprId) -> Option<(ExprId, bool)> {
    let ExprKind::Member { object, property, .. } = facts.kind(callee) else { return None };
    match facts.names.text(*property) {
        "call" => Some((*object, false)),
        "apply" => Some((*object, true)),
        _ => None,
    }
}

fn target(facts: &Facts, scopes: &Scopes, owners: &Owners, expr: ExprId) -> Option<FunctionId> {
    match facts.kind(expr) {
        ExprKind::Function(function) => Some(*function),
        ExprKind::Name(_) => of_binding(facts, scopes, expr),
        ExprKind::Member { object, property, .. } => match scopes.resolve(expr) {
            Some(_) => of_binding(facts, scopes, expr),
            None => {
                let owner = owners.owner(facts, scopes, *object)?;
                let named = || of_binding(facts, scopes, owners.only_value(owner, *property)?);
                owners.method(facts, owner, *property).or_else(named)
            }
        },
        ExprKind::Call { callee, .. } => match facts.kind(*callee) {
            // `handler.bind(this)` runs as `handler` does.
            ExprKind::Member { object, property, .. } if facts.names.text(*property) == "bind" => {
                target(facts, scopes, owners, *object)
            }
            _ => target(facts, scopes, owners, wrapped(facts, expr)?),
        },
        _ => None,
    }
}

fn of_binding(facts: &Facts, scopes: &Scopes, name: ExprId) -> Option<FunctionId> {
    let binding = scopes.binding(scopes.resolve(name)?);
    match binding.kind {
        BindingKind::Function(function) if binding.writes.is_empty() => Some(function),
        _ => {
            let value = binding.only_value()?;
            match facts.kind(wrapped(facts, value).unwrap_or(value)) {
                ExprKind::Function(function) => Some(*function),
                _ => None,
            }
        }
    }
}

/// What makes a component of React of another that is given the same.
const WRAPPERS: [&str; 3] = ["memo", "forwardRef", "observer"];

/// The component that a call wraps: `memo(View)`, `React.forwardRef((props, ref) => …)`.
fn wrapped(facts: &Facts, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, arguments } = facts.kind(call) else { return None };
    let (ExprKind::Name(name) | ExprKind::Member { property: name, .. }) = facts.kind(*callee) else { return None };
    arguments.first().copied().filter(|_| WRAPPERS.contains(&facts.names.text(*name)))
}
