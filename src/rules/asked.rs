//! What a file does not take for granted: it asks whether it is there, or puts it there itself.

use rustc_hash::FxHashSet;

use crate::facts::{BinaryOperator, ExprId, ExprKind, Facts, Name, StatementKind, UnaryOperator};
use crate::model::Model;

use super::spelling::spelled;

/// Paths into the library, and names of members, that a file asks for or adds.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    paths: FxHashSet<&'a str>,
    members: FxHashSet<Name>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(model: &'a Model<'_>) -> Self {
        let mut asked = Self::default();
        for (_, expr) in model.facts.exprs() {
            asked.read(model, &expr.kind);
        }
        for (_, statement) in model.facts.statements() {
            match &statement.kind {
                StatementKind::If { test, .. }
                | StatementKind::While { test, .. }
                | StatementKind::DoWhile { test, .. } => asked.tests(model, *test),
                _ => {}
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

    fn read(&mut self, model: &'a Model<'_>, kind: &'a ExprKind) {
        match kind {
            ExprKind::Assign { target, .. } => {
                target.each_target(&mut |target| self.paths.extend(changed(model, target)));
            }
            ExprKind::Call { callee, arguments } if is_of_object(model, *callee) => {
                arguments.first().into_iter().for_each(|&extended| self.paths.extend(model.path(extended)));
            }
            ExprKind::Logical { left: asked, .. }
            | ExprKind::Conditional { test: asked, .. }
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
        }
    }
}

fn changed<'a>(model: &'a Model<'_>, target: ExprId) -> Option<&'a str> {
    match model.facts.kind(target) {
        ExprKind::Index { object, .. } => model.path(*object),
        _ => spelled(model, target).map(|(path, _)| path),
    }
}

/// `Object.assign` and the like.
fn is_of_object(model: &Model<'_>, callee: ExprId) -> bool {
    let ExprKind::Member { object, .. } = model.facts.kind(callee) else { return false };
    matches!(model.facts.kind(*object), ExprKind::Name(name) if model.facts.names.text(*name) == "Object")
}

fn is_nothing(facts: &Facts, expr: ExprId) -> bool {
    matches!(facts.kind(expr), ExprKind::Undefined | ExprKind::Null)
}
