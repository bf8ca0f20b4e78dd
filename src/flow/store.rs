//! Assignments: what a pattern stores, and where.

use std::sync::Arc;

use crate::facts::{AssignOperator, ExprId, ExprKind, LogicalOperator, Name, Pattern};
use crate::model::BindingId;
use crate::text::Span;

use super::interpreter::Interpreter;
use super::operation::OperationKind;
use super::paths::Forks;
use super::state::State;
use super::symbols::Meaning;
use super::value::Value;

impl Interpreter<'_> {
    pub(super) fn assign(
        &mut self,
        expr: ExprId,
        target: &Pattern,
        operator: AssignOperator,
        value: ExprId,
        state: State,
    ) -> Forks {
        if let (AssignOperator::Logical(logical), Pattern::Target(target)) = (operator, target) {
            return self.assign_logically(expr, *target, logical, value, state);
        }
        let paths = self.eval(value, state);
        let store = |this: &mut Self, mut state: State, value: Value| {
            let value = if operator == AssignOperator::Plain { value } else { this.result_of(expr, &mut state) };
            let state = this.store(expr, target, value.clone(), state);
            (state, value)
        };
        paths.into_iter().map(|(state, value)| store(self, state, value)).collect()
    }

    /// `a ||= b` stores on one path and leaves the other as it was.
    fn assign_logically(
        &mut self,
        expr: ExprId,
        target: ExprId,
        operator: LogicalOperator,
        value: ExprId,
        state: State,
    ) -> Forks {
        let mut forks = Forks::new();
        for (state, old) in self.eval(target, state) {
            let stores_when = operator == LogicalOperator::And;
            if let Some(kept) = self.assume(state.clone(), &old, !stores_when) {
                forks.push((kept, old.clone()));
            }
            if let Some(stored) = self.assume(state, &old, stores_when) {
                for (state, value) in self.eval(value, stored) {
                    let state = self.store(expr, &Pattern::Target(target), value.clone(), state);
                    forks.push((state, value));
                }
            }
        }
        forks
    }

    /// Stores a value in what a pattern names.
    pub(super) fn store(&mut self, expr: ExprId, target: &Pattern, value: Value, mut state: State) -> State {
        match target {
            Pattern::Target(target) => self.store_in(expr, *target, value, state),
            Pattern::Object(parts) => {
                for (key, part) in parts {
                    let part_value = match key {
                        Some(key) => self.property_of(expr, value.clone(), *key),
                        None => self.symbol(Meaning::Result(expr)),
                    };
                    let part_value = match part_value {
                        Value::Unknown(symbol) if *self.symbols.meaning(symbol) == Meaning::Result(expr) => {
                            self.unknown_target(part)
                        }
                        known => known,
                    };
                    state = self.store(expr, part, part_value, state);
                }
                state
            }
            Pattern::Array(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let Some(part) = part else { continue };
                    let item = match &value {
                        Value::Array(items) => items.get(at).cloned().unwrap_or(Value::Undefined),
                        _ => self.unknown_target(part),
                    };
                    state = self.store(expr, part, item, state);
                }
                state
            }
            Pattern::Default(inner, default) => {
                let value = match value {
                    Value::Undefined => {
                        self.eval(*default, state.clone()).into_iter().next().map_or(Value::Undefined, |it| it.1)
                    }
                    known => known,
                };
                self.store(expr, inner, value, state)
            }
            Pattern::Rest(inner) => {
                let value = self.unknown_target(inner);
                self.store(expr, inner, value, state)
            }
        }
    }

    /// A value of its own for each name of a pattern.
    fn unknown_target(&mut self, pattern: &Pattern) -> Value {
        let mut first = None;
        pattern.each_target(&mut |target| first = first.or(Some(target)));
        match first {
            Some(target) => self.symbol(Meaning::Result(target)),
            None => Value::Undefined,
        }
    }

    fn store_in(&mut self, expr: ExprId, target: ExprId, value: Value, mut state: State) -> State {
        if let Some(binding) = self.model.scopes.resolve(target) {
            self.store_local(binding, value, &mut state);
            return state;
        }
        if let ExprKind::Member { object, property, .. } = self.model.facts.kind(target) {
            if self.model.receiver(target).is_some() {
                self.record(expr, target, OperationKind::Write, &state, vec![value.clone()]);
                self.write(expr, target, *property, value, &mut state);
                return state;
            }
            return self.store_in_object(*object, *property, self.model.facts.span(expr), value, state);
        }
        if let Some(instance) = self.model.handed_out(target) {
            state.instance_mut(instance).blur();
        }
        state
    }

    pub(super) fn store_local(&mut self, binding: BindingId, value: Value, state: &mut State) {
        let symbol = self.symbols.intern(Meaning::Binding(binding));
        state.forget(symbol);
        if self.relevance.is_kept(binding) {
            state.set_local(binding, value);
        } else {
            state.forget_local(binding);
        }
    }

    /// `options.key = value` on an object literal that a local variable holds.
    fn store_in_object(&mut self, object: ExprId, property: Name, span: Span, value: Value, mut state: State) -> State {
        let binding = self.model.scopes.resolve(object);
        if let Some(binding) = binding
            && let Some(Value::Object(held)) = state.local(binding)
        {
            let mut changed = (**held).clone();
            changed.set(property, value, span);
            state.set_local(binding, Value::Object(Arc::new(changed)));
            return state;
        }
        // The property of an object that is not known: what conditions have said of it no longer holds.
        if let Some((mut state, Value::Unknown(owner))) = self.eval(object, state.clone()).into_iter().next() {
            let member = self.symbol_of_member(owner, property);
            state.forget(member);
            if value != Value::Unknown(member) {
                state.set_equal(member, value);
            }
            return state;
        }
        state
    }

    pub(super) fn update(&mut self, expr: ExprId, target: ExprId, state: State) -> Forks {
        let paths = self.eval(target, state);
        let count = |this: &mut Self, mut state: State| {
            let value = this.result_of(expr, &mut state);
            let state = this.store(expr, &Pattern::Target(target), value.clone(), state);
            (state, value)
        };
        paths.into_iter().map(|(state, _)| count(self, state)).collect()
    }
}
