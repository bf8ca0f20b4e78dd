//! What code stores in names, members and the parts of patterns.

use crate::facts::{Declaration, ExprId, ExprKind, FunctionId, Pattern};

use super::binding::{BindingKind, Write};
use super::resolve::Resolver;
use super::scopes::MemberWrite;

impl Resolver<'_> {
    pub(super) fn declaration(&mut self, declaration: &Declaration) {
        if let Some(value) = declaration.value {
            self.value(value);
            self.assign(&declaration.target, Some(value));
        } else {
            // Resolves the names; nothing is stored.
            declaration.target.each_target(&mut |target| {
                self.target(target);
            });
        }
    }

    pub(super) fn assign(&mut self, pattern: &Pattern, value: Option<ExprId>) {
        if let Pattern::Target(target) = pattern {
            self.store(*target, value);
            return;
        }
        if let Pattern::Default(inner, default) = pattern {
            self.value(*default);
            self.assign(inner, None);
            return;
        }
        pattern.each_default(&mut |default| self.value(default));
        match (pattern, value) {
            (Pattern::Object(parts), Some(of)) => {
                for (key, part) in parts {
                    self.take(part, key.map(|name| Write::Property { of, name }));
                }
            }
            (Pattern::Array(parts), Some(of)) => {
                for (index, part) in parts.iter().enumerate() {
                    part.iter().for_each(|part| self.take(part, Some(Write::Item { of, index })));
                }
            }
            _ => pattern.each_target(&mut |target| self.store(target, None)),
        }
    }

    /// A part of a destructured value.
    fn take(&mut self, part: &Pattern, write: Option<Write>) {
        match (part, write) {
            (Pattern::Target(target), Some(write)) => self.store_as(*target, None, write),
            // With a default it may be either.
            _ => part.each_target(&mut |target| self.store(target, None)),
        }
    }

    pub(super) fn store(&mut self, target: ExprId, value: Option<ExprId>) {
        self.store_as(target, value, value.map_or(Write::Unknown, Write::Value));
    }

    fn store_as(&mut self, target: ExprId, value: Option<ExprId>, write: Write) {
        if let Some(binding) = self.target(target) {
            self.scopes.bindings[binding.index()].writes.push(write);
            if let ExprKind::Member { object, .. } = self.facts.kind(target) {
                self.value(*object);
            }
            return;
        }
        match self.facts.kind(target) {
            ExprKind::Member { object, property, .. } => {
                self.value(*object);
                self.scopes.member_writes.push(MemberWrite { object: *object, property: *property, value });
            }
            _ => self.value(target),
        }
    }

    pub(super) fn parameter(&mut self, function: FunctionId, index: usize, pattern: &Pattern) {
        let whole = match pattern {
            Pattern::Default(inner, _) => inner,
            other => other,
        };
        let kind = match whole {
            Pattern::Target(_) => BindingKind::Parameter { function, index },
            _ => BindingKind::Variable,
        };
        self.declare_targets(pattern, &kind);
        pattern.each_default(&mut |default| self.value(default));
        match (whole, pattern) {
            (Pattern::Target(target), Pattern::Default(_, default)) => {
                self.target(*target);
                self.store_as(*target, None, Write::Value(*default));
            }
            (Pattern::Target(target), _) => {
                self.target(*target);
            }
            (Pattern::Object(parts), _) => {
                for (key, part) in parts {
                    self.take(part, key.map(|name| Write::ParameterProperty { function, index, name }));
                }
            }
            _ => pattern.each_target(&mut |target| self.store_as(target, None, Write::Unknown)),
        }
    }
}
