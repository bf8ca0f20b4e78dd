//! Statements: sets of states in, sets of states out, one set for each way to leave.

use crate::facts::{Case, DeclarationKind, ExprId, Name, Pattern, StatementId, StatementKind};

use super::interpreter::Interpreter;
use super::paths::merge;
use super::shared::Shared;
use super::state::State;
use super::symbols::Meaning;
use super::value::Value;

/// Rounds of a loop; by then nothing new is learned from another.
const LOOP_ROUNDS: usize = 3;

/// How control leaves a statement.
#[derive(Default)]
pub(super) struct Outcome {
    pub normal: Vec<State>,
    pub returned: Vec<(State, Value)>,
    pub broke: Vec<(Option<Name>, State)>,
    pub continued: Vec<(Option<Name>, State)>,
}

impl Outcome {
    fn normal(states: Vec<State>) -> Self {
        Self { normal: states, ..Self::default() }
    }

    /// Takes over every way out of another but the normal one, which it gives back.
    fn absorb(&mut self, other: Outcome) -> Vec<State> {
        self.returned.extend(other.returned);
        self.broke.extend(other.broke);
        self.continued.extend(other.continued);
        other.normal
    }

    /// Takes the states that leave through an unlabelled `break` or one with this label.
    fn take_breaks(&mut self, label: Option<Name>) -> Vec<State> {
        take(&mut self.broke, label)
    }

    fn take_continues(&mut self, label: Option<Name>) -> Vec<State> {
        take(&mut self.continued, label)
    }

    /// Every state in which the statement ends, whichever way.
    fn each_state(&mut self, change: &mut dyn FnMut(State) -> Vec<State>) {
        self.normal = std::mem::take(&mut self.normal).into_iter().flat_map(&mut *change).collect();
        self.broke = std::mem::take(&mut self.broke)
            .into_iter()
            .flat_map(|(label, state)| change(state).into_iter().map(move |state| (label, state)))
            .collect();
        self.continued = std::mem::take(&mut self.continued)
            .into_iter()
            .flat_map(|(label, state)| change(state).into_iter().map(move |state| (label, state)))
            .collect();
        self.returned = std::mem::take(&mut self.returned)
            .into_iter()
            .flat_map(|(state, value)| change(state).into_iter().map(move |state| (state, value.clone())))
            .collect();
    }
}

fn take(exits: &mut Vec<(Option<Name>, State)>, label: Option<Name>) -> Vec<State> {
    let (taken, left) = std::mem::take(exits).into_iter().partition(|(exit, _)| exit.is_none() || *exit == label);
    *exits = left;
    let taken: Vec<(Option<Name>, State)> = taken;
    taken.into_iter().map(|(_, state)| state).collect()
}

