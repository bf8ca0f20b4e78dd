//! What is worth running: most statements of a program have nothing to do with the SDK.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, ExprMap, FunctionId, Name, Pattern, StatementKind};
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
    /// Properties of objects whose values may reach the SDK.
    properties: FxHashSet<Name>,
    /// Properties of objects that code changes where no path is sure to see it: through another name, in another function.
    unsteady: FxHashSet<Name>,
}

impl Relevance {
    pub fn of(model: &Model<'_>) -> Self {
        let mut relevance = Self::default();
        let members = model.receivers().map(|(member, _)| member);
        let handed_out = model.hand_outs().map(|(expr, _)| expr);
        let releases = model.accesses().iter().map(|access| access.expr);
        let releases = releases.filter(|&member| super::scans::is_release(model, member));
        let all = members.chain(model.creations()).chain(handed_out).chain(releases);
        relevance.offsets.extend(all.map(|expr| model.facts.span(expr).start));
        relevance.offsets.sort_unstable();
        if relevance.offsets.is_empty() {
            return relevance;
        }
        relevance.find_active(model);
        relevance.find_flags(model);
        relevance.find_bindings(model);
        relevance.find_unsteady(model);
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

    pub fn is_unsteady(&self, property: Name) -> bool {
        self.unsteady.contains(&property)
    }

    fn find_unsteady(&mut self, model: &Model<'_>) {
        let is_followed = |object: ExprId| {
            let Some(binding) = model.scopes.resolve(object) else { return false };
            let binding = model.scopes.binding(binding);
            let holds_literal = |value| matches!(model.facts.kind(value), ExprKind::Object(_));
            !binding.is_captured && binding.only_value().is_some_and(holds_literal)
        };
        let instances: ExprMap<()> = model
            .receivers()
            .filter_map(|(member, _)| match model.facts.kind(member) {
                ExprKind::Member { object, .. } => Some((*object, ())),
                _ => None,
            })
            .collect();
        let writes = model.scopes.member_writes.iter();
        let unsteady = writes.filter(|write| !instances.contains(write.object) && !is_followed(write.object));
        self.unsteady = unsteady.map(|write| write.property).collect();
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
                let (ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments }) =
                    model.facts.kind(call)
                else {
                    continue;
                };
                let runs = |&expr: &ExprId| {
                    model.functions.target(expr).is_some_and(|function| self.active.contains(&function))
                };
                if runs(callee) || arguments.iter().any(runs) {
                    self.offsets.push(model.facts.span(call).start);
                }
            }
            self.offsets.sort_unstable();
            self.offsets.dedup();
        }
    }

    /// Local names for `true` and `false` that conditions before SDK calls ask: which paths come together hangs on them.
    fn find_flags(&mut self, model: &Model<'_>) {
        let is_bool = |write: &Write| matches!(write, Write::Value(value) if matches!(model.facts.kind(*value), ExprKind::Bool(_)));
        let tests = model.facts.statements().filter_map(|(_, statement)| match statement.kind {
            StatementKind::If { test, .. } => Some(model.facts.span(test)),
            _ => None,
        });
        let mut tests: Vec<Span> = tests.collect();
        tests.sort_unstable_by_key(|test| test.start);
        for (expr, it) in model.facts.exprs() {
            let ExprKind::Name(_) = it.kind else { continue };
            let before = tests.partition_point(|test| test.start <= it.span.start);
            let is_asked = before > 0 && it.span.end <= tests[before - 1].end;
            let Some(binding) = model.scopes.resolve(expr).filter(|_| is_asked) else { continue };
            let known = model.scopes.binding(binding);
            if !known.is_captured && known.writes.len() > 1 && known.writes.iter().all(is_bool) {
                self.bindings.insert(binding);
            }
        }
    }

    /// Names in the arguments of SDK calls and in values given to SDK properties, and what those are made of.
    fn find_bindings(&mut self, model: &Model<'_>) {
        let parts = parts_of_values(model);
        let mut queue: Vec<ExprId> = Vec::new();
        for (_, it) in model.facts.exprs() {
            match &it.kind {
                ExprKind::Call { callee, arguments } if model.receiver(*callee).is_some() => queue.extend(arguments),
                ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments }
                    if model.functions.target(*callee).is_some_and(|function| self.active.contains(&function)) =>
                {
                    queue.extend(arguments);
                }
                ExprKind::Assign { target: Pattern::Target(target), value, .. }
                    if model.receiver(*target).is_some() =>
                {
                    queue.push(*value);
                }
                _ => {}
            }
        }
        let mut written: FxHashMap<Name, Vec<ExprId>> = FxHashMap::default();
        for write in &model.scopes.member_writes {
            written.entry(write.property).or_default().extend(write.value);
        }
        while let Some(expr) = queue.pop() {
            let span = model.facts.span(expr);
            let start = parts.partition_point(|(part, _)| part.start < span.start);
            for (_, part) in parts[start..].iter().take_while(|(part, _)| part.start < span.end) {
                match *part {
                    Part::Binding(binding) if self.bindings.insert(binding) => {
                        let writes = &model.scopes.binding(binding).writes;
                        queue.extend(writes.iter().filter_map(|write| match write {
                            Write::Value(value) => Some(*value),
                            _ => None,
                        }));
                    }
                    Part::Property(property) if self.properties.insert(property) => {
                        queue.extend(written.get(&property).into_iter().flatten());
                    }
                    // A function that makes such a value is run for it.
                    Part::Call(function) if self.active.insert(function) => {
                        queue.extend(model.scopes.returns.get(&function).into_iter().flatten());
                    }
                    _ => {}
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
                // A method that is not seen may set them.
                ExprKind::Call { callee, .. } => match model.facts.kind(*callee) {
                    ExprKind::Member { object, .. } => {
                        !self.properties.is_empty() && matches!(model.facts.kind(*object), ExprKind::This)
                    }
                    _ => false,
                },
                ExprKind::Assign { target: Pattern::Target(target), .. } => match model.facts.kind(*target) {
                    ExprKind::Member { property, .. } => self.properties.contains(property),
                    _ => false,
                },
                _ => false,
            };
            if is_write {
                self.offsets.push(it.span.start);
            }
        }
    }
}

/// What a value may be made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Binding(BindingId),
    Property(Name),
    /// A call of one of the file's own functions.
    Call(FunctionId),
}

/// The parts of all values, by place.
fn parts_of_values(model: &Model<'_>) -> Vec<(Span, Part)> {
    let mut parts: Vec<(Span, Part)> = Vec::new();
    for (expr, it) in model.facts.exprs() {
        let part = match &it.kind {
            ExprKind::Name(_) => model.scopes.resolve(expr).map(Part::Binding),
            ExprKind::Member { property, .. } if model.receiver(expr).is_none() => Some(Part::Property(*property)),
            ExprKind::Call { callee, .. } => model.functions.target(*callee).map(Part::Call),
            _ => None,
        };
        parts.extend(part.map(|part| (it.span, part)));
    }
    parts.sort_unstable_by_key(|&(span, part)| (span.start, part));
    parts
}
