//! What runs later: the callbacks of SDK calls, and what `.then`, `.catch` and `.finally` add to a promise.

use std::sync::Arc;

use crate::facts::{ExprId, FunctionId, Name};
use crate::model::InstanceId;
use crate::sdk::semantics::{Completes, Member, SourceEffect};
use crate::text::Span;

use super::effects::create;
use super::interpreter::Interpreter;
use super::shared::Shared;
use super::state::{EventKind, State};
use super::value::Value;

/// Callbacks that start callbacks are followed this deep.
const MAX_DEPTH: u32 = 4;
/// Of more calls that are under way at once, the oldest are not followed to their end.
const MAX_PENDING: usize = 64;

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
    /// Whether code out of sight has the promise, and may see to its failure.
    pub is_given_away: bool,
    /// Whether the promise is not seen to be made: what else runs before it settles is not known.
    pub is_unseen: bool,
}

impl Chain {
    /// A chain of which nothing is known but what runs.
    pub fn new(id: ChainId, steps: Vec<Step>) -> Self {
        Self { id, completion: None, creates: None, steps, is_given_away: false, is_unseen: false }
    }
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
    /// Whether it was given something that may be a function and is not seen.
    pub has_unseen: bool,
}

impl Step {
    fn always(function: Option<FunctionId>) -> Self {
        Self { on_success: function, on_failure: function, has_unseen: function.is_none() }
    }
}

