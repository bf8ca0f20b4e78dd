//! What runs together, and the questions that rules of absence ask of it: "nowhere", "elsewhere", "always".
//!
//! A program is one file so far: a script by itself, or a page with its inline scripts and handlers.

use crate::facts::{ExprKind, Name};
use crate::flow::{Flow, Operation, OperationKind};
use crate::model::{InstanceId, Model};
use crate::sdk::semantics::{self, SourceEffect};

/// One file, run.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    pub model: &'a Model<'a>,
    pub flow: &'a Flow,
}

impl<'a> Program<'a> {
    #[must_use]
    pub fn new(model: &'a Model<'a>, flow: &'a Flow) -> Self {
        Self { model, flow }
    }

    /// The operations on one member of an instance.
    pub fn operations(&self, instance: InstanceId, member: &str) -> impl Iterator<Item = &'a Operation> {
        let name = self.model.facts.names.find(member);
        let is_it = move |operation: &&Operation| operation.instance == instance && Some(operation.name) == name;
        self.flow.operations.iter().filter(is_it)
    }

    pub fn writes(&self, instance: InstanceId, member: &str) -> impl Iterator<Item = &'a Operation> {
        self.operations(instance, member).filter(|operation| operation.kind == OperationKind::Write)
    }

    /// Whether anything in the program assigns a property of this name, on whatever object.
    #[must_use]
    pub fn assigns_anywhere(&self, member: &str) -> bool {
        let Some(name) = self.model.facts.names.find(member) else { return false };
        self.model.scopes.member_writes.iter().any(|write| write.property == name) || self.keys(name).next().is_some()
    }

    /// Whether all of the code was understood: nothing may be called absent otherwise.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.model.facts.is_confident()
    }

    /// Whether what the program does not show can be taken for absent: it creates the instance, and all of it was understood.
    #[must_use]
    pub fn is_whole(&self, instance: InstanceId) -> bool {
        self.model.instances.get(instance).is_created_here && self.is_understood()
    }

    /// Whether the program scans with the instance.
    #[must_use]
    pub fn scans(&self, instance: InstanceId) -> bool {
        self.calls_with_effect(instance, SourceEffect::Acquire).next().is_some()
    }

    /// A call that closes the source when a scan has ended.
    #[must_use]
    pub fn close_after_scan(&self, instance: InstanceId) -> Option<&'a Operation> {
        let closes = self.calls_with_effect(instance, SourceEffect::Close);
        let mut closes = closes.chain(self.calls_with_effect(instance, SourceEffect::CloseManager));
        closes.find(|operation| operation.samples.iter().any(|sample| sample.is_after_scan))
    }

    /// Whether some object literal or assignment sets a property of this name to anything but these constants.
    #[must_use]
    pub fn sets_other_than(&self, member: &str, is_expected: impl Fn(&ExprKind) -> bool) -> bool {
        let Some(name) = self.model.facts.names.find(member) else { return false };
        let facts = self.model.facts;
        let is_other = |value: Option<crate::facts::ExprId>| value.is_none_or(|value| !is_expected(facts.kind(value)));
        let writes = self.model.scopes.member_writes.iter().filter(|write| write.property == name);
        writes.map(|write| write.value).chain(self.keys(name).map(Some)).any(is_other)
    }

    fn calls_with_effect(&self, instance: InstanceId, effect: SourceEffect) -> impl Iterator<Item = &'a Operation> {
        let names = &self.model.facts.names;
        let is_it = move |operation: &&Operation| {
            let meaning = semantics::member(names.text(operation.name));
            operation.instance == instance
                && operation.kind == OperationKind::Call
                && meaning.is_some_and(|meaning| meaning.source == Some(effect))
        };
        self.flow.operations.iter().filter(is_it)
    }

    /// The values under a key in the object literals of the program.
    fn keys(&self, name: Name) -> impl Iterator<Item = crate::facts::ExprId> + 'a {
        self.model.facts.exprs().flat_map(move |(_, expr)| {
            let properties: &[crate::facts::Property] = match &expr.kind {
                ExprKind::Object(properties) => properties,
                _ => &[],
            };
            properties.iter().filter(move |property| property.key == Some(name)).map(|property| property.value)
        })
    }
}
