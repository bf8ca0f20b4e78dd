//! The functions of the user's that the SDK calls back, and what it calls them with.

use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Parent};
use crate::sdk::api::{self, Event, Form, Member, Param, Shape};
use crate::sdk::semantics::OPEN_TYPES;
use crate::sdk::values::{CALLBACKS_GIVEN_MORE, OPEN_CALLBACK_METHODS, OPEN_EVENTS};

use super::Context;
use super::calls::SdkCall;
use super::inputs::{Input, Slot};
use super::members::{is_told, named_event};

/// A function that is given to the SDK, or to a promise of it.
pub(super) struct Callback<'c> {
    pub function: ExprId,
    caller: Caller<'c>,
}

enum Caller<'c> {
    Handler(Member),
    Event(Event),
    Method {
        method: Member,
        /// The parameter that takes the callback, as each overload declares it.
        params: &'c [Param],
    },
    Promise {
        how: &'static str,
        passes: &'static str,
        is_error: bool,
    },
}

/// What a function is called with.
pub(super) struct Passed {
    /// For people: the event, method or promise that calls.
    pub by: String,
    /// What the documentation calls the values.
    pub names: Vec<&'static str>,
    /// The place of a value that is an object of the SDK.
    pub object: Option<usize>,
    /// Whether there is but one, an object that holds a code and a message.
    pub is_error: bool,
    /// Whether there may be more than the documentation says.
    pub may_be_more: bool,
}

/// How declarations write the type of an error.
const ERROR_TYPE: &str = "{code: number, message: string}";

/// Those that take something.
pub(super) fn callbacks<'c>(context: &'c Context<'_>, access: &Access) -> Vec<Callback<'c>> {
    let takes_something = |input: &&Input| {
        let function = context.model.functions.target(input.value);
        function.is_some_and(|function| !context.model.facts.function(function).parameters.is_empty())
    };
    let inputs = context.inputs(access).values.iter().filter(takes_something);
    let mut found: Vec<Callback<'_>> = inputs.filter_map(|input| taken(context, access, input)).collect();
    found.extend(settled(context, access));
    found
}

impl Callback<'_> {
    /// `None` where that is not known.
    pub fn passed(&self) -> Option<Passed> {
        match &self.caller {
            Caller::Handler(member) => by_handler(*member),
            Caller::Event(event) => by_event(*event),
            Caller::Method { method, params } => by_method(*method, params),
            Caller::Promise { how, passes, is_error } => Some(by_promise(how, passes, *is_error)),
        }
    }
}

fn taken<'c>(context: &Context<'_>, access: &Access, input: &'c Input) -> Option<Callback<'c>> {
    let caller = match &input.slot {
        Slot::Property(member) | Slot::Key(member) => Caller::Handler(*member),
        Slot::Argument { method, position, params } => match named_event(context, access) {
            Some(event) if *position == 1 => Caller::Event(api::event(&event.method, event.name)?),
            _ => Caller::Method { method: *method, params },
        },
    };
    Some(Callback { function: input.value, caller })
}

/// The types of handlers that are called with nothing at all may only leave it out.
fn by_handler(member: Member) -> Option<Passed> {
    if !is_told(member) || OPEN_TYPES.contains(&member.receiver().name()) {
        return None;
    }
    let names = member.all_forms().filter_map(Form::handler_params).max_by_key(Vec::len)?;
    let by = format!("`{}`", member.name());
    (!names.is_empty()).then_some(Passed { by, names, object: None, is_error: false, may_be_more: false })
}

fn by_event(event: Event) -> Option<Passed> {
    if !event.is_current() || OPEN_EVENTS.contains(&event.name()) {
        return None;
    }
    Some(Passed {
        by: format!("`{}`", event.name()),
        names: event.params().map(|(name, _)| name).collect(),
        object: event.param_receivers().next().map(|(at, _)| at),
        is_error: false,
        may_be_more: false,
    })
}

/// The most that the types of any release tell of, or where more may come than they tell, what the newest do.
fn by_method(method: Member, params: &[Param]) -> Option<Passed> {
    let path = format!("{}.{}", method.receiver().name(), method.name());
    if !is_told(method) || OPEN_CALLBACK_METHODS.contains(&path.as_str()) {
        return None;
    }
    let told = params.iter().filter_map(|param| Some(param.callback()?.collect::<Vec<_>>()));
    let mut told = told.filter(|names| !names.iter().any(|name| name.starts_with("...")));
    let may_be_more = params.iter().any(|param| CALLBACKS_GIVEN_MORE.contains(&param.name()));
    let names = if may_be_more { told.next() } else { told.rev().max_by_key(Vec::len) }?;
    let is_object = |param: &Param| param.callback_given(0).is_some_and(|given| given.shape == Shape::One);
    Some(Passed {
        by: format!("`{}`", method.name()),
        object: params.iter().all(is_object).then_some(0),
        is_error: params.iter().any(|param| param.type_text().contains(ERROR_TYPE)),
        may_be_more,
        names,
    })
}

/// What runs when the promise that a call gives is kept or broken: `call.then(one, other).catch(other)`.
fn settled<'c>(context: &Context<'_>, access: &Access) -> Vec<Callback<'c>> {
    let mut found = Vec::new();
    if access.call().is_none_or(|call| chained(context, call).is_none()) {
        return found;
    }
    let Some(call) = SdkCall::of(context, access) else { return found };
    let gives_promise = |form: &Form| form.type_text().starts_with("Promise");
    if !call.forms.iter().all(gives_promise) {
        return found;
    }
    let facts = context.model.facts;
    let mut promise = call.call;
    while let Some((method, next)) = chained(context, promise) {
        let ExprKind::Call { arguments, .. } = facts.kind(next) else { break };
        for (position, &function) in arguments.iter().enumerate() {
            let caller = match (method, position) {
                ("then", 0) => Caller::Promise { how: "kept", passes: "the value", is_error: false },
                ("then", 1) | ("catch", 0) => Caller::Promise { how: "broken", passes: "the error", is_error: true },
                _ => continue,
            };
            found.push(Callback { function, caller });
        }
        promise = next;
    }
    found
}

fn by_promise(how: &str, name: &'static str, is_error: bool) -> Passed {
    Passed { by: format!("a promise that is {how}"), names: vec![name], object: None, is_error, may_be_more: false }
}

/// The method that is called on a promise, and the call.
pub(super) fn chained<'a>(context: &Context<'a>, promise: ExprId) -> Option<(&'a str, ExprId)> {
    let (facts, parents) = (context.model.facts, &context.model.parents);
    let Parent::Expr(member) = parents.of_expr(promise) else { return None };
    let ExprKind::Member { object, property, .. } = facts.kind(member) else { return None };
    let Parent::Expr(call) = parents.of_expr(member) else { return None };
    let is_called = matches!(facts.kind(call), ExprKind::Call { callee, .. } if *callee == member);
    (is_called && *object == promise).then(|| (facts.names.text(*property), call))
}
