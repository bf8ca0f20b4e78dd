//! Running the file's own functions where they are called.

use crate::facts::{FunctionId, Pattern};

use super::interpreter::Interpreter;
use super::paths;
use super::state::State;
use super::symbols::Meaning;
use super::value::Value;

/// Functions that call functions are entered this deep.
const MAX_DEPTH: usize = 5;

impl Interpreter<'_> {
    /// Runs one of the file's functions; the states and values with which it returns. `None`: called with what is not known.
    pub(super) fn enter(
        &mut self,
        function: FunctionId,
        values: Option<&[Value]>,
        states: Vec<State>,
    ) -> Vec<(State, Value)> {
        let is_too_deep = self.stack.len() >= MAX_DEPTH || self.stack.contains(&function);
        if !self.relevance.is_active(function) || is_too_deep {
            let is_unseen = is_too_deep && self.relevance.is_active(function);
            let unknown = |mut state: State| {
                if is_unseen {
                    state.blur_instances();
                }
                (state, Value::Undefined)
            };
            let mut ends: Vec<_> = states.into_iter().map(unknown).collect();
            if let Some(result) = self.result_symbol(function) {
                ends.iter_mut().for_each(|(_, value)| *value = result.clone());
            }
            return ends;
        }
        self.note_entered(function);
        self.stack.push(function);
        let facts = self.model.facts;
        let body = facts.function(function);
        let mut starts = Vec::with_capacity(states.len());
        for mut state in states {
            for (index, parameter) in body.parameters.iter().enumerate() {
                let value = values.map(|values| values.get(index).cloned().unwrap_or(Value::Undefined));
                state = self.bind_parameter(parameter, value, state);
            }
            starts.push(state);
        }
        let outcome = self.run_statements(&body.body, starts);
        self.stack.pop();
        let mut ends = outcome.returned;
        ends.extend(outcome.normal.into_iter().map(|state| (state, Value::Undefined)));
        for (state, _) in &mut ends {
            self.drop_locals(function, state);
        }
        merge_ends(ends)
    }

    fn result_symbol(&mut self, function: FunctionId) -> Option<Value> {
        let name = self.model.facts.function(function).name?;
        Some(self.symbol(Meaning::Result(name)))
    }

    fn bind_parameter(&mut self, parameter: &Pattern, value: Option<Value>, mut state: State) -> State {
        match (value, parameter) {
            (Some(value), Pattern::Target(target)) => {
                if let Some(binding) = self.model.scopes.resolve(*target) {
                    self.store_local(binding, value, &mut state);
                }
            }
            (Some(value), pattern) => {
                let mut first = None;
                pattern.each_target(&mut |target| first = first.or(Some(target)));
                if let Some(target) = first {
                    state = self.store(target, pattern, value, state);
                }
            }
            (None, pattern) => pattern.each_target(&mut |target| {
                if let Some(binding) = self.model.scopes.resolve(target) {
                    let symbol = self.symbols.intern(Meaning::Binding(binding));
                    state.forget(symbol);
                    state.forget_local(binding);
                }
            }),
        }
        state
    }

    /// A function's own variables end with it, unless a callback still uses them.
    fn drop_locals(&self, function: FunctionId, state: &mut State) {
        let is_dead = |binding: crate::model::BindingId| {
            let binding = self.model.scopes.binding(binding);
            binding.owner == Some(function) && !binding.is_captured
        };
        state.locals.retain(|(binding, _)| !is_dead(*binding));
    }
}

/// Merges the ways out of a function that agree on the result.
fn merge_ends(ends: Vec<(State, Value)>) -> Vec<(State, Value)> {
    if ends.len() <= 1 {
        return ends;
    }
    let mut groups: Vec<(Value, Vec<State>)> = Vec::new();
    for (state, value) in ends {
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, states)) => states.push(state),
            None => groups.push((value, vec![state])),
        }
    }
    let mut merged = Vec::new();
    for (value, mut states) in groups {
        paths::merge(&mut states);
        merged.extend(states.into_iter().map(|state| (state, value.clone())));
    }
    merged.truncate(paths::MAX_PATHS);
    merged
}
