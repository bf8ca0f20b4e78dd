//! What a file sets up with the SDK: its outline.

use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Model};
use crate::sdk::semantics::{self, Exports, SourceEffect};
use crate::text::Span;

/// A place of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    pub kind: LandmarkKind,
    /// As a person would call it: the id of an instance, the name of an event or of a method.
    pub name: Box<str>,
    /// All of the call.
    pub span: Span,
    /// The part that is looked at.
    pub selection: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandmarkKind {
    /// An instance is made.
    Instance,
    /// A handler is registered.
    Event,
    Scan,
    Upload,
}

/// In order of place. One without a name, as of an event that is being typed, is none: editors take no such thing.
pub(super) fn landmarks(model: &Model<'_>) -> Vec<Landmark> {
    let instances = model.creations().map(|call| instance(model, call));
    let calls = model.accesses().iter().filter_map(|access| of_call(model, access));
    let has_name = |landmark: &Landmark| !landmark.name.trim().is_empty();
    let mut found: Vec<Landmark> = instances.chain(calls).filter(has_name).collect();
    found.sort_by_key(|landmark| landmark.span);
    found
}

fn instance(model: &Model<'_>, call: ExprId) -> Landmark {
    let facts = model.facts;
    let (ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments }) = facts.kind(call) else {
        let span = facts.span(call);
        return Landmark { kind: LandmarkKind::Instance, name: "WebTwain".into(), span, selection: span };
    };
    let id = arguments.first().and_then(|&first| container(model, first));
    let selection = match facts.kind(*callee) {
        ExprKind::Member { property_span, .. } => *property_span,
        _ => facts.span(*callee),
    };
    let name = id.unwrap_or("WebTwain").into();
    Landmark { kind: LandmarkKind::Instance, name, span: facts.span(call), selection }
}

/// The id that a creating call is given, by itself or in an object.
fn container<'m>(model: &'m Model<'_>, argument: ExprId) -> Option<&'m str> {
    let facts = model.facts;
    let ExprKind::Object(properties) = facts.kind(argument) else {
        return model.scopes.constant_text(facts, argument).filter(|id| !id.is_empty());
    };
    let is_id = |name| semantics::is_container_key(facts.names.text(name));
    let mut ids = properties.iter().filter(|property| property.key.is_some_and(is_id));
    ids.find_map(|property| model.scopes.constant_text(facts, property.value)).filter(|id| !id.is_empty())
}

fn of_call(model: &Model<'_>, access: &Access) -> Option<Landmark> {
    let call = access.call()?;
    let called = model.facts.names.text(access.name);
    let landmark =
        |kind, name: &str, selection| Landmark { kind, name: name.into(), span: model.facts.span(call), selection };
    if semantics::registering_method(called) == Some(called) {
        let ExprKind::Call { arguments, .. } = model.facts.kind(call) else { return None };
        let &event = arguments.first()?;
        let name = model.scopes.constant_text(model.facts, event)?;
        return Some(landmark(LandmarkKind::Event, name, model.facts.span(event)));
    }
    access.instance?;
    let meaning = semantics::member(called)?;
    let kind = match (meaning.source, meaning.exports) {
        (Some(SourceEffect::Acquire), _) => LandmarkKind::Scan,
        (_, Some(Exports::Upload)) => LandmarkKind::Upload,
        _ => return None,
    };
    Some(landmark(kind, called, access.name_span))
}
