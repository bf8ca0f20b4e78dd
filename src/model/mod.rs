//! Facts × catalogue: which value is a WebTwain instance, what each name and call means.

mod access;
mod binding;
mod code_words;
pub mod codes;
mod components;
mod constants;
mod functions;
mod hoist;
mod instance;
mod outside;
mod owners;
mod parents;
mod resolve;
mod scopes;
mod setters;
mod stores;
mod types;

pub use access::{Access, Usage};
pub use binding::{Binding, BindingId, BindingKind, This, Write};
pub use constants::Constant;
pub use functions::{FunctionUse, Functions};
pub use instance::{Instance, InstanceId, Instances};
pub use outside::{Offer, Outside, Passed, Shape, Shapes, SharedInstance};
pub use parents::{Parent, Parents};
pub use scopes::{MemberWrite, Scopes};

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, ExprMap, Facts};
use crate::sdk::semantics::{self, Gives};

/// What of a file's meaning is not in the file.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Names taken for an instance besides the built-in ones.
    pub instance_names: &'a [String],
    pub outside: &'a Outside,
    /// What the file is called among those that it runs with, when it has something to give them.
    pub file: Option<&'a str>,
}

/// The facts of one file, and what they mean.
#[derive(Debug)]
pub struct Model<'f> {
    pub facts: &'f Facts,
    pub scopes: Scopes,
    pub functions: Functions,
    pub instances: Instances,
    pub parents: Parents,
    /// In source order.
    accesses: Vec<Access>,
    /// Member expressions on an instance.
    receivers: ExprMap<InstanceId>,
    /// Expressions that spell a path into the library: `Dynamsoft.DWT.EnumDWT_ImageType.IT_JPG`.
    paths: FxHashMap<ExprId, Box<str>>,
    /// Calls that give an instance.
    creations: FxHashMap<ExprId, (Gives, InstanceId)>,
    /// Calls that give an instance to code out of sight, and members by a key that is not known.
    handed_out: FxHashMap<ExprId, InstanceId>,
    /// What the file gives others; empty when its surroundings do not name it.
    pub offer: Offer,
}

impl<'f> Model<'f> {
    #[must_use]
    pub fn of(facts: &'f Facts, surroundings: &Surroundings<'_>) -> Self {
        let scopes = Scopes::of(facts);
        let owners = owners::Owners::of(facts, &scopes);
        let functions = Functions::of(facts, &scopes, &owners);
        let solved = types::solve(facts, &scopes, &owners, &functions, surroundings);
        let is_used = !solved.objects.is_empty() || !solved.paths.is_empty();
        let parents = if is_used { Parents::of(facts) } else { Parents::default() };
        Self {
            facts,
            functions,
            accesses: accesses(facts, &parents, &solved),
            parents,
            instances: solved.instances,
            receivers: solved.receivers,
            paths: solved.paths,
            creations: solved.creations,
            handed_out: solved.handed_out,
            offer: solved.offer,
            scopes,
        }
    }

    /// Every place where code names a member of an object of the SDK, in source order.
    #[must_use]
    pub fn accesses(&self) -> &[Access] {
        &self.accesses
    }

    /// The access that a member expression is.
    #[must_use]
    pub fn access(&self, member: ExprId) -> Option<&Access> {
        let ExprKind::Member { property_span, .. } = self.facts.kind(member) else { return None };
        let at = self.accesses.binary_search_by_key(property_span, |access| access.name_span).ok()?;
        self.accesses.get(at)
    }

    /// The instance that a member expression such as `d.AcquireImage` is on.
    #[must_use]
    pub fn receiver(&self, member: ExprId) -> Option<InstanceId> {
        self.receivers.get(member).copied()
    }

    /// Every member expression on an instance.
    pub fn receivers(&self) -> impl Iterator<Item = (ExprId, InstanceId)> {
        self.receivers.iter().map(|(member, &instance)| (member, instance))
    }

    /// The path into the library that an expression spells.
    #[must_use]
    pub fn path(&self, expr: ExprId) -> Option<&str> {
        self.paths.get(&expr).map(|path| path.as_ref())
    }

    /// The instance that a call gives, and how.
    #[must_use]
    pub fn creation(&self, call: ExprId) -> Option<(Gives, InstanceId)> {
        self.creations.get(&call).copied()
    }

    pub fn creations(&self) -> impl Iterator<Item = ExprId> {
        self.creations.keys().copied()
    }

    /// The instance whose properties an expression may change unseen: it is given away, or written by a computed key.
    #[must_use]
    pub fn handed_out(&self, expr: ExprId) -> Option<InstanceId> {
        self.handed_out.get(&expr).copied()
    }

    /// Every such expression, in no order.
    pub fn hand_outs(&self) -> impl Iterator<Item = (ExprId, InstanceId)> {
        self.handed_out.iter().map(|(&expr, &instance)| (expr, instance))
    }

    /// The meaning of the member that a member expression names, when it is on an instance.
    #[must_use]
    pub fn meaning(&self, member: ExprId) -> Option<&'static semantics::Member> {
        self.receiver(member)?;
        let ExprKind::Member { property, .. } = self.facts.kind(member) else { return None };
        semantics::member(self.facts.names.text(*property))
    }

    /// Whether the file uses the SDK at all.
    #[must_use]
    pub fn uses_sdk(&self) -> bool {
        !self.receivers.is_empty() || !self.paths.is_empty()
    }
}

fn accesses(facts: &Facts, parents: &Parents, solved: &types::Solved) -> Vec<Access> {
    let mut found: Vec<Access> = solved
        .objects
        .iter()
        .filter_map(|(expr, &(on, instance))| {
            let ExprKind::Member { object, property: name, property_span } = *facts.kind(expr) else { return None };
            let is_known = instance.is_none_or(|instance| solved.instances.get(instance).is_known);
            let member = on.member(facts.names.text(name));
            let usage = access::usage(facts, parents, expr);
            Some(Access { expr, object, name, name_span: property_span, on, member, is_known, instance, usage })
        })
        .collect();
    found.sort_unstable_by_key(|access| access.name_span);
    found
}
