//! What calls give, and what the functions that they call back are given.

use crate::facts::{ExprId, ExprKind, FunctionId, ImportedName, Name, Pattern};
use crate::sdk::api::{Given, Shape as Wrapping};
use crate::sdk::semantics::{self, Gives};

use super::super::binding::BindingKind;
use super::super::functions::FunctionUse;
use super::super::instance::{Instance, InstanceId, Origin};
use super::super::outside::Shape;
use super::objects::{Object, method_of};
use super::values::PACKAGE;
use super::{Question, Solver, Type};

impl<'a> Solver<'a> {
    pub(super) fn creator(&mut self, callee: ExprId) -> Option<Gives> {
        match self.expr(callee) {
            Type::Path(path) => semantics::creator(&path).map(|creator| creator.gives),
            _ => None,
        }
    }

    pub(super) fn call(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId]) -> Type {
        match self.creator(callee) {
            Some(Gives::Result) => return Type::Instance(self.created(call, arguments)),
            Some(Gives::Promise) => return Type::Promise(self.created(call, arguments)),
            Some(Gives::Callback | Gives::New) | None => {}
        }
        if let Some(module) = self.required(callee, arguments) {
            return self.required_module(module);
        }
        if let ExprKind::Member { object, property, .. } = self.facts.kind(callee)
            && self.facts.names.text(*property) == "getInstance"
            && let Type::Instance(instance) = self.expr(*object)
        {
            return Type::Instance(instance);
        }
        if let Some(function) = self.functions.target(callee) {
            return self.result(function);
        }
        if let Some(found) = self.held_by_library(call) {
            return found;
        }
        if let Type::Shape(Shape::Function(given)) = self.expr(callee) {
            return self.of_shape(&given);
        }
        let Some((object, method)) = method_of(self.facts.kind(callee)) else { return Type::Unknown };
        self.sdk_result(object, method, arguments)
            .or_else(|| self.chained(object, method, arguments))
            .or_else(|| self.resolved_promise(object, method, arguments))
            .unwrap_or(Type::Unknown)
    }

    /// `Promise.resolve(value)`
    fn resolved_promise(&mut self, object: ExprId, method: Name, arguments: &[ExprId]) -> Option<Type> {
        let is_it = self.is_global(object, "Promise") && self.facts.names.text(method) == "resolve";
        let value = *arguments.first().filter(|_| is_it)?;
        let found = self.expr(value);
        Some(promised(found))
    }

    /// The promises of `Promise.all([...])`.
    pub(super) fn all_of(&self, call: ExprId) -> Option<&'a [ExprId]> {
        let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { return None };
        let (object, method) = method_of(self.facts.kind(*callee))?;
        let is_it = self.is_global(object, "Promise") && self.facts.names.text(method) == "all";
        match self.facts.kind(*arguments.first().filter(|_| is_it)?) {
            ExprKind::Array(items) => Some(items),
            _ => None,
        }
    }

    fn is_global(&self, expr: ExprId, text: &str) -> bool {
        let is_named = matches!(self.facts.kind(expr), ExprKind::Name(name) if self.facts.names.text(*name) == text);
        let binding = self.scopes.resolve(expr).map(|binding| &self.scopes.binding(binding).kind);
        is_named && matches!(binding, None | Some(BindingKind::Undeclared))
    }

    /// What `.then(...)`, `.catch(...)` and `.finally(...)` give.
    fn chained(&mut self, object: ExprId, method: Name, arguments: &[ExprId]) -> Option<Type> {
        let promise = self.expr(object);
        let is_promise = matches!(&promise, Type::Promise(_))
            || matches!(&promise, Type::Object(it) if matches!(it.given.shape, Wrapping::Promise | Wrapping::PromiseOfMany));
        match self.facts.names.text(method) {
            "catch" | "finally" if is_promise => Some(promise),
            "then" if is_promise => {
                let then = self.functions.target(*arguments.first()?)?;
                let found = self.result(then);
                Some(promised(found))
            }
            _ => None,
        }
    }

    /// The module of `require("module")`.
    fn required(&self, callee: ExprId, arguments: &[ExprId]) -> Option<&'a str> {
        let is_require = self.is_global(callee, "require");
        self.scopes.constant_text(self.facts, *arguments.first().filter(|_| is_require)?)
    }

    fn required_module(&mut self, module: &str) -> Type {
        if module == PACKAGE {
            return Type::Path("Dynamsoft".into());
        }
        self.imported(module, ImportedName::Namespace).unwrap_or(Type::Unknown)
    }

    /// What a call of one of the file's own functions gives.
    pub(super) fn result(&mut self, function: FunctionId) -> Type {
        self.ask(Question::Result(function), |this| {
            let scopes = this.scopes;
            let mut found = Type::Nothing;
            for &value in scopes.returns.get(&function).map_or(&[][..], Vec::as_slice) {
                let value = this.expr(value);
                found = this.join(found, value);
            }
            let found = if this.facts.function(function).is_async { promised(found) } else { found };
            let declared = this.facts.function(function).returns.as_ref();
            let declared = declared.and_then(|declared| this.annotated(declared, Origin::Result(function)));
            this.declared(declared, found)
        })
    }

    pub(super) fn new_object(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId]) -> Type {
        if self.creator(callee) == Some(Gives::New) {
            return Type::Instance(self.created(call, arguments));
        }
        if let Type::Shape(Shape::Class(members)) = self.expr(callee) {
            return Type::Shape(Shape::Object(members));
        }
        let is_promise =
            matches!(self.facts.kind(callee), ExprKind::Name(name) if self.facts.names.text(*name) == "Promise");
        let executor = arguments.first().and_then(|&executor| self.functions.target(executor));
        match executor.filter(|_| is_promise).and_then(|executor| self.resolved_with(executor)) {
            Some(instance) => Type::Promise(instance),
            None if self.is_own_class(callee) => Type::Other,
            None => Type::Unknown,
        }
    }

    /// A class of the file that stands on no other may be a stand-in, but is not the SDK's.
    fn is_own_class(&self, callee: ExprId) -> bool {
        let binding = self.scopes.resolve(callee).map(|binding| &self.scopes.binding(binding).kind);
        match binding {
            Some(BindingKind::Class(class)) => self.facts.class(*class).superclass.is_none(),
            Some(BindingKind::Function(function)) => !self.scopes.returns.contains_key(function),
            _ => false,
        }
    }

    /// The instance that a promise's executor resolves with: through `resolve(instance)`, or `resolve` as a creator's callback.
    fn resolved_with(&mut self, executor: FunctionId) -> Option<InstanceId> {
        let Some(Pattern::Target(resolve)) = self.facts.function(executor).parameters.first() else { return None };
        let resolve = self.scopes.resolve(*resolve)?;
        for at in 0..self.scopes.calls.len() {
            let call = self.scopes.calls[at].0;
            let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { continue };
            let found = if self.scopes.resolve(*callee) == Some(resolve) {
                arguments.first().map_or(Type::Nothing, |&value| self.expr(value))
            } else if arguments.iter().any(|&argument| self.scopes.resolve(argument) == Some(resolve))
                && self.creator(*callee) == Some(Gives::Callback)
            {
                Type::Instance(self.created(call, arguments))
            } else {
                continue;
            };
            if let Type::Instance(instance) = found {
                return Some(instance);
            }
        }
        None
    }

    /// The instance that a creating call gives. Calls for the same container give the same one.
    pub(super) fn created(&mut self, call: ExprId, arguments: &[ExprId]) -> InstanceId {
        // Asked for without a name, it is the page's first one each time.
        let container = arguments.first().map_or(Some("".into()), |&first| self.container(first));
        let name = container.clone().filter(|name| !name.is_empty());
        let origin = container.map_or(Origin::Call(call), Origin::Container);
        self.instances.intern(origin, Instance { is_known: true, is_created_here: true, container: name })
    }

    /// The id that a creating call names: its first argument, or the `WebTwainId` of its configuration.
    fn container(&self, argument: ExprId) -> Option<Box<str>> {
        let id = match self.facts.kind(argument) {
            ExprKind::Object(properties) => {
                let is_id = |name: Name| semantics::is_container_key(self.facts.names.text(name));
                properties.iter().find(|property| property.key.is_some_and(is_id))?.value
            }
            _ => argument,
        };
        self.scopes.constant_text(self.facts, id).map(Box::from)
    }

    /// What a parameter is given: by the SDK that calls the function back, by a promise, or by the file's own calls.
    pub(super) fn parameter(&mut self, function: FunctionId, index: usize) -> Type {
        let mut found = self.given_from_outside(function, index);
        for how in self.functions.uses(function).to_vec() {
            let given = match how {
                FunctionUse::Called(call) => self.argument(call, index),
                FunctionUse::Applied { call, is_list: false } => self.argument(call, index + 1),
                FunctionUse::Applied { call, is_list: true } => self.listed_argument(call, index),
                FunctionUse::Argument { call, index: position } => self.called_back(call, position, index),
                FunctionUse::Rendered { .. } | FunctionUse::Escapes => Type::Unknown,
            };
            found = self.join(found, given);
        }
        if found == Type::Nothing { Type::Unknown } else { found }
    }

    fn argument(&mut self, call: ExprId, index: usize) -> Type {
        match self.facts.kind(call) {
            ExprKind::Call { arguments, .. } | ExprKind::New { arguments, .. } => {
                arguments.get(index).map_or(Type::Nothing, |&argument| self.expr(argument))
            }
            _ => Type::Unknown,
        }
    }

    /// The item of the list that `f.apply(this, list)` gives.
    fn listed_argument(&mut self, call: ExprId, index: usize) -> Type {
        let ExprKind::Call { arguments, .. } = self.facts.kind(call) else { return Type::Unknown };
        arguments.get(1).map_or(Type::Nothing, |&list| self.item(list, index))
    }

    /// What a property of the object is that a parameter is given.
    pub(super) fn parameter_property(&mut self, function: FunctionId, index: usize, name: Name) -> Type {
        let mut found = self.property_given_from_outside(function, index, name);
        for how in self.functions.uses(function).to_vec() {
            let given = match how {
                FunctionUse::Called(call) => match self.facts.kind(call) {
                    ExprKind::Call { arguments, .. } => {
                        arguments.get(index).map_or(Type::Nothing, |&argument| self.member(argument, name))
                    }
                    _ => Type::Unknown,
                },
                FunctionUse::Rendered { element } if index == 0 => self.attribute(element, name),
                _ => Type::Unknown,
            };
            found = self.join(found, given);
        }
        if found == Type::Nothing { Type::Unknown } else { found }
    }

    /// What a function that is passed to `call` as the argument at `position` is called with, at `index`.
    pub(super) fn called_back(&mut self, call: ExprId, position: usize, index: usize) -> Type {
        let (ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments }) = self.facts.kind(call) else {
            return Type::Unknown;
        };
        if self.creator(*callee) == Some(Gives::Callback) {
            let is_success = !arguments[..position].iter().any(|&earlier| self.functions.target(earlier).is_some());
            return match index {
                0 if is_success => Type::Instance(self.created(call, arguments)),
                0 => Type::Other,
                _ => Type::Unknown,
            };
        }
        let Some((object, method)) = method_of(self.facts.kind(*callee)) else { return Type::Unknown };
        if position == 0 && index == 0 && self.facts.names.text(method) == "then" {
            let promise = self.expr(object);
            let value = self.awaited(promise.clone());
            return if value == promise { Type::Unknown } else { value };
        }
        self.sdk_callback((object, method), arguments, position, index).unwrap_or(Type::Unknown)
    }
}

/// What a promise of a value is; of a promise, itself.
pub(super) fn promised(found: Type) -> Type {
    match found {
        Type::Instance(instance) => Type::Promise(instance),
        Type::Object(Object { given: Given { receiver, shape }, through }) => {
            let shape = match shape {
                Wrapping::One | Wrapping::Promise => Wrapping::Promise,
                Wrapping::Many | Wrapping::PromiseOfMany => Wrapping::PromiseOfMany,
            };
            Type::Object(Object { given: Given { receiver, shape }, through })
        }
        other => other,
    }
}
