use rustc_hash::FxHashSet;

use crate::facts::{ExprKind, Facts, Name, StatementKind};
use crate::model::{Model, Offer};
use crate::sdk::api::{self, Receiver};
use crate::sdk::semantics::{self, LIBRARY, RELEASES, SourceEffect};

use super::links::Links;

/// What the other files of its program need to know of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub links: Links,
    pub offer: Offer,
    /// Names of the SDK's that a property of some object, or a key of a literal, is given a value under.
    given: FxHashSet<&'static str>,
    /// Names of the SDK's that a method of some object is called by.
    called: FxHashSet<&'static str>,
    /// Whether it may end instances, by a call of the library.
    pub releases: bool,
    /// The ids of elements and of instances that options in it name, in source order.
    pub containers: Vec<Box<str>>,
    /// Whether it creates an instance.
    pub creates: bool,
    /// Whether all of it was understood.
    pub is_understood: bool,
}

impl Summary {
    #[must_use]
    pub fn of(model: &Model<'_>, links: Links) -> Self {
        Self {
            links,
            offer: model.offer.clone(),
            given: known_names(model.facts, given_names(model)),
            called: known_names(model.facts, called_names(model)),
            releases: RELEASES.iter().any(|name| model.facts.names.find(name).is_some()),
            containers: containers(model),
            creates: model.creations().next().is_some(),
            is_understood: model.facts.is_confident(),
        }
    }

    #[must_use]
    pub fn gives(&self, property: &str) -> bool {
        self.given.contains(property)
    }

    /// Whether it calls a method of this name, on whatever object.
    #[must_use]
    pub fn calls_by_name(&self, method: &str) -> bool {
        self.called.contains(method)
    }

    /// Whether it calls something that has this effect on a source.
    #[must_use]
    pub fn calls(&self, effect: SourceEffect) -> bool {
        self.called.iter().any(|name| semantics::member(name).is_some_and(|member| member.source == Some(effect)))
    }
}

fn given_names(model: &Model<'_>) -> FxHashSet<Name> {
    let written = model.scopes.member_writes.iter().map(|write| write.property);
    let keys = model.facts.exprs().filter_map(|(_, expr)| match &expr.kind {
        ExprKind::Object(properties) => Some(properties),
        _ => None,
    });
    written.chain(keys.flat_map(|properties| properties.iter().filter_map(|property| property.key))).collect()
}

fn called_names(model: &Model<'_>) -> FxHashSet<Name> {
    let callees = model.scopes.calls.iter().filter_map(|&(call, _)| match model.facts.kind(call) {
        ExprKind::Call { callee, .. } => Some(*callee),
        _ => None,
    });
    callees
        .filter_map(|callee| match model.facts.kind(callee) {
            ExprKind::Member { property, .. } => Some(*property),
            _ => None,
        })
        .collect()
}

fn containers(model: &Model<'_>) -> Vec<Box<str>> {
    let facts = model.facts;
    let properties = facts.exprs().filter_map(|(_, expr)| match &expr.kind {
        ExprKind::Object(properties) => Some(properties.iter()),
        _ => None,
    });
    let is_id = |name: Name| semantics::is_container_key(facts.names.text(name));
    let ids = properties.flatten().filter(|property| property.key.is_some_and(is_id)).map(|property| property.value);
    ids.filter_map(|id| model.scopes.constant_text(facts, id)).map(Box::from).collect()
}

/// Those that an instance, the configuration of a scan, or the library itself has a member of.
fn known_names(facts: &Facts, names: FxHashSet<Name>) -> FxHashSet<&'static str> {
    let types: Vec<Receiver> =
        ["WebTwain", "DeviceConfiguration", LIBRARY].into_iter().filter_map(api::receiver).collect();
    let known = |name: Name| types.iter().find_map(|on| on.member(facts.names.text(name))).map(|member| member.name());
    names.into_iter().filter_map(known).collect()
}

/// The modules that a file imports or passes on, as it names them, in source order.
pub(super) fn modules(facts: &Facts) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for (_, statement) in facts.statements() {
        if let StatementKind::Import { module, .. } | StatementKind::Reexport { module, .. } = &statement.kind {
            found.push(module.clone());
        }
    }
    for (_, expr) in facts.exprs() {
        if let ExprKind::Call { callee, arguments } = &expr.kind
            && matches!(facts.kind(*callee), ExprKind::Name(name) if facts.names.text(*name) == "require")
            && let Some(ExprKind::String(module)) = arguments.first().map(|&first| facts.kind(first))
        {
            found.push(module.clone());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
