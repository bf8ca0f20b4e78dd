//! Calls: of the SDK, of the file's own functions, of promises, and of what is not seen.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::facts::{ExprId, ExprKind, FunctionId, Name};
use crate::model::{BindingKind, InstanceId, Model};
use crate::sdk::api::{self, ArgumentKind, Form};
use crate::sdk::semantics::{Completes, Gives};

use super::builtins::{
    is_browser_function, is_conversion, is_element_lookup, is_iteration, is_pure_method, is_timer, method_of_text,
    only_reads,
};
use super::chains::{Chain, ChainId, Completion, Step, is_promise_method};
use super::effects::create;
use super::interpreter::Interpreter;
use super::operation::OperationKind;
use super::paths::{self, Forks};
use super::state::State;
use super::symbols::{Meaning, Symbol};
use super::value::Value;

/// The type of an instance.
const INSTANCE: &str = "WebTwain";

impl Interpreter<'_> {
    pub(super) fn call(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId], state: State) -> Forks {
        if self.model.creation(call).is_some() {
            return self.create(call, arguments, state);
        }
        if self.model.receiver(callee).is_some() {
            return self.call_sdk(call, callee, arguments, state);
        }
        let state = self.set_by_part(call, callee, arguments, state);
        if let Some(function) = self.model.functions.target(callee) {
            return self.call_own(call, function, arguments, state, false);
        }
        if is_timer_call(self.model, callee) {
            return self.call_later(call, arguments, state);
        }
        if super::scans::is_release(self.model, callee) {
            self.note_release(call, &state);
        }
        let mut forks = match self.model.facts.kind(callee) {
            ExprKind::Member { object, property, .. } => self.call_method(call, *object, *property, arguments, state),
            ExprKind::Name(_) => self.call_unseen(call, callee, arguments, state),
            _ => {
                let mut parts = vec![callee];
                parts.extend(arguments);
                self.opaque(call, &parts, state)
            }
        };
        if let Some(instance) = self.model.handed_out(call) {
            forks.iter_mut().for_each(|(state, _)| state.instance_mut(instance).blur());
        }
        if !leaves_arguments_alone(self.model, callee) {
            let receiver = match self.model.facts.kind(callee) {
                ExprKind::Member { object, .. } => Some(*object),
                _ => None,
            };
            let lent: Vec<ExprId> = arguments.iter().copied().chain(receiver).collect();
            forks.iter_mut().for_each(|(state, _)| self.lend(&lent, state));
        }
        forks
    }

    /// Objects that code out of sight is given, or runs on, may have any properties afterwards.
    fn lend(&mut self, lent: &[ExprId], state: &mut State) {
        for &expr in lent {
            let binding = self.model.scopes.resolve(expr);
            if let Some(binding) = binding
                && let Some(Value::Object(_)) = state.local(binding)
            {
                let unknown = self.symbol(Meaning::Result(expr));
                state.set_local(binding, unknown);
                continue;
            }
            let is_nameable = binding.is_some() || matches!(self.model.facts.kind(expr), ExprKind::This);
            if is_nameable
                && !state.equal.is_empty()
                && let Some((_, Value::Unknown(owner))) = self.eval(expr, state.clone()).into_iter().next()
            {
                self.forget_written(owner, state);
            }
        }
    }

    /// What code has stored in an object's properties; what conditions have found there still tells paths apart.
    fn forget_written(&self, owner: Symbol, state: &mut State) {
        let is_found = |member: Symbol| {
            let mut found = state.assumptions.iter().filter(|(_, truth)| *truth);
            found.any(|(symbol, _)| matches!(self.symbols.meaning(*symbol), Meaning::Equal(it, _) if *it == member))
        };
        let is_written = |member: &Symbol| {
            matches!(self.symbols.meaning(*member), Meaning::Member(it, _) if *it == owner) && !is_found(*member)
        };
        let written: Vec<Symbol> = state.equal.iter().map(|(member, _)| *member).filter(is_written).collect();
        written.into_iter().for_each(|member| state.forget(member));
    }

    pub(super) fn construct(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId], state: State) -> Forks {
        if self.model.creation(call).is_some() {
            return self.create(call, arguments, state);
        }
        if let Some(executor) = arguments.first().and_then(|&executor| self.model.functions.target(executor))
            && is_promise_constructor(self.model, call)
        {
            return self.run_executor(call, executor, state);
        }
        if let Some(function) = self.model.functions.target(callee) {
            return self.call_own(call, function, arguments, state, false);
        }
        self.opaque(call, arguments, state)
    }

    /// The executor of a promise runs at once; what it starts is pending.
    fn run_executor(&mut self, call: ExprId, executor: FunctionId, state: State) -> Forks {
        let ends = self.enter(executor, None, vec![state]);
        let pending = |this: &mut Self, mut state: State| {
            let id = ChainId(call);
            this.start_chain(&mut state, Chain::new(id, Vec::new()));
            (state, Value::Promise(id))
        };
        ends.into_iter().map(|(state, _)| pending(self, state)).collect()
    }

    fn create(&mut self, call: ExprId, arguments: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(arguments, state);
        let start = |this: &mut Self, mut state: State| {
            let steps = vec![this.callbacks(arguments)];
            let id = ChainId(call);
            let value = match this.model.creation(call) {
                // It gives an instance that may have been there before.
                Some((Gives::Result, _)) | None => this.result_of(call, &mut state),
                Some((Gives::New, instance)) => {
                    create(&mut state, instance);
                    this.result_of(call, &mut state)
                }
                Some((gives, instance)) => {
                    this.start_chain(&mut state, Chain { creates: Some(instance), ..Chain::new(id, steps) });
                    if gives == Gives::Promise { Value::Promise(id) } else { this.result_of(call, &mut state) }
                }
            };
            (state, value)
        };
        paths.into_iter().map(|(state, _)| start(self, state)).collect()
    }

    /// The functions among the arguments: the first for success, the second for failure.
    fn callbacks(&self, arguments: &[ExprId]) -> Step {
        let mut functions = arguments.iter().filter_map(|&argument| self.model.functions.target(argument));
        Step { on_success: functions.next(), on_failure: functions.next(), has_unseen: false }
    }

    /// The callbacks of a method, by the positions where the overloads that fit take functions.
    fn callbacks_of(&self, method: &str, arguments: &[ExprId]) -> Step {
        let facts = self.model.facts;
        let kinds = arguments.iter().map(|&it| self.model.functions.argument_kind(facts, it));
        let kinds: SmallVec<[ArgumentKind; 8]> = kinds.collect();
        if !kinds.iter().any(|kind| matches!(kind, ArgumentKind::Function | ArgumentKind::Unknown)) {
            return Step::default();
        }
        let Some(member) = api::receiver(INSTANCE).and_then(|on| on.member(method)) else {
            return self.callbacks(arguments);
        };
        let positions = |form: Form| -> SmallVec<[usize; 2]> {
            let takes_function = form.params().enumerate().filter(|(_, param)| param.callback().is_some());
            takes_function.map(|(at, _)| at).take(2).collect()
        };
        let fitting = member.all_forms().filter(|form| form.fits(&kinds)).map(positions);
        let mut fitting: SmallVec<[SmallVec<[usize; 2]>; 4]> = fitting.collect();
        fitting.dedup();
        let may_be_function = |at: &usize| kinds.get(*at) == Some(&ArgumentKind::Unknown);
        match fitting.as_slice() {
            [only] => {
                let function = |nth: usize| self.model.functions.target(*arguments.get(*only.get(nth)?)?);
                let has_unseen = only.iter().any(may_be_function);
                Step { on_success: function(0), on_failure: function(1), has_unseen }
            }
            _ => {
                let has_unseen = fitting.iter().flatten().any(may_be_function);
                Step { has_unseen, ..self.callbacks(arguments) }
            }
        }
    }

    fn has_function(&self, arguments: &[ExprId]) -> bool {
        arguments.iter().any(|&argument| self.model.functions.target(argument).is_some())
    }

    fn call_sdk(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(arguments, state);
        let mut forks = Forks::new();
        for (state, values) in paths {
            self.record(call, callee, OperationKind::Call, &state, values.clone());
            let state = self.note_transfer(call, callee, &values, state);
            forks.push(self.perform(call, callee, arguments, values, state));
        }
        forks
    }

    fn perform(
        &mut self,
        call: ExprId,
        callee: ExprId,
        arguments: &[ExprId],
        values: Vec<Value>,
        mut state: State,
    ) -> (State, Value) {
        let Some(instance) = self.model.receiver(callee) else {
            let value = self.result_of(call, &mut state);
            return (state, value);
        };
        let Some(meaning) = self.model.meaning(callee) else {
            self.touch(call, callee, instance, &mut state);
            let value = self.result_of(call, &mut state);
            return (state, value);
        };
        let span = self.model.facts.span(call);
        let completion = Completion { instance, meaning, values, span };
        self.begin(&mut state, &completion);
        let step = self.callbacks_of(meaning.name, arguments);
        let has_callback = step.on_success.is_some() || step.on_failure.is_some() || step.has_unseen;
        let is_later = match meaning.completes {
            Completes::Sync => false,
            Completes::Callbacks | Completes::Promise => true,
            Completes::Either => has_callback,
        };
        if state.instance(instance).is_some() || is_later {
            state.instance_mut(instance).unanswered = is_later.then_some(span);
        }
        if !is_later {
            self.complete(&mut state, &completion);
            let value = self.answer(call, &completion, &mut state);
            return (state, value);
        }
        let id = ChainId(call);
        self.start_chain(&mut state, Chain { completion: Some(completion), ..Chain::new(id, vec![step]) });
        let value = match meaning.completes {
            Completes::Promise => Value::Promise(id),
            _ => self.result_of(call, &mut state),
        };
        (state, value)
    }

    /// A call of which nothing is known but that it is over when the next statement runs.
    fn touch(&self, call: ExprId, callee: ExprId, instance: InstanceId, state: &mut State) {
        let ExprKind::Member { property, .. } = self.model.facts.kind(callee) else { return };
        let name = self.model.facts.names.text(*property);
        let (span, turn) = (self.model.facts.span(call), state.turn);
        if state.instance(instance).is_some() {
            let instance = state.instance_mut(instance);
            instance.unanswered = None;
            instance.note_use(name, span, turn);
        }
    }

    pub(super) fn call_own(
        &mut self,
        call: ExprId,
        function: FunctionId,
        arguments: &[ExprId],
        state: State,
        is_awaited: bool,
    ) -> Forks {
        let is_spread = |&argument: &ExprId| matches!(self.model.facts.kind(argument), ExprKind::Spread(_));
        let has_spread = arguments.iter().any(is_spread);
        let paths = self.eval_all(arguments, state);
        let mut forks = Forks::new();
        for (state, values) in paths {
            let given = (!has_spread).then_some(&*values);
            let is_detached = self.model.facts.function(function).is_async && !is_awaited;
            if is_detached {
                forks.push(self.start_detached(call, function, given, state));
            } else {
                forks.extend(self.enter(function, given, vec![state]));
            }
        }
        forks
    }

    /// An asynchronous function that is not awaited: how far it has come when the caller goes on is not known.
    fn start_detached(
        &mut self,
        call: ExprId,
        function: FunctionId,
        values: Option<&[Value]>,
        state: State,
    ) -> (State, Value) {
        let ends = self.enter(function, values, vec![state.clone()]);
        let turn = state.turn;
        let mut after = state;
        for (end, _) in &ends {
            for (id, touched) in end.instances.iter() {
                if after.instance(*id) != Some(&**touched) {
                    // What comes after its first wait may not have happened yet.
                    let happened = touched.events.iter().filter(|event| event.turn <= turn);
                    let events = happened.copied().collect();
                    let instance = after.instance_mut(*id);
                    instance.blur();
                    instance.events = events;
                }
            }
        }
        let ends: Vec<State> = ends.into_iter().map(|(state, _)| state).collect();
        ends.iter().filter(|end| end.pending.is_empty()).for_each(|end| self.note_end(end));
        self.drain(&ends, 1);
        let id = ChainId(call);
        self.start_chain(&mut after, Chain::new(id, Vec::new()));
        (after, Value::Promise(id))
    }

    /// `setTimeout(callback)`: what is pending then has most likely finished.
    fn call_later(&mut self, call: ExprId, arguments: &[ExprId], state: State) -> Forks {
        let on_success = arguments.first().and_then(|&callback| self.model.functions.target(callback));
        let mut forks = self.opaque(call, arguments, state);
        for (state, _) in &mut forks {
            let steps = vec![Step { on_success, ..Step::default() }];
            self.start_chain(state, Chain::new(ChainId(call), steps));
        }
        forks
    }

    fn call_method(&mut self, call: ExprId, object: ExprId, method: Name, arguments: &[ExprId], state: State) -> Forks {
        let names = &self.model.facts.names;
        let mut forks = Forks::new();
        for (state, receiver) in self.eval(object, state) {
            match receiver {
                Value::Promise(id) if is_promise_method(names, method) => {
                    let mut state = state;
                    self.extend_chain(&mut state, id, &self.step_of(names.text(method), arguments));
                    forks.push((state, Value::Promise(id)));
                }
                Value::Unknown(_) if is_promise_method(names, method) && self.has_function(arguments) => {
                    let mut state = state;
                    let id = ChainId(call);
                    let steps = vec![self.step_of(names.text(method), arguments)];
                    self.start_chain(&mut state, Chain { is_unseen: true, ..Chain::new(id, steps) });
                    forks.push((state, Value::Promise(id)));
                }
                Value::String(text) if is_pure_method(names.text(method)) => {
                    for (mut state, values) in self.eval_all(arguments, state) {
                        let constants: Option<Vec<String>> =
                            values.iter().map(|it| it.constant().map(Cow::into_owned)).collect();
                        let known =
                            constants.and_then(|constants| method_of_text(&text, names.text(method), &constants));
                        let value = known.unwrap_or_else(|| self.result_of(call, &mut state));
                        forks.push((state, value));
                    }
                }
                _ if is_iteration(names.text(method)) => forks.extend(self.iterate(call, arguments, state)),
                Value::Unknown(symbol) if is_pure_method(names.text(method)) => {
                    forks.extend(self.derive(call, symbol, names.text(method), arguments, state));
                }
                _ => forks.extend(self.opaque(call, arguments, state)),
            }
        }
        forks
    }

    /// What a function that gives the same for the same gives.
    fn derive(&mut self, call: ExprId, subject: Symbol, function: &str, arguments: &[ExprId], state: State) -> Forks {
        let mut forks = Forks::new();
        for (state, values) in self.eval_all(arguments, state) {
            let constants: Option<Vec<String>> = values.iter().map(|it| it.constant().map(Cow::into_owned)).collect();
            let meaning = match constants {
                Some(constants) => Meaning::Derived(subject, function.into(), constants.into()),
                None => Meaning::Result(call),
            };
            let value = self.truth_of_scheme(meaning);
            let value = self.resolved(value, &state);
            forks.push((state, value));
        }
        forks
    }

    /// `list.forEach(callback)`: the callback runs now, and perhaps not at all.
    fn iterate(&mut self, call: ExprId, arguments: &[ExprId], state: State) -> Forks {
        let callback = arguments.iter().find_map(|&argument| self.model.functions.target(argument));
        let Some(callback) = callback.filter(|&callback| self.relevance.is_active(callback)) else {
            return self.opaque(call, arguments, state);
        };
        let mut states = vec![state.clone()];
        states.extend(self.enter(callback, None, vec![state]).into_iter().map(|(state, _)| state));
        paths::merge(&mut states);
        super::execute::share_checks(&mut states);
        let finish = |this: &mut Self, mut state: State| {
            let value = this.result_of(call, &mut state);
            (state, value)
        };
        states.into_iter().map(|state| finish(self, state)).collect()
    }

    /// A call by a name that the file does not define.
    fn call_unseen(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId], state: State) -> Forks {
        let ExprKind::Name(name) = self.model.facts.kind(callee) else { return self.opaque(call, arguments, state) };
        let text = self.model.facts.names.text(*name);
        if is_conversion(text) && arguments.len() <= 2 && !arguments.is_empty() {
            return self.convert(call, text, arguments, state);
        }
        if is_element_lookup(text) && !arguments.is_empty() {
            let subject = self.global(text);
            return self.derive(call, subject, text, arguments, state);
        }
        let may_touch = may_touch_instances(self.model, callee, text);
        let mut forks = self.opaque(call, arguments, state);
        if may_touch {
            forks.iter_mut().for_each(|(state, _)| state.blur_instances());
        }
        forks
    }

    /// `Number(x)` and the like keep what is known of `x`.
    fn convert(&mut self, call: ExprId, conversion: &str, arguments: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(arguments, state);
        let apply = |this: &mut Self, mut state: State, values: Vec<Value>| {
            let value = match values.into_iter().next() {
                Some(value @ (Value::Unknown(_) | Value::Not(_))) => value,
                Some(value) if conversion == "Boolean" => match this.truth(&value, &state) {
                    Some(truth) => Value::Bool(truth),
                    None => this.result_of(call, &mut state),
                },
                Some(value) if conversion == "String" => match value.constant() {
                    Some(text) => Value::String(text.into()),
                    None => value,
                },
                Some(value) => match value.as_number() {
                    Some(number) => Value::Number(number),
                    None => this.result_of(call, &mut state),
                },
                None => Value::Undefined,
            };
            (state, value)
        };
        paths.into_iter().map(|(state, values)| apply(self, state, values)).collect()
    }
}

