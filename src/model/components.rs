//! Objects that are one object at run time: a component of Vue, a store, and the parts that its `this` is made of.

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Facts, FunctionId, StatementKind};

use super::binding::This;
use super::scopes::Scopes;

/// The literals inside of a component whose functions run on it.
const METHODS: [&str; 3] = ["methods", "actions", "watch"];
/// Functions there give a property its value.
const GETTERS: [&str; 2] = ["computed", "getters"];
/// What it holds: a literal, or a function that returns one.
const DATA: [&str; 3] = ["data", "state", "setup"];

/// Which literal is a part of which component.
#[derive(Debug, Default)]
pub struct Components {
    wholes: FxHashMap<ExprId, ExprId>,
    /// The parts whose functions are getters.
    getters: Vec<ExprId>,
    /// The literals that `setup` returns: references in them are seen as what they hold.
    set_up: Vec<ExprId>,
}

impl Components {
    pub fn of(facts: &Facts, scopes: &Scopes) -> Self {
        let mut components = Self::default();
        for (whole, expr) in facts.exprs() {
            let ExprKind::Object(properties) = &expr.kind else { continue };
            for property in properties {
                let Some(key) = property.key.map(|key| facts.names.text(key)) else { continue };
                let is_among = |names: &[&str]| names.contains(&key);
                match facts.kind(property.value) {
                    ExprKind::Object(_) if is_among(&METHODS) || is_among(&DATA) => {
                        components.wholes.insert(property.value, whole);
                    }
                    ExprKind::Object(_) if is_among(&GETTERS) => {
                        components.wholes.insert(property.value, whole);
                        components.getters.push(property.value);
                    }
                    ExprKind::Function(function) if is_among(&DATA) => {
                        let returned = returned_literals(facts, scopes, *function);
                        for literal in returned {
                            components.wholes.insert(literal, whole);
                            components.set_up.extend(Some(literal).filter(|_| key == "setup"));
                        }
                    }
                    _ => {}
                }
            }
        }
        components
    }

    /// The component that a literal is a part of, or the literal itself.
    pub fn whole(&self, literal: ExprId) -> ExprId {
        self.wholes.get(&literal).copied().unwrap_or(literal)
    }

    pub fn is_set_up(&self, literal: ExprId) -> bool {
        self.set_up.contains(&literal)
    }

    pub fn holds_getters(&self, literal: ExprId) -> bool {
        self.getters.contains(&literal)
    }
}

/// The component that a file is: the literal or class that it exports by default, as it is or as an argument.
pub fn exported(facts: &Facts) -> This {
    let statements = facts.units.iter().flat_map(|unit| &unit.body).map(|&it| &facts.statement(it).kind);
    let exports = statements.clone().filter_map(|statement| match statement {
        StatementKind::Export(exported) => Some(exported),
        _ => None,
    });
    let default = exports.flatten().find(|exported| facts.names.text(exported.name) == "default");
    let component = default.and_then(|exported| match facts.kind(exported.value) {
        ExprKind::Name(name) => {
            let mut classes = statements.filter_map(|statement| match statement {
                StatementKind::Class(class) => Some(*class),
                _ => None,
            });
            let is_it = |named: ExprId| matches!(facts.kind(named), ExprKind::Name(other) if other == name);
            classes.find(|class| facts.class(*class).name.is_some_and(is_it)).map(This::Class)
        }
        ExprKind::Class(class) => Some(This::Class(*class)),
        ExprKind::Object(_) => Some(This::Object(exported.value)),
        ExprKind::Call { arguments, .. } => {
            let is_literal = |argument: &&ExprId| matches!(facts.kind(**argument), ExprKind::Object(_));
            arguments.iter().find(is_literal).copied().map(This::Object)
        }
        _ => None,
    });
    component.unwrap_or(if facts.is_component() { This::Component } else { This::Global })
}

fn returned_literals<'a>(
    facts: &'a Facts,
    scopes: &'a Scopes,
    function: FunctionId,
) -> impl Iterator<Item = ExprId> + 'a {
    let returned = scopes.returns.get(&function).map_or(&[][..], Vec::as_slice);
    returned.iter().copied().filter(|&value| matches!(facts.kind(value), ExprKind::Object(_)))
}
