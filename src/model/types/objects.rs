//! Values of the SDK's types besides the instance itself: its viewer and add-ons, devices, results.

use crate::facts::{ExprId, ExprKind, Name};
use crate::sdk::api::{self, ArgumentKind, Given, Member, MemberKind, Receiver, Shape};
use crate::sdk::semantics;

use super::super::instance::InstanceId;
use super::{Solver, Type};

/// A value of a type of the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) struct Object {
    pub given: Given,
    /// The instance that it was reached through.
    pub through: Option<InstanceId>,
}

/// Methods of lists that give one of the elements, and those that give a list of them.
const GIVE_ONE: [&str; 4] = ["find", "at", "pop", "shift"];
const GIVE_MANY: [&str; 5] = ["filter", "slice", "concat", "sort", "reverse"];
/// Methods of lists that call a function with each element.
const CALL_WITH_EACH: [&str; 6] = ["forEach", "map", "find", "filter", "some", "every"];

/// What a path into the library gives: of `Dynamsoft.DWT`, the type of that name.
pub(in crate::model) fn receiver_of_path(path: &str) -> Option<Receiver> {
    let mut parts = path.split('.');
    let library = api::receiver(parts.next()?)?;
    parts.try_fold(library, |on, part| property(on.member(part)?).map(|given| given.receiver))
}

/// What a property holds.
fn property(member: Member) -> Option<Given> {
    let mut forms = member.all_forms().rev().filter(|form| form.kind() == MemberKind::Property);
    // A path part such as `Dynamsoft.DWT` may have a type that is put together of several.
    forms.find_map(|form| form.given().or_else(|| Some(Given { receiver: form.gives()?, shape: Shape::One })))
}

impl Solver<'_> {
    /// The type of an object that has the SDK's members, and the instance that it was reached through.
    pub(super) fn receiver(&mut self, object: ExprId) -> Option<(Receiver, Option<InstanceId>)> {
        match self.expr(object) {
            Type::Instance(instance) => Some((api::receiver("WebTwain")?, Some(instance))),
            Type::Object(Object { given: Given { receiver, shape: Shape::One }, through }) => Some((receiver, through)),
            Type::Path(path) => Some((receiver_of_path(&path)?, None)),
            _ => None,
        }
    }

    /// What a member of an object of the SDK holds.
    pub(super) fn sdk_property(&mut self, object: ExprId, name: Name) -> Option<Type> {
        let (on, through) = self.receiver(object)?;
        let given = property(on.member(self.facts.names.text(name))?)?;
        Some(Type::Object(Object { given, through }))
    }

    /// What a method of the SDK, or of a list or promise of its values, gives.
    pub(super) fn sdk_result(&mut self, object: ExprId, method: Name, arguments: &[ExprId]) -> Option<Type> {
        let method = self.facts.names.text(method);
        if let Type::Object(Object { given: Given { receiver, shape: Shape::Many }, through }) = self.expr(object) {
            let shape = match method {
                method if GIVE_ONE.contains(&method) => Shape::One,
                method if GIVE_MANY.contains(&method) => Shape::Many,
                _ => return None,
            };
            return Some(Type::Object(Object { given: Given { receiver, shape }, through }));
        }
        let (on, through) = self.receiver(object)?;
        let kinds = self.kinds(arguments);
        let forms = on.member(method)?.all_forms().rev();
        let given =
            forms.filter(|form| form.kind() == MemberKind::Method && form.fits(&kinds)).find_map(|it| it.given())?;
        Some(Type::Object(Object { given, through }))
    }

    /// The value that a function is called with, at `index`, by the method of the SDK that it is the argument of at `position`.
    pub(super) fn sdk_callback(
        &mut self,
        (object, method): (ExprId, Name),
        arguments: &[ExprId],
        position: usize,
        index: usize,
    ) -> Option<Type> {
        let method = self.facts.names.text(method);
        if let Type::Object(Object { given: Given { receiver, shape: Shape::Many }, through }) = self.expr(object) {
            let is_each = position == 0 && index == 0 && CALL_WITH_EACH.contains(&method);
            return is_each.then_some(Type::Object(Object { given: Given { receiver, shape: Shape::One }, through }));
        }
        let (on, through) = self.receiver(object)?;
        if let Some(registers) = semantics::registering_method(method) {
            let event = self.scopes.constant_text(self.facts, *arguments.first()?)?;
            let event = api::event(&format!("{}.{registers}", on.name()), event)?;
            let (_, receiver) = event.param_receivers().find(|(at, _)| *at == index)?;
            return Some(Type::Object(Object { given: Given { receiver, shape: Shape::One }, through }));
        }
        let kinds = self.kinds(arguments);
        let forms = on.member(method)?.all_forms().rev().filter(|form| form.fits(&kinds));
        let given =
            forms.filter_map(|form| form.params().nth(position)).find_map(|param| param.callback_given(index))?;
        (given.receiver.name() != "WebTwain").then_some(Type::Object(Object { given, through }))
    }

    /// What `await` makes of a value.
    pub(super) fn awaited(&self, found: Type) -> Type {
        match found {
            Type::Promise(instance) => Type::Instance(instance),
            Type::Object(Object { given: Given { receiver, shape: Shape::Promise }, through }) => {
                Type::Object(Object { given: Given { receiver, shape: Shape::One }, through })
            }
            Type::Object(Object { given: Given { receiver, shape: Shape::PromiseOfMany }, through }) => {
                Type::Object(Object { given: Given { receiver, shape: Shape::Many }, through })
            }
            other => other,
        }
    }

    /// One element of a list.
    pub(super) fn element(&self, found: Type) -> Type {
        match found {
            Type::Object(Object { given: Given { receiver, shape: Shape::Many }, through }) => {
                Type::Object(Object { given: Given { receiver, shape: Shape::One }, through })
            }
            Type::Object(Object { given: Given { receiver: list, shape: Shape::One }, through }) => {
                match semantics::element(list.name()).and_then(api::receiver) {
                    Some(receiver) => Type::Object(Object { given: Given { receiver, shape: Shape::One }, through }),
                    None => Type::Unknown,
                }
            }
            _ => Type::Unknown,
        }
    }

    fn kinds(&self, arguments: &[ExprId]) -> Vec<ArgumentKind> {
        arguments.iter().map(|&argument| self.functions.argument_kind(self.facts, argument)).collect()
    }
}

/// Whether an expression is a method named so: the object that it is called on.
pub(super) fn method_of(kind: &ExprKind) -> Option<(ExprId, Name)> {
    match kind {
        ExprKind::Member { object, property, .. } => Some((*object, *property)),
        _ => None,
    }
}
