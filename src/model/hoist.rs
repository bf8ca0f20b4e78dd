//! What a function or a block declares before any of it runs.

use crate::facts::{DeclarationKind, StatementId, StatementKind};

use super::binding::BindingKind;
use super::resolve::Resolver;

impl Resolver<'_> {
    /// Declares the `var`s of a function body, wherever they stand in it.
    pub(super) fn hoist(&mut self, body: &[StatementId]) {
        let mut queue: Vec<StatementId> = body.iter().rev().copied().collect();
        while let Some(statement) = queue.pop() {
            match &self.facts.statement(statement).kind {
                StatementKind::Declare { kind: DeclarationKind::Var, declarations } => {
                    for declaration in declarations {
                        self.declare_targets(&declaration.target, &BindingKind::Variable);
                    }
                }
                StatementKind::Block(inner) => queue.extend(inner.iter().rev()),
                StatementKind::If { consequent, alternate, .. } => {
                    queue.extend(alternate);
                    queue.push(*consequent);
                }
                StatementKind::For { init, body, .. } => {
                    queue.push(*body);
                    queue.extend(init);
                }
                StatementKind::ForEach { kind, target, body, .. } => {
                    if *kind == Some(DeclarationKind::Var) {
                        self.declare_targets(target, &BindingKind::Variable);
                    }
                    queue.push(*body);
                }
                StatementKind::While { body, .. }
                | StatementKind::DoWhile { body, .. }
                | StatementKind::Labeled { body, .. } => {
                    queue.push(*body);
                }
                StatementKind::Switch { cases, .. } => {
                    queue.extend(cases.iter().rev().flat_map(|case| case.body.iter().rev()));
                }
                StatementKind::Try { block, handler, finalizer, .. } => {
                    queue.extend(finalizer);
                    queue.extend(handler);
                    queue.push(*block);
                }
                _ => {}
            }
        }
    }

    /// Declares what a block declares for itself: `let`, `const`, functions, classes, imports.
    pub(super) fn declare_block(&mut self, body: &[StatementId]) {
        for &statement in body {
            match &self.facts.statement(statement).kind {
                StatementKind::Declare { kind: DeclarationKind::Let | DeclarationKind::Const, declarations } => {
                    for declaration in declarations {
                        self.declare_targets(&declaration.target, &BindingKind::Variable);
                    }
                }
                StatementKind::Function(function) => {
                    if let Some(name) = self.facts.function(*function).name {
                        self.declare_named(name, BindingKind::Function(*function));
                    }
                }
                StatementKind::Class(class) => {
                    if let Some(name) = self.facts.class(*class).name {
                        self.declare_named(name, BindingKind::Class(*class));
                    }
                }
                StatementKind::Import { module, bindings } => {
                    for binding in bindings {
                        let kind = BindingKind::Import { module: module.clone(), imported: binding.imported };
                        self.declare_named(binding.local, kind);
                    }
                }
                _ => {}
            }
        }
    }
}
