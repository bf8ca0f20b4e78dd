//! What runs together, and the questions that rules of absence ask of it: "nowhere", "elsewhere", "always".
//!
//! A program is a page with its scripts, inline and in files of their own, or the modules that imports connect. Each file
//! is linted by itself, in the light of the summaries of the others; a file alone is a program of one.

mod aliases;
mod assembly;
mod library;
mod links;
pub mod paths;
mod summary;

pub use aliases::aliases_of;
pub use assembly::{Company, Node, assemble, together};
pub use links::{Links, Reexport};
pub use paths::Alias;
pub use summary::Summary;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, ExprMap, Name};
use crate::flow::{Event, EventKind, Flow, Operation, OperationKind, Sample};
use crate::model::{InstanceId, Model};
use crate::sdk::semantics::{self, RELEASES, SourceEffect};

/// One file, run, and the others of its program.
#[derive(Debug)]
pub struct Program<'a> {
    pub model: &'a Model<'a>,
    pub flow: &'a Flow,
    links: &'a Links,
    others: &'a [Arc<Summary>],
    has_all: bool,
    is_understood: bool,
    operations: FxHashMap<(InstanceId, Name), Vec<&'a Operation>>,
    /// Every value that some object's property, or a key of an object literal, is given; `None` for one that is not seen.
    given: FxHashMap<Name, Vec<Given>>,
}

/// A value that a property of some object is given.
#[derive(Clone, Copy, Debug)]
struct Given {
    /// `None`: not seen.
    value: Option<ExprId>,
    /// The instance that the object is, where that is known.
    instance: Option<InstanceId>,
}

impl<'a> Program<'a> {
    #[must_use]
    pub fn new(model: &'a Model<'a>, flow: &'a Flow, links: &'a Links, company: &'a Company) -> Self {
        let mut operations: FxHashMap<_, Vec<&Operation>> = FxHashMap::default();
        for operation in &flow.operations {
            operations.entry((operation.instance, operation.name)).or_default().push(operation);
        }
        let mut given: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let instances: ExprMap<InstanceId> = model
            .receivers()
            .filter_map(|(member, instance)| match model.facts.kind(member) {
                ExprKind::Member { object, .. } => Some((*object, instance)),
                _ => None,
            })
            .collect();
        for write in &model.scopes.member_writes {
            let instance = instances.get(write.object).copied();
            given.entry(write.property).or_default().push(Given { value: write.value, instance });
        }
        for (_, expr) in model.facts.exprs() {
            let ExprKind::Object(properties) = &expr.kind else { continue };
            for property in properties {
                if let Some(key) = property.key {
                    given.entry(key).or_default().push(Given { value: Some(property.value), instance: None });
                }
            }
        }
        let is_understood = model.facts.is_confident() && company.others.iter().all(|other| other.is_understood);
        Self { model, flow, links, others: &company.others, has_all: company.has_all, is_understood, operations, given }
    }

    /// The operations on one member of an instance, in source order.
    #[must_use]
    pub fn operations(&self, instance: InstanceId, member: &str) -> &[&'a Operation] {
        let name = self.model.facts.names.find(member);
        name.and_then(|name| self.operations.get(&(instance, name))).map_or(&[], Vec::as_slice)
    }

