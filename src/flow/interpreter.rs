use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::facts::{ExprId, ExprKind, FunctionId, Name};
use crate::interrupt::checkpoint;
use crate::model::{BindingId, InstanceId, Model};
use crate::text::Span;

use super::noted::Noted;
use super::operation::{Exit, Flow, Operation, OperationKind, Operations, Release, Run, Sample};
use super::relevance::Relevance;
use super::roots::{self, Root};
use super::scans::ScanEnd;
use super::state::State;
use super::symbols::{Meaning, Symbol, Symbols};
use super::value::Value;

/// Statements and calls that one run may execute; beyond, its results are incomplete.
const STEPS_PER_ROOT: u32 = 20_000;
/// The same for a whole file.
const STEPS_PER_FILE: u32 = 400_000;
/// Samples that an operation keeps; more say nothing new.
const MAX_SAMPLES: usize = 64;

/// Runs the code of one file.
pub(super) struct Interpreter<'m> {
    pub model: &'m Model<'m>,
    pub symbols: Symbols,
    pub relevance: Relevance,
    /// The functions that are being run, outermost first.
    pub stack: Vec<FunctionId>,
    /// The constants that are being evaluated.
    pub constants: Vec<BindingId>,
    /// States in which the `try` blocks around the current code may be left, innermost last.
    pub throws: Vec<Vec<State>>,
    /// The instance whose scan has ended when the current root runs.
    pub completed: Option<InstanceId>,
    pub is_complete: bool,
    pub scan_ends: Noted<ScanEnd>,
    /// The ends of the callbacks in which the current run gets its instances.
    pub set_up: Vec<State>,
    pub releases: Noted<Release>,
    /// See [`Self::calls_out`]; found when it is first asked.
    pub outward_calls: OnceCell<Vec<Span>>,
    current: Run,
    operations: Operations,
    entered: FxHashSet<FunctionId>,
    steps_left_in_root: u32,
    steps_left: u32,
}

impl<'m> Interpreter<'m> {
    pub fn new(model: &'m Model<'m>) -> Self {
        Self {
            model,
            symbols: Symbols::default(),
            relevance: Relevance::of(model),
            stack: Vec::new(),
            constants: Vec::new(),
            throws: Vec::new(),
            completed: None,
            is_complete: true,
            scan_ends: Noted::new(),
            set_up: Vec::new(),
            releases: Noted::new(),
            outward_calls: OnceCell::new(),
            current: Run::default(),
            operations: Operations::default(),
            entered: FxHashSet::default(),
            steps_left_in_root: 0,
            steps_left: STEPS_PER_FILE,
        }
    }

    pub fn run(mut self) -> Flow {
        let mut exits = Vec::new();
        for root in roots::of(self.model) {
            exits.push(self.run_root(&root));
        }
        // What no run has come to, callers before what they define.
        let mut missed: Vec<_> = self.model.facts.functions().map(|(id, function)| (function.span.start, id)).collect();
        missed.sort_unstable();
        for (_, function) in missed {
            if !self.entered.contains(&function) && self.relevance.is_active(function) {
                exits.push(self.run_root(&Root::Function(function)));
            }
        }
        let mut operations: Vec<Operation> = self.operations.into_values().collect();
        operations.sort_by_key(|operation| (self.model.facts.span(operation.expr), operation.expr));
        let (scan_ends, releases) = (self.scan_ends.into_list(), self.releases.into_list());
        Flow { operations, exits, scan_ends, releases, symbols: self.symbols }
    }

    fn run_root(&mut self, root: &Root) -> Exit {
        checkpoint();
        self.steps_left_in_root = STEPS_PER_ROOT;
        self.is_complete = true;
        self.current = Run(self.current.0 + 1);
        self.completed = root.completed();
        let (function, mut states) = match root {
            Root::Units(units) => {
                let mut states = vec![State::default()];
                for &unit in units {
                    states = self.run_body(&self.model.facts.units[unit].body, states);
                }
                (None, states)
            }
            Root::Function(function) | Root::CompletionEvent(function, _) => {
                let ends = self.enter(*function, None, vec![State::default()]);
                (Some(*function), ends.into_iter().map(|(state, value)| give_away(state, &value)).collect())
            }
        };
        states.iter().filter(|state| state.pending.is_empty()).for_each(|state| self.note_end(state));
        self.drain(&states, 0);
        states.append(&mut self.set_up);
        Exit { function, states, run: self.current, is_complete: self.is_complete }
    }

    /// Counts a step; `false` when the bound is met and the rest is to be left out.
    pub fn step(&mut self) -> bool {
        if self.steps_left_in_root == 0 || self.steps_left == 0 {
            self.is_complete = false;
            return false;
        }
        self.steps_left_in_root -= 1;
        self.steps_left -= 1;
        true
    }

    pub fn note_entered(&mut self, function: FunctionId) {
        self.entered.insert(function);
    }

    pub fn note_throw(&mut self, state: &State) {
        if let Some(throws) = self.throws.last_mut() {
            throws.push(state.clone());
        }
    }

    pub fn symbol(&mut self, meaning: Meaning) -> Value {
        Value::Unknown(self.symbols.intern(meaning))
    }

    /// The unknown result of an expression that has just been evaluated (again).
    pub fn result_of(&mut self, expr: ExprId, state: &mut State) -> Value {
        let symbol = self.symbols.intern(Meaning::Result(expr));
        state.forget(symbol);
        Value::Unknown(symbol)
    }

    pub fn global(&mut self, path: &str) -> Symbol {
        self.symbols.intern(Meaning::Global(path.into()))
    }

    pub fn record(&mut self, expr: ExprId, member: ExprId, kind: OperationKind, state: &State, values: Vec<Value>) {
        let (Some(instance), ExprKind::Member { property, .. }) =
            (self.model.receiver(member), self.model.facts.kind(member))
        else {
            return;
        };
        let name: Name = *property;
        let is_after_scan = self.completed == Some(instance) || scan_has_ended(state, instance);
        let operation = self.operations.entry(expr).or_insert_with(|| Operation {
            expr,
            member,
            name,
            instance,
            kind,
            samples: Vec::new(),
            is_complete: true,
        });
        operation.is_complete &= self.is_complete;
        if operation.samples.len() < MAX_SAMPLES {
            operation.samples.push(Sample { state: state.clone(), values, is_after_scan, run: self.current });
        } else {
            operation.is_complete = false;
        }
    }
}

/// Whoever called gets the promise that a function returns, and may see to its failure.
fn give_away(mut state: State, value: &Value) -> State {
    if let Value::Promise(id) = value {
        for chain in state.pending.to_mut().iter_mut().filter(|chain| chain.id == *id) {
            Arc::make_mut(chain).is_given_away = true;
        }
    }
    state
}

/// Whether a scan was started in an earlier turn of the path.
fn scan_has_ended(state: &State, instance: InstanceId) -> bool {
    let Some(instance) = state.instance(instance) else { return false };
    instance.events.iter().any(|event| event.kind == super::EventKind::Acquire && event.turn < state.turn)
}