impl Interpreter<'_> {
    /// Adds what `.then(…)` and its kin say to the chain of a promise.
    pub(super) fn extend_chain(&self, state: &mut State, id: ChainId, step: &Step) {
        for chain in state.pending.to_mut() {
            if chain.id == id {
                Arc::make_mut(chain).steps.push(step.clone());
            }
        }
    }

    /// The step that `.then(…)` and its kin add.
    pub(super) fn step_of(&self, method: &str, arguments: &[ExprId]) -> Step {
        let function = |at: usize| arguments.get(at).and_then(|&argument| self.model.functions.target(argument));
        match method {
            "then" => Step {
                on_success: function(0),
                on_failure: function(1),
                has_unseen: arguments.len() > 1 && function(1).is_none(),
            },
            "catch" => Step { on_success: None, on_failure: function(0), has_unseen: function(0).is_none() },
            _ => Step::always(function(0)),
        }
    }

    pub(super) fn start_chain(&mut self, state: &mut State, chain: Chain) {
        let pending = state.pending.to_mut();
        pending.retain(|known| known.id != chain.id);
        while pending.len() >= MAX_PENDING {
            pending.remove(0);
            self.is_complete = false;
        }
        pending.push(Arc::new(chain));
    }

    /// Takes the chain of an awaited promise, and gives the states after its success.
    pub(super) fn settle(&mut self, state: State, id: ChainId) -> Vec<State> {
        let outcome = self.outcome(state, id);
        outcome.broken.iter().for_each(|state| self.note_throw(state));
        outcome.kept
    }

    /// What becomes of a promise that code waits for.
    fn outcome(&mut self, mut state: State, id: ChainId) -> Settled {
        let Some(at) = state.pending.iter().position(|chain| chain.id == id) else {
            state.turn += 1;
            return Settled { kept: vec![state], broken: Vec::new() };
        };
        let chain = state.pending.to_mut().remove(at);
        // By then everything else that is pending may have ended as well.
        let failed = State { pending: Shared::default(), ..failed(state.clone(), &chain) };
        let mut outcome = self.succeed(state, &chain);
        outcome.broken.push(failed);
        outcome
    }

    fn succeed(&mut self, mut state: State, chain: &Chain) -> Settled {
        state.turn += 1;
        if chain.is_unseen {
            state.forget_instances();
        }
        if let Some(completion) = &chain.completion {
            self.complete(&mut state, completion);
        }
        if let Some(instance) = chain.creates {
            create(&mut state, instance);
        }
        self.run_steps(Settled { kept: vec![state], broken: Vec::new() }, &chain.steps)
    }

    fn fail(&mut self, state: State, chain: &Chain) -> Settled {
        let mut state = failed(state, chain);
        if chain.is_unseen {
            state.forget_instances();
        }
        if chain.is_given_away {
            state.doubt_open_sources();
        }
        self.run_steps(Settled { kept: Vec::new(), broken: vec![state] }, &chain.steps)
    }

    fn run_steps(&mut self, mut settled: Settled, steps: &[Step]) -> Settled {
        for step in steps {
            // A rejection passes `.finally` by, and ends in the first handler.
            let is_always = step.on_success.is_some() && step.on_success == step.on_failure;
            let mut next = self.run_step(step.on_success, settled.kept);
            match step.on_failure {
                Some(_) if is_always => {
                    let after = self.run_step(step.on_failure, settled.broken);
                    next.broken.extend(after.kept.into_iter().chain(after.broken));
                }
                Some(handler) => {
                    if self.calls_out(self.model.facts.function(handler).span) {
                        settled.broken.iter_mut().for_each(State::doubt_open_sources);
                    }
                    let after = self.run_step(step.on_failure, settled.broken);
                    next.kept.extend(after.kept);
                    next.broken.extend(after.broken);
                }
                None => {
                    if step.has_unseen {
                        settled.broken.iter_mut().for_each(State::doubt_open_sources);
                    }
                    next.broken.extend(settled.broken);
                }
            }
            super::paths::merge(&mut next.kept);
            super::paths::merge(&mut next.broken);
            settled = next;
        }
        settled
    }

    /// Runs a function that promises call back; the next step waits for a promise that this one gives.
    fn run_step(&mut self, function: Option<FunctionId>, states: Vec<State>) -> Settled {
        let Some(function) = function else { return Settled { kept: states, broken: Vec::new() } };
        let mut settled = Settled::default();
        if states.is_empty() {
            return settled;
        }
        for (state, value) in self.enter(function, None, states) {
            match value {
                Value::Promise(id) => {
                    let outcome = self.outcome(state, id);
                    settled.kept.extend(outcome.kept);
                    settled.broken.extend(outcome.broken);
                }
                _ => settled.kept.push(state),
            }
        }
        settled
    }

    /// Runs everything that is still pending when the code has run to its end, each chain by itself.
    pub(super) fn drain(&mut self, states: &[State], depth: u32) {
        if depth >= MAX_DEPTH {
            return;
        }
        let mut chains: Vec<Arc<Chain>> = Vec::new();
        for chain in states.iter().flat_map(|state| state.pending.iter()) {
            if !chains.contains(chain) {
                chains.push(Arc::clone(chain));
            }
        }
        for chain in chains {
            let starts = states.iter().filter(|state| state.pending.contains(&chain));
            let mut starts: Vec<State> =
                starts.map(|state| State { pending: Shared::default(), ..state.clone() }).collect();
            super::paths::merge(&mut starts);
            for start in starts {
                if handles_failure(&chain) {
                    let ends = self.fail(start.clone(), &chain);
                    ends.kept.iter().chain(&ends.broken).for_each(|state| self.note_end(state));
                }
                let ends = self.succeed(start, &chain);
                ends.kept.iter().chain(&ends.broken).for_each(|state| self.note_end(state));
                self.drain(&ends.kept, depth + 1);
                if chain.creates.is_some() {
                    self.set_up.extend(ends.kept);
                }
            }
        }
    }
}

/// The states after a promise was kept, and after it was broken.
#[derive(Default)]
struct Settled {
    kept: Vec<State>,
    broken: Vec<State>,
}

/// The state in which a call has failed.
fn failed(mut state: State, chain: &Chain) -> State {
    state.turn += 1;
    if let Some(completion) = &chain.completion
        && completion.meaning.source == Some(SourceEffect::Acquire)
    {
        let turn = state.turn;
        state.instance_mut(completion.instance).push(EventKind::Failed, completion.span, turn);
    }
    state
}

/// Whether anything is known of what happens on failure: a call that is given no callback for it tells nobody.
fn handles_failure(chain: &Chain) -> bool {
    let is_promise = chain.completion.as_ref().is_some_and(|call| call.meaning.completes == Completes::Promise);
    is_promise || chain.steps.iter().any(|step| step.on_failure.is_some())
}

/// The names of a promise's methods.
pub(super) fn is_promise_method(names: &crate::facts::Names, name: Name) -> bool {
    matches!(names.text(name), "then" | "catch" | "finally")
}