    pub fn writes(&self, instance: InstanceId, member: &str) -> impl Iterator<Item = &'a Operation> {
        let operations = self.operations(instance, member).iter().copied();
        operations.filter(|operation| operation.kind == OperationKind::Write)
    }

    /// Whether anything in the program gives a property of this name a value, on whatever object.
    #[must_use]
    pub fn assigns_anywhere(&self, member: &str) -> bool {
        !self.given(member).is_empty() || self.others_give(member)
    }

    /// Whether some object's property of this name is given anything but what is expected.
    #[must_use]
    pub fn assigns_other_than(&self, member: &str, is_expected: impl Fn(ExprId) -> bool) -> bool {
        self.others_give(member)
            || self.given(member).iter().any(|given| given.value.is_none_or(|value| !is_expected(value)))
    }

    /// Whether anything gives the property a value on this instance, or on an object that may be it.
    #[must_use]
    pub fn may_assign(&self, instance: InstanceId, member: &str) -> bool {
        let is_known = |id: InstanceId| self.model.instances.get(id).is_known;
        let is_other = |other: InstanceId| other != instance && is_known(other) && is_known(instance);
        self.others_give(member) || self.given(member).iter().any(|given| !given.instance.is_some_and(is_other))
    }

    /// Whether all of the code was understood: nothing may be called absent otherwise.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.is_understood
    }

    /// Whether what the program does not show can be taken for absent: it creates the instance and gives it to nobody else, and all of
    /// it was understood.
    #[must_use]
    pub fn is_whole(&self, instance: InstanceId) -> bool {
        let is_given_away = self.model.hand_outs().any(|(_, given)| given == instance);
        let is_created = self.model.instances.get(instance).is_created_here || self.others.iter().any(|it| it.creates);
        is_created && !is_given_away && self.is_understood()
    }

    /// Whether the program scans with the instance.
    #[must_use]
    pub fn scans(&self, instance: InstanceId) -> bool {
        self.calls_with_effect(instance, SourceEffect::Acquire).next().is_some()
            || self.others_call(SourceEffect::Acquire)
    }

    /// Whether some call closes the source when a scan has ended, as far as that can be told of other files.
    #[must_use]
    pub fn closes_after_scan(&self, instance: InstanceId) -> bool {
        let closes = self.calls_with_effect(instance, SourceEffect::Close);
        let mut closes = closes.chain(self.calls_with_effect(instance, SourceEffect::CloseManager));
        closes.any(|operation| operation.samples.iter().any(|sample| sample.is_after_scan))
            || self.others_call(SourceEffect::Close)
            || self.others_call(SourceEffect::CloseManager)
    }

    /// Whether anything in the program may close the source of an instance: the code names a call that does, on whatever
    /// object, or has the scan do it.
    #[must_use]
    pub fn may_close(&self) -> bool {
        let closes = |effect| matches!(effect, Some(SourceEffect::Close | SourceEffect::CloseManager));
        let closers = semantics::MEMBERS.iter().filter(|member| closes(member.source)).map(|member| member.name);
        let mut names = closers.chain(RELEASES.iter().copied());
        names.any(|name| self.model.facts.names.find(name).is_some())
            || self.others_may_close()
            || self.closes_by_configuration()
    }

    /// Whether another file of the program may close a source.
    #[must_use]
    pub fn others_may_close(&self) -> bool {
        let closes = self.others_call(SourceEffect::Close) || self.others_call(SourceEffect::CloseManager);
        closes || self.others.iter().any(|other| other.releases)
    }

    /// `IfCloseSourceAfterAcquire` in a configuration, unless it is plainly false.
    #[must_use]
    pub fn closes_by_configuration(&self) -> bool {
        let is_false = |value| matches!(self.model.facts.kind(value), ExprKind::Bool(false));
        self.assigns_other_than("IfCloseSourceAfterAcquire", is_false)
    }

    /// Whether the end of a scan, told by an event, closes the source.
    #[must_use]
    pub fn closes_in_event(&self, instance: InstanceId) -> bool {
        let closes = self.calls_with_effect(instance, SourceEffect::Close);
        let mut closes = closes.chain(self.calls_with_effect(instance, SourceEffect::CloseManager));
        let is_told = |sample: &Sample| {
            let events = sample.state.instance(instance).map_or(&[][..], |known| &known.events);
            sample.is_after_scan && !events.iter().any(|event| event.kind == EventKind::Acquire)
        };
        closes.any(|operation| operation.samples.iter().any(is_told))
    }

    /// The calls that open the source of an instance, or scan.
    pub fn starts(&self, instance: InstanceId) -> impl Iterator<Item = &'a Operation> {
        let opens = self.calls_with_effect(instance, SourceEffect::Open);
        opens.chain(self.calls_with_effect(instance, SourceEffect::Acquire))
    }

    /// Whether some path selects, opens or scans after an event.
    #[must_use]
    pub fn starts_source_after(&self, instance: InstanceId, is_it: impl Fn(&Event) -> bool) -> bool {
        let effects = [SourceEffect::Select, SourceEffect::Open, SourceEffect::Acquire];
        let mut calls = effects.into_iter().flat_map(|effect| self.calls_with_effect(instance, effect));
        calls.any(|call| {
            let mut samples = call.samples.iter();
            samples.any(|it| it.state.instance(instance).is_some_and(|known| known.events.iter().any(&is_it)))
        })
    }

    fn calls_with_effect(&self, instance: InstanceId, effect: SourceEffect) -> impl Iterator<Item = &'a Operation> {
        let members = semantics::MEMBERS.iter().filter(move |member| member.source == Some(effect));
        let operations = members.flat_map(move |member| self.operations(instance, member.name).iter().copied());
        operations.filter(|operation| operation.kind == OperationKind::Call)
    }

    /// Whether another file gives a property of this name a value.
    #[must_use]
    pub fn others_give(&self, member: &str) -> bool {
        self.others.iter().any(|other| other.gives(member))
    }

    fn others_call(&self, effect: SourceEffect) -> bool {
        self.others.iter().any(|other| other.calls(effect))
    }

    fn given(&self, member: &str) -> &[Given] {
        let name = self.model.facts.names.find(member);
        name.and_then(|name| self.given.get(&name)).map_or(&[], Vec::as_slice)
    }
}
