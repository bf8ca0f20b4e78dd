//! What a file does not take for granted: it asks whether it is there, or puts it there itself.

use rustc_hash::FxHashSet;

use crate::facts::{BinaryOperator, ExprId, ExprKind, Facts, Name, StatementKind, UnaryOperator};
use crate::model::{Access, Model, Parent, Usage};

use super::spelling::spelled;

/// Paths into the library, and names of members, that a file asks for or adds.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    paths: FxHashSet<&'a str>,
    members: FxHashSet<Name>,
    /// Those asked of an object that is not known to have them.
    doubted: FxHashSet<Name>,
    /// Members that the file gives a value, on whatever object, and those of the SDK's objects that it uses otherwise.
    written: FxHashSet<Name>,
    used: FxHashSet<Name>,
    /// Members that the file adds to objects of the SDK that do not have them.
    added: FxHashSet<Name>,
    /// Names of objects that members are added to out of sight.
    extended: FxHashSet<Name>,
    /// Member expressions that name a member of the SDK's.
    had: FxHashSet<ExprId>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(model: &'a Model<'_>) -> Self {
        let mut asked = Self::default();
        asked.written.extend(model.scopes.member_writes.iter().map(|write| write.property));
        model.accesses().iter().for_each(|access| asked.note(access));
        for (id, expr) in model.facts.exprs() {
            asked.read(model, id, &expr.kind);
        }
        for (_, statement) in model.facts.statements() {
            if let Some(test) = test_of(&statement.kind) {
                asked.tests(model, test);
            }
        }
        asked
    }

    /// Whether the file gives a path such as `Dynamsoft.DWT.EnumDWT_Mine` a value, or asks whether it is there.
    #[must_use]
    pub fn has_path(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether the file asks, of whatever object, if it has a member of that name: `if (d.x)`, `typeof d.x`, `"x" in d`.
    #[must_use]
    pub fn has_member(&self, name: Name) -> bool {
        self.members.contains(&name)
    }

    /// The same of an object that is not known to have it: the value of a setting may be asked for on the object that has it.
    #[must_use]
    pub fn doubts_member(&self, name: Name) -> bool {
        self.doubted.contains(&name)
    }

    /// Whether the file gives some object's member of that name a value.
    #[must_use]
    pub fn is_written(&self, name: Name) -> bool {
        self.written.contains(&name)
    }

    /// Whether the file reads or calls a member of that name on an object of the SDK.
    #[must_use]
    pub fn is_used(&self, name: Name) -> bool {
        self.used.contains(&name)
    }

    /// Whether the file adds a member of that name to an object of the SDK that does not have it.
    #[must_use]
    pub fn is_added(&self, name: Name) -> bool {
        self.added.contains(&name)
    }

    /// Whether the file adds members to the object that an expression names, and which is not seen.
    #[must_use]
    pub fn is_extended(&self, facts: &Facts, object: ExprId) -> bool {
        last_name(facts, object).is_some_and(|name| self.extended.contains(&name))
    }

    fn note(&mut self, access: &Access) {
        if access.member.is_some() {
            self.had.insert(access.expr);
        }
        match access.usage {
            Usage::Write { .. } if access.member.is_none() => _ = self.added.insert(access.name),
            Usage::Write { .. } => {}
            Usage::Call(_) | Usage::New(_) | Usage::Read => _ = self.used.insert(access.name),
        }
    }

    fn read(&mut self, model: &'a Model<'_>, id: ExprId, kind: &'a ExprKind) {
        match kind {
            ExprKind::Assign { target, .. } => {
                target.each_target(&mut |target| {
                    self.paths.extend(changed(model, target));
                    if let ExprKind::Index { object, .. } = model.facts.kind(target) {
                        self.extended.extend(last_name(model.facts, *object));
                    }
                });
            }
            ExprKind::Call { callee, arguments } if extends(model, *callee) => {
                if let Some(&object) = arguments.first() {
                    self.paths.extend(model.path(object));
                    self.extended.extend(last_name(model.facts, object));
                }
            }
            ExprKind::Logical { left, right, .. } => {
                self.tests(model, *left);
                if is_condition(model, id) {
                    self.tests(model, *right);
                }
            }
            ExprKind::Conditional { test: asked, .. }
            | ExprKind::Unary { operator: UnaryOperator::Not | UnaryOperator::Typeof, operand: asked } => {
                self.tests(model, *asked);
            }
            ExprKind::Binary { operator, left, right } => match operator {
                BinaryOperator::Equal | BinaryOperator::NotEqual if is_nothing(model.facts, *right) => {
                    self.tests(model, *left);
                }
                BinaryOperator::Equal | BinaryOperator::NotEqual if is_nothing(model.facts, *left) => {
                    self.tests(model, *right);
                }
                // `"name" in object`
                BinaryOperator::Other => {
                    if let ExprKind::String(name) = model.facts.kind(*left) {
                        self.paths.extend(model.path(*right));
                        self.members.extend(model.facts.names.find(name));
                        self.doubted.extend(model.facts.names.find(name));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn tests(&mut self, model: &'a Model<'_>, expr: ExprId) {
        self.paths.extend(model.path(expr));
        if let ExprKind::Member { property, .. } = model.facts.kind(expr) {
            self.members.insert(*property);
            if !self.had.contains(&expr) {
                self.doubted.insert(*property);
            }
        }
    }
}

fn test_of(statement: &StatementKind) -> Option<ExprId> {
    match statement {
        StatementKind::If { test, .. } | StatementKind::While { test, .. } | StatementKind::DoWhile { test, .. } => {
            Some(*test)
        }
        _ => None,
    }
}

/// Whether an expression is a condition, or a part of one.
fn is_condition(model: &Model<'_>, expr: ExprId) -> bool {
    match model.parents.of_expr(expr) {
        Parent::Expr(parent) => match model.facts.kind(parent) {
            ExprKind::Logical { .. } | ExprKind::Unary { operator: UnaryOperator::Not, .. } => true,
            ExprKind::Conditional { test, .. } => *test == expr,
            _ => false,
        },
        Parent::Statement(statement) => test_of(&model.facts.statement(statement).kind).is_some(),
        Parent::Other => false,
    }
}

fn changed<'a>(model: &'a Model<'_>, target: ExprId) -> Option<&'a str> {
    match model.facts.kind(target) {
        ExprKind::Index { object, .. } => model.path(*object),
        _ => spelled(model, target).map(|(path, _)| path),
    }
}

/// `Object.assign`, `$.extend` and the like.
fn extends(model: &Model<'_>, callee: ExprId) -> bool {
    let facts = model.facts;
    let ExprKind::Member { object, property, .. } = facts.kind(callee) else { return false };
    let is_of_object = matches!(facts.kind(*object), ExprKind::Name(name) if facts.names.text(*name) == "Object");
    is_of_object || matches!(facts.names.text(*property), "assign" | "extend")
}

/// `dwt` of `dwt` and of `this.dwt`.
fn last_name(facts: &Facts, expr: ExprId) -> Option<Name> {
    match facts.kind(expr) {
        ExprKind::Name(name) | ExprKind::Member { property: name, .. } => Some(*name),
        _ => None,
    }
}

fn is_nothing(facts: &Facts, expr: ExprId) -> bool {
    matches!(facts.kind(expr), ExprKind::Undefined | ExprKind::Null)
}