impl Interpreter<'_> {
    /// Runs top-level code; the states at its end.
    pub(super) fn run_body(&mut self, body: &[StatementId], states: Vec<State>) -> Vec<State> {
        let outcome = self.run_statements(body, states);
        let mut ends = outcome.normal;
        ends.extend(outcome.returned.into_iter().map(|(state, _)| state));
        merge(&mut ends);
        ends
    }

    pub(super) fn run_statements(&mut self, body: &[StatementId], states: Vec<State>) -> Outcome {
        let mut whole = Outcome::normal(states);
        for &statement in body {
            if whole.normal.is_empty() {
                break;
            }
            let states = std::mem::take(&mut whole.normal);
            let outcome = self.run_statement(statement, states, None);
            whole.normal = whole.absorb(outcome);
        }
        whole
    }

    fn run_statement(&mut self, id: StatementId, states: Vec<State>, label: Option<Name>) -> Outcome {
        let statement = self.model.facts.statement(id);
        if !self.relevance.is_relevant(statement.span) || !self.step() {
            return Outcome::normal(states);
        }
        let mut outcome = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.run_relevant(id, states, label));
        merge(&mut outcome.normal);
        outcome
    }

    fn run_relevant(&mut self, id: StatementId, states: Vec<State>, label: Option<Name>) -> Outcome {
        let facts = self.model.facts;
        match &facts.statement(id).kind {
            StatementKind::Expression(expr) => Outcome::normal(self.run_expr(*expr, states)),
            StatementKind::Export(exported) => {
                Outcome::normal(exported.iter().fold(states, |states, exported| self.run_expr(exported.value, states)))
            }
            StatementKind::Declare { kind, declarations } => {
                let mut states = states;
                for declaration in declarations {
                    states = self.declare(*kind, &declaration.target, declaration.value, states);
                }
                Outcome::normal(states)
            }
            StatementKind::Block(body) => self.run_statements(body, states),
            StatementKind::If { test, consequent, alternate } => self.run_if(*test, *consequent, *alternate, states),
            StatementKind::For { init, test, update, body } => {
                let states = match init {
                    Some(init) => self.run_statement(*init, states, None).normal,
                    None => states,
                };
                self.run_loop(
                    &Loop { test: *test, update: *update, body: *body, label, runs_first: false, target: None },
                    states,
                )
            }
            StatementKind::ForEach { target, subject, body, .. } => {
                let states = self.run_expr(*subject, states);
                let target = Some(target);
                self.run_loop(&Loop { test: None, update: None, body: *body, label, runs_first: false, target }, states)
            }
            StatementKind::While { test, body } => self.run_loop(
                &Loop { test: Some(*test), update: None, body: *body, label, runs_first: false, target: None },
                states,
            ),
            StatementKind::DoWhile { body, test } => self.run_loop(
                &Loop { test: Some(*test), update: None, body: *body, label, runs_first: true, target: None },
                states,
            ),
            StatementKind::Switch { subject, cases } => self.run_switch(*subject, cases, states),
            StatementKind::Try { block, handler, finalizer, .. } => self.run_try(*block, *handler, *finalizer, states),
            StatementKind::Return(value) => self.run_return(*value, states),
            StatementKind::Throw(value) => {
                for state in self.run_expr(*value, states) {
                    self.note_throw(&state);
                }
                Outcome::default()
            }
            StatementKind::Break(label) => {
                Outcome { broke: states.into_iter().map(|state| (*label, state)).collect(), ..Outcome::default() }
            }
            StatementKind::Continue(label) => {
                Outcome { continued: states.into_iter().map(|state| (*label, state)).collect(), ..Outcome::default() }
            }
            StatementKind::Labeled { label, body } => {
                let mut outcome = self.run_statement(*body, states, Some(*label));
                let broke = take_labelled(&mut outcome.broke, *label);
                outcome.normal.extend(broke);
                outcome
            }
            StatementKind::Function(_)
            | StatementKind::Class(_)
            | StatementKind::Import { .. }
            | StatementKind::Reexport { .. }
            | StatementKind::Empty => Outcome::normal(states),
        }
    }

    fn run_expr(&mut self, expr: ExprId, states: Vec<State>) -> Vec<State> {
        let mut after = Vec::with_capacity(states.len());
        for state in states {
            after.extend(self.eval(expr, state).into_iter().map(|(state, _)| state));
        }
        after
    }

    fn declare(
        &mut self,
        kind: DeclarationKind,
        target: &Pattern,
        value: Option<ExprId>,
        states: Vec<State>,
    ) -> Vec<State> {
        let mut after = Vec::with_capacity(states.len());
        for state in states {
            let Some(value) = value else {
                after.push(self.declare_empty(kind, target, state));
                continue;
            };
            for (state, value) in self.eval(value, state) {
                let mut first = None;
                target.each_target(&mut |target| first = first.or(Some(target)));
                after.push(match first {
                    Some(expr) => self.store(expr, target, value, state),
                    None => state,
                });
            }
        }
        after
    }

    /// `let x;` is undefined; `var x;` keeps what it has.
    fn declare_empty(&mut self, kind: DeclarationKind, target: &Pattern, mut state: State) -> State {
        if let (DeclarationKind::Let, Pattern::Target(target)) = (kind, target)
            && let Some(binding) = self.model.scopes.resolve(*target)
        {
            self.store_local(binding, Value::Undefined, &mut state);
        }
        state
    }

    fn run_if(
        &mut self,
        test: ExprId,
        consequent: StatementId,
        alternate: Option<StatementId>,
        states: Vec<State>,
    ) -> Outcome {
        let (holds, fails) = self.split(test, states);
        let mut whole = Outcome::default();
        let outcome = self.run_statement(consequent, holds, None);
        let mut normal = whole.absorb(outcome);
        match alternate {
            Some(alternate) => {
                let outcome = self.run_statement(alternate, fails, None);
                normal.extend(whole.absorb(outcome));
            }
            None => normal.extend(fails),
        }
        whole.normal = normal;
        whole
    }

    /// The states on the two sides of a condition.
    fn split(&mut self, test: ExprId, states: Vec<State>) -> (Vec<State>, Vec<State>) {
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        for state in states {
            for (state, value) in self.condition(test, state) {
                holds.extend(self.assume(state.clone(), &value, true));
                fails.extend(self.assume(state, &value, false));
            }
        }
        merge(&mut holds);
        merge(&mut fails);
        (holds, fails)
    }

    fn run_loop(&mut self, it: &Loop<'_>, states: Vec<State>) -> Outcome {
        let mut whole = Outcome::default();
        let mut left: Vec<State> = Vec::new();
        let mut current = states;
        let mut seen: Vec<State> = Vec::new();
        for round in 0..=LOOP_ROUNDS {
            let tests_first = !(it.runs_first && round == 0);
            if tests_first {
                let (goes_on, stops) = match it.test {
                    Some(test) => self.split(test, current),
                    None if it.target.is_some() => (current.clone(), current),
                    None => (current, Vec::new()),
                };
                left.extend(stops);
                current = goes_on;
            }
            current.retain(|state| !seen.contains(state));
            seen.extend(current.iter().cloned());
            if current.is_empty() || round == LOOP_ROUNDS {
                break;
            }
            if let Some(target) = it.target {
                current = current.into_iter().map(|state| self.next_element(target, state)).collect();
            }
            let mut outcome = self.run_statement(it.body, current, None);
            left.extend(outcome.take_breaks(it.label));
            let mut next = outcome.take_continues(it.label);
            next.extend(whole.absorb(outcome));
            if let Some(update) = it.update {
                next = self.run_expr(update, next);
            }
            merge(&mut next);
            merge(&mut left);
            current = next;
        }
        share_checks(&mut left);
        whole.normal = left;
        whole
    }

    fn next_element(&mut self, target: &Pattern, mut state: State) -> State {
        let mut targets = Vec::new();
        target.each_target(&mut |target| targets.push(target));
        for target in targets {
            let value = self.result_of(target, &mut state);
            if let Some(binding) = self.model.scopes.resolve(target) {
                self.store_local(binding, value, &mut state);
            }
        }
        state
    }

    fn run_switch(&mut self, subject: ExprId, cases: &[Case], states: Vec<State>) -> Outcome {
        let mut whole = Outcome::default();
        let mut waiting: Vec<(State, Value)> = Vec::new();
        for state in states {
            waiting.extend(self.eval(subject, state));
        }
        let mut entries: Vec<Vec<State>> = Vec::new();
        for case in cases {
            let Some(test) = case.test else {
                entries.push(Vec::new());
                continue;
            };
            let (mut enters, mut passes) = (Vec::new(), Vec::new());
            for (state, value) in waiting {
                for (state, wanted) in self.eval(test, state) {
                    let matches = self.compare(crate::facts::BinaryOperator::Equal, value.clone(), wanted, &state);
                    let matches = matches.unwrap_or_else(|| self.symbol(Meaning::Result(test)));
                    enters.extend(self.assume(state.clone(), &matches, true));
                    passes.extend(self.assume(state, &matches, false).map(|state| (state, value.clone())));
                }
            }
            waiting = passes;
            entries.push(enters);
        }
        let unmatched: Vec<State> = waiting.into_iter().map(|(state, _)| state).collect();
        let mut after = Vec::new();
        match cases.iter().position(|case| case.test.is_none()) {
            Some(default) => entries[default] = unmatched,
            None => after = unmatched,
        }
        let mut falling: Vec<State> = Vec::new();
        for (case, enters) in cases.iter().zip(entries) {
            falling.extend(enters);
            merge(&mut falling);
            let mut outcome = self.run_statements(&case.body, falling);
            after.extend(outcome.take_breaks(None));
            falling = whole.absorb(outcome);
        }
        after.extend(falling);
        whole.normal = after;
        whole
    }

    fn run_try(
        &mut self,
        block: StatementId,
        handler: Option<StatementId>,
        finalizer: Option<StatementId>,
        states: Vec<State>,
    ) -> Outcome {
        // Any call in the block may throw: before it did anything, or after all of it.
        let mut thrown = states.clone();
        self.throws.push(Vec::new());
        let mut outcome = self.run_statement(block, states, None);
        thrown.extend(self.throws.pop().unwrap_or_default());
        thrown.extend(outcome.normal.iter().cloned());
        // Whether the call that threw has started what it was to start is not known.
        thrown.iter_mut().for_each(|state| state.pending = Shared::default());
        merge(&mut thrown);
        let mut uncaught = Vec::new();
        match handler {
            Some(handler) => {
                if self.calls_out(self.model.facts.statement(handler).span) {
                    thrown.iter_mut().for_each(State::doubt_open_sources);
                }
                let caught = self.run_statement(handler, thrown, None);
                let normal = outcome.absorb(caught);
                outcome.normal.extend(normal);
                merge(&mut outcome.normal);
                share_checks(&mut outcome.normal);
            }
            None => uncaught = thrown,
        }
        let Some(finalizer) = finalizer else { return outcome };
        let mut left = Outcome::default();
        let ended = self.run_statement(finalizer, uncaught, None);
        for state in left.absorb(ended) {
            match self.throws.is_empty() {
                true => self.note_end(&state),
                false => self.note_throw(&state),
            }
        }
        outcome.each_state(&mut |state| {
            let ended = self.run_statement(finalizer, vec![state], None);
            left.absorb(ended)
        });
        let normal = outcome.absorb(left);
        outcome.normal.extend(normal);
        outcome
    }

    fn run_return(&mut self, value: Option<ExprId>, states: Vec<State>) -> Outcome {
        let mut returned = Vec::new();
        for state in states {
            match value {
                Some(value) => returned.extend(self.eval(value, state)),
                None => returned.push((state, Value::Undefined)),
            }
        }
        Outcome { returned, ..Outcome::default() }
    }
}

/// A loop that sees to each image has seen to all of them, also where it finds none; so has a `try` that fails at it.
pub(super) fn share_checks(states: &mut [State]) {
    let mut checked = Vec::new();
    for (id, instance) in states.iter().flat_map(|state| state.instances.iter()) {
        if instance.images.is_any_checked() && !checked.contains(id) {
            checked.push(*id);
        }
    }
    for state in states {
        for &id in &checked {
            if !state.instance(id).is_some_and(|instance| instance.images.is_any_checked()) {
                state.instance_mut(id).images.set_any_checked();
            }
        }
    }
}

/// The parts of any loop.
struct Loop<'a> {
    test: Option<ExprId>,
    update: Option<ExprId>,
    body: StatementId,
    label: Option<Name>,
    /// `do … while`
    runs_first: bool,
    /// What each element of `for (… of …)` is stored in.
    target: Option<&'a Pattern>,
}

fn take_labelled(exits: &mut Vec<(Option<Name>, State)>, label: Name) -> Vec<State> {
    let (taken, left): (Vec<_>, Vec<_>) = std::mem::take(exits).into_iter().partition(|(exit, _)| *exit == Some(label));
    *exits = left;
    taken.into_iter().map(|(_, state)| state).collect()
}
