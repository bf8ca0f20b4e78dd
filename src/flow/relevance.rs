//! What is worth running: most statements of a program have nothing to do with the SDK.

use rustc_hash::FxHashSet;

use crate::facts::{ExprId, ExprKind, FunctionId, StatementKind};
use crate::model::{BindingId, Model, Write};
use crate::text::Span;

/// Rounds after which chains of helpers that call helpers are followed far enough.
const ROUNDS: usize = 6;

#[derive(Debug, Default)]
pub(super) struct Relevance {
    /// Where something happens that a state remembers, sorted.
    offsets: Vec<u32>,
    active: FxHashSet<FunctionId>,
    /// Bindings whose values may reach the SDK.
    bindings: FxHashSet<BindingId>,
}

impl Relevance {
    pub fn of(model: &Model<'_>) -> Self {
        let mut relevance = Self::default();
        let members = model.receivers().map(|(member, _)| member);
        relevance.offsets.extend(members.chain(model.creations()).map(|expr| model.facts.span(expr).start));
        relevance.offsets.sort_unstable();
        if relevance.offsets.is_empty() {
            return relevance;
        }
        relevance.find_active(model);
        relevance.find_bindings(model);
        relevance.add_control(model);
        relevance.offsets.sort_unstable();
        relevance.offsets.dedup();
        relevance
    }

    /// Whether anything in the span is worth running.
    pub fn is_relevant(&self, span: Span) -> bool {
        let at = self.offsets.partition_point(|&offset| offset < span.start);
        self.offsets.get(at).is_some_and(|&offset| offset < span.end)
    }

    /// Whether running the function may touch an instance.
    pub fn is_active(&self, function: FunctionId) -> bool {
        self.active.contains(&function)
    }

    pub fn is_kept(&self, binding: BindingId) -> bool {
        self.bindings.contains(&binding)
    }

    fn find_active(&mut self, model: &Model<'_>) {
        for _ in 0..ROUNDS {
            let before = self.active.len();
            for (id, function) in model.facts.functions() {
                if !self.active.contains(&id) && self.is_relevant(function.span) {
                    self.active.insert(id);
                }
            }
            if self.active.len() == before {
                return;
            }
            for &(call, _) in &model.scopes.calls {
                let (ExprKind::Call { callee, .. } | ExprKind::New { callee, .. }) = model.facts.kind(call) else {
                    continue;
                };
                if model.functions.target(*callee).is_some_and(|function| self.active.contains(&function)) {
                    self.offsets.push(model.facts.span(call).start);
                }
            }
            self.offsets.sort_unstable();
            self.offsets.dedup();
        }
    }

    /// Names in the arguments of SDK calls and in values given to SDK properties, and what those are made of.
    fn find_bindings(&mut self, model: &Model<'_>) {
        let mut names: Vec<(Span, BindingId)> = Vec::new();
        for (expr, it) in model.facts.exprs() {
            if matches!(it.kind, ExprKind::Name(_)) {
                names.extend(model.scopes.resolve(expr).map(|binding| (it.span, binding)));
            }
        }
        names.sort_unstable();
        let mut queue: Vec<ExprId> = Vec::new();
        for (_, it) in model.facts.exprs() {
            match &it.kind {
                ExprKind::Call { callee, arguments } if model.receiver(*callee).is_some() => queue.extend(arguments),
                ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments }
                    if model.functions.target(*callee).is_some_and(|function| self.active.contains(&function)) =>
                {
                    queue.extend(arguments);
                }
                ExprKind::Assign { target: crate::facts::Pattern::Target(target), value, .. }
                    if model.receiver(*target).is_some() =>
                {
                    queue.push(*value);
                }
                _ => {}
            }
        }
        while let Some(expr) = queue.pop() {
            let span = model.facts.span(expr);
            let start = names.partition_point(|(name, _)| name.start < span.start);
            for (_, binding) in names[start..].iter().take_while(|(name, _)| name.start < span.end) {
                if !self.bindings.insert(*binding) {
                    continue;
                }
                for write in &model.scopes.binding(*binding).writes {
                    if let Write::Value(value) = write {
                        queue.push(*value);
                    }
                }
            }
        }
    }

    /// What a relevant function does besides: leaving it, waiting, and writing what reaches the SDK.
    fn add_control(&mut self, model: &Model<'_>) {
        for (_, statement) in model.facts.statements() {
            if matches!(
                statement.kind,
                StatementKind::Return(_)
                    | StatementKind::Throw(_)
                    | StatementKind::Break(_)
                    | StatementKind::Continue(_)
            ) {
                self.offsets.push(statement.span.start);
            }
        }
        for (expr, it) in model.facts.exprs() {
            let is_write = match &it.kind {
                ExprKind::Await(_) => true,
                ExprKind::Name(_) => model.scopes.resolve(expr).is_some_and(|binding| self.bindings.contains(&binding)),
                _ => false,
            };
            if is_write {
                self.offsets.push(it.span.start);
            }
        }
    }
}
