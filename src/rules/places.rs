//! How code reaches the objects of the SDK.

use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::sdk::api::{self, Member, Receiver};

use super::Context;

/// The type of an instance.
pub(super) const INSTANCE: &str = "WebTwain";

/// How code reaches a type through the library: as the file does elsewhere, or as code of today does.
pub(super) fn library_path(context: &Context<'_>, home: &str) -> Option<String> {
    let root = "Dynamsoft";
    let ways = || api::receiver(root).into_iter().flat_map(Receiver::members).filter(|way| leads_to(*way, home));
    let is_used = |way: &Member| context.model.facts.names.find(way.name()).is_some();
    let way = ways().find(is_used).or_else(|| ways().max_by_key(|way| way.last_release().version()))?;
    Some(format!("{root}.{}", way.name()))
}

fn leads_to(way: Member, home: &str) -> bool {
    way.all_forms().find_map(|form| form.gives()).is_some_and(|given| given.name() == home)
}

/// How the code of an access reaches another object of the SDK: `home` is its type.
pub(super) fn way_to(context: &Context<'_>, access: &Access, home: &str) -> Option<String> {
    match home.strip_prefix(INSTANCE) {
        Some(part) => Some(format!("{}{part}", instance_of(context, access)?)),
        None => library_path(context, home),
    }
}

/// The instance that an access goes through, or the only one that the file has at hand there.
fn instance_of<'a>(context: &Context<'a>, access: &Access) -> Option<&'a str> {
    match access.instance {
        Some(_) => through(context, access).map(|instance| context.text(context.span(instance))),
        None => *context.names().instance.get_or_init(|| only_instance(context)),
    }
}

/// The one variable of the whole file that holds an instance, when there is no other way to one.
fn only_instance<'a>(context: &Context<'a>) -> Option<&'a str> {
    let model = context.model;
    let on_instances = model.accesses().iter().filter(|access| access.on.name() == INSTANCE);
    let used = on_instances.map(|access| model.scopes.resolve(access.object));
    let is_created = |value| model.creation(value).is_some();
    let created = model.scopes.bindings().filter(|(_, binding)| binding.only_value().is_some_and(is_created));
    let mut all = used.chain(created.map(|(id, _)| Some(id)));
    let first = all.next()??;
    let binding = model.scopes.binding(first);
    let is_only = all.all(|other| other == Some(first)) && binding.owner.is_none();
    is_only.then(|| model.facts.names.text(binding.name))
}

/// The instance in `instance.Addon.PDF.member`.
fn through(context: &Context<'_>, access: &Access) -> Option<ExprId> {
    let mut object = access.object;
    if access.on.name() == INSTANCE {
        return Some(object);
    }
    loop {
        let ExprKind::Member { object: inner, .. } = context.model.facts.kind(object) else { return None };
        if context.model.receiver(object).is_some() {
            return Some(*inner);
        }
        object = *inner;
    }
}
