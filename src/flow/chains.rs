//! What runs later: the callbacks of SDK calls, and what `.then`, `.catch` and `.finally` add to a promise.

use std::rc::Rc;

use crate::facts::{ExprId, FunctionId, Name};
use crate::model::InstanceId;
use crate::sdk::semantics::Member;
use crate::text::Span;

use super::effects::create;
use super::interpreter::Interpreter;
use super::state::State;
use super::value::Value;

/// Callbacks that start callbacks are followed this deep.
const MAX_DEPTH: u32 = 4;

/// A pending chain, named by the call that started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChainId(pub ExprId);

/// An asynchronous call and what runs when it completes.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    pub id: ChainId,
    pub completion: Option<Completion>,
    /// The instance that the call makes.
    pub creates: Option<InstanceId>,
    pub steps: Vec<Step>,
}

/// The effect of an SDK call at its completion.
#[derive(Clone, Debug)]
pub struct Completion {
    pub instance: InstanceId,
    pub meaning: &'static Member,
    pub values: Vec<Value>,
    pub span: Span,
}

impl PartialEq for Completion {
    fn eq(&self, other: &Self) -> bool {
        (self.instance, self.span) == (other.instance, other.span) && self.values == other.values
    }
}

/// One step of a chain: what runs on success and on failure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    pub on_success: Option<FunctionId>,
    pub on_failure: Option<FunctionId>,
}

impl Step {
    fn always(function: Option<FunctionId>) -> Self {
        Self { on_success: function, on_failure: function }
    }
}

impl Interpreter<'_> {
    /// Adds what `.then(…)` and its kin say to the chain of a promise.
    pub(super) fn extend_chain(&self, state: &mut State, id: ChainId, method: &str, arguments: &[ExprId]) {
        let function = |at: usize| arguments.get(at).and_then(|&argument| self.model.functions.target(argument));
        let step = match method {
            "then" => Step { on_success: function(0), on_failure: function(1) },
            "catch" => Step { on_success: None, on_failure: function(0) },
            _ => Step::always(function(0)),
        };
        for chain in Rc::make_mut(&mut state.pending) {
            if chain.id == id {
                Rc::make_mut(chain).steps.push(step.clone());
            }
        }
    }

    pub(super) fn start_chain(&self, state: &mut State, chain: Chain) {
        let pending = Rc::make_mut(&mut state.pending);
        pending.retain(|known| known.id != chain.id);
        pending.push(Rc::new(chain));
    }

    /// Takes the chain of an awaited promise, and gives the states after its success.
    pub(super) fn settle(&mut self, mut state: State, id: ChainId) -> Vec<State> {
        let Some(at) = state.pending.iter().position(|chain| chain.id == id) else {
            state.turn += 1;
            return vec![state];
        };
        let chain = Rc::make_mut(&mut state.pending).remove(at);
        let mut failed = state.clone();
        failed.turn += 1;
        self.note_throw(&failed);
        self.succeed(state, &chain)
    }

    fn succeed(&mut self, mut state: State, chain: &Chain) -> Vec<State> {
        state.turn += 1;
        if let Some(completion) = &chain.completion {
            self.complete(&mut state, completion);
        }
        if let Some(instance) = chain.creates {
            create(&mut state, instance);
        }
        let mut states = vec![state];
        for step in &chain.steps {
            states = self.run_step(step.on_success, states);
        }
        states
    }

    fn fail(&mut self, mut state: State, chain: &Chain) {
        state.turn += 1;
        let mut states = vec![state];
        let mut is_failed = true;
        for step in &chain.steps {
            let handler = if is_failed { step.on_failure } else { step.on_success };
            states = self.run_step(handler, states);
            // A rejection passes `.finally` by, and ends in the first handler.
            is_failed &= handler.is_none() || step.on_success == step.on_failure;
        }
    }

    fn run_step(&mut self, function: Option<FunctionId>, states: Vec<State>) -> Vec<State> {
        let Some(function) = function else { return states };
        let after = self.enter(function, None, states);
        let mut states: Vec<State> = Vec::with_capacity(after.len());
        for (state, value) in after {
            match value {
                // The next step waits for a promise that this one gives.
                Value::Promise(id) => states.extend(self.settle(state, id)),
                _ => states.push(state),
            }
        }
        super::paths::merge(&mut states);
        states
    }

    /// Runs everything that is still pending when the code has run to its end, each chain by itself.
    pub(super) fn drain(&mut self, states: &[State], depth: u32) {
        if depth >= MAX_DEPTH {
            return;
        }
        let mut chains: Vec<Rc<Chain>> = Vec::new();
        for chain in states.iter().flat_map(|state| state.pending.iter()) {
            if !chains.contains(chain) {
                chains.push(Rc::clone(chain));
            }
        }
        for chain in chains {
            let starts = states.iter().filter(|state| state.pending.contains(&chain));
            let mut starts: Vec<State> =
                starts.map(|state| State { pending: Rc::default(), ..state.clone() }).collect();
            super::paths::merge(&mut starts);
            for start in starts {
                self.fail_and_drain(start.clone(), &chain, depth);
                let ends = self.succeed(start, &chain);
                self.drain(&ends, depth + 1);
            }
        }
    }

    fn fail_and_drain(&mut self, start: State, chain: &Chain, depth: u32) {
        let handles_failure = chain.steps.iter().any(|step| step.on_failure.is_some());
        if handles_failure && depth < MAX_DEPTH {
            self.fail(start, chain);
        }
    }
}

/// The names of a promise's methods.
pub(super) fn is_promise_method(names: &crate::facts::Names, name: Name) -> bool {
    matches!(names.text(name), "then" | "catch" | "finally")
}