/// `new Promise(…)`
pub(super) fn is_promise_constructor(model: &Model<'_>, call: ExprId) -> bool {
    let ExprKind::New { callee, .. } = model.facts.kind(call) else { return false };
    matches!(model.facts.kind(*callee), ExprKind::Name(name) if model.facts.names.text(*name) == "Promise")
}

/// `setTimeout(…)`, `window.setTimeout(…)`
pub(super) fn is_timer_call(model: &Model<'_>, callee: ExprId) -> bool {
    let is_global = |binding| {
        let binding = model.scopes.binding(binding);
        binding.kind == BindingKind::Undeclared && is_timer(model.facts.names.text(binding.name))
    };
    model.scopes.resolve(callee).is_some_and(is_global)
}

/// `console.log(options)` reads what it is given.
fn leaves_arguments_alone(model: &Model<'_>, callee: ExprId) -> bool {
    let mut root = callee;
    while let ExprKind::Member { object, .. } = model.facts.kind(root) {
        root = *object;
    }
    matches!(model.facts.kind(root), ExprKind::Name(name) if only_reads(model.facts.names.text(*name)))
}

/// Whether a function that is not seen may be the page's own, and set up the instance.
pub(super) fn may_touch_instances(model: &Model<'_>, callee: ExprId, name: &str) -> bool {
    let is_ours = model.scopes.resolve(callee).is_some_and(|binding| {
        matches!(model.scopes.binding(binding).kind, BindingKind::Undeclared | BindingKind::Import { .. })
    });
    is_ours && !is_browser_function(name)
}
