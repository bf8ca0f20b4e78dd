//! What became of a member at the version that the code is for, and what code says of a member besides using it.

use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Name};
use crate::model::Access;
use crate::sdk::SdkVersion;
use crate::sdk::api::{self, Form, Member, MemberKind, Presence, Receiver, Release, Removal, Support};
use crate::sdk::semantics::{self, LIBRARY, OLD_LIBRARY};
use crate::text::{self, Span};

use super::Context;
use super::variables::Places;

/// Answers that many places of a file ask for.
#[derive(Default)]
pub(super) struct NameAnswers<'a> {
    /// The member of a type that a wrong name is a mere slip away from.
    slips: Mutex<FxHashMap<(Name, &'static str), Option<&'static str>>>,
    /// The one variable of the file that holds an instance.
    pub instance: OnceLock<Option<&'a str>>,
    pub places: OnceLock<Places>,
    latest: OnceLock<Release>,
}

/// The one member of a type that a wrong name is a mere slip away from.
pub(super) fn nearly(context: &Context<'_>, on: Receiver, name: Name) -> Option<&'static str> {
    let find = || {
        let release = context.release();
        let known = std::iter::successors(Some(on), |known| known.base()).flat_map(Receiver::members);
        let known = known.filter(|member| release.is_none_or(|release| member.is_in(release)));
        text::certain(context.model.facts.names.text(name), known.map(Member::name))
    };
    let mut slips = context.names().slips.lock().unwrap_or_else(PoisonError::into_inner);
    *slips.entry((name, on.name())).or_insert_with(find)
}

/// Whether the SDK's own types tell of a member: those that others wrote before them told too little.
pub(super) fn is_told(member: Member) -> bool {
    semantics::own_types_since().is_some_and(|since| member.last_release().version() >= since)
}

/// What every object has.
const OF_EVERY_OBJECT: [&str; 8] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "prototype",
    "toLocaleString",
    "toString",
    "valueOf",
];

pub(super) fn is_of_every_object(name: &str) -> bool {
    OF_EVERY_OBJECT.contains(&name) || name.starts_with("__")
}

/// The forms that a member has in the release in use; in the newest that has it, when that is not known.
pub(super) fn forms(context: &Context<'_>, member: Member) -> Vec<Form> {
    member.forms(context.release().unwrap_or_else(|| member.last_release())).collect()
}

/// That a member is gone for certain.
pub(super) fn removal(context: &Context<'_>, member: Member) -> Option<Removal> {
    let removal = member.removal().filter(|removal| removal.is_certain)?;
    (member.presence(latest(context)) == Presence::Gone).then_some(removal)
}

/// The release in use; when that is not known, the newest, or the newest that has the library by the name that the file
/// uses.
pub(super) fn latest(context: &Context<'_>) -> Release {
    let is_named = |member: &Member| context.model.facts.names.find(member.name()).is_some();
    let old = || {
        let (old, new) = (api::member_at(OLD_LIBRARY)?, api::member_at(LIBRARY)?);
        (is_named(&old) && !is_named(&new)).then(|| old.last_release())
    };
    *context.names().latest.get_or_init(|| context.release().or_else(old).unwrap_or_else(Release::newest))
}

/// A version that brings what the version in use does not have yet.
#[derive(Clone, Copy)]
pub(super) struct Coming {
    pub since: SdkVersion,
    /// Whether the documentation says so, and not only the types.
    pub is_documented: bool,
}

/// Whether the version in use is too old for a member of an object. A value that such a version does not give at all has its
/// finding where it is asked for.
pub(super) fn coming(context: &Context<'_>, on: Receiver, member: Member) -> Option<Coming> {
    let is_at_hand = semantics::COMPANIONS.contains(&on.name()) || on.is_in(context.release()?);
    if is_at_hand { coming_option(context, on, member) } else { None }
}

/// The same for the key of an object that the code writes.
pub(super) fn coming_option(context: &Context<'_>, on: Receiver, member: Member) -> Option<Coming> {
    let version = context.sdk_version?;
    if member.is_in(Release::of(version)) {
        return None;
    }
    let first = member.first_release();
    let is_told = !semantics::OPEN_TYPES.contains(&on.name()) && !is_respelled(on, member, Release::of(version));
    let in_types = is_told.then(|| seen_to_come(first)).flatten();
    let found = match documented(context, member) {
        Some(since) => Coming { since: since.min(first.version()), is_documented: true },
        None => Coming { since: in_types?, is_documented: false },
    };
    (!version.is_at_least(found.since)).then_some(found)
}

/// Whether the types of the release have the member by another name: they took to its own later than the SDK did.
fn is_respelled(on: Receiver, member: Member, release: Release) -> bool {
    let becomes_it = |old: &Member| old.removal().and_then(|removal| removal.replacement) == Some(member.name());
    on.members().filter(becomes_it).any(|old| old.is_in(release))
}

/// The version that brings a member to the first of the platforms of the application, by the documentation.
fn documented(context: &Context<'_>, member: Member) -> Option<SdkVersion> {
    let on_platforms = context.platforms.iter().filter_map(|&platform| match member.support(platform) {
        Support::Since(version) => Some(version),
        Support::Never | Support::Unknown => None,
    });
    on_platforms.min().or_else(|| member.documented_since())
}

/// The version of the first release that has something, when the types before it would have had it as well.
pub(super) fn seen_to_come(first: Release) -> Option<SdkVersion> {
    let version = first.version();
    semantics::own_types_since().is_some_and(|complete| version > complete).then_some(version)
}

/// Whether the file asks that of an object which is not known to have the member.
pub(super) fn is_doubted(context: &Context<'_>, access: &Access) -> bool {
    context.asked().doubts_member(access.name) || is_called_optionally(context, access)
}

/// Whether the file asks if the member is there: anywhere, or by calling it like `d.member?.()`.
pub(super) fn is_asked_for(context: &Context<'_>, access: &Access) -> bool {
    context.asked().has_member(access.name) || is_called_optionally(context, access)
}

/// The same for a method: a property's value may be asked for its own sake.
pub(super) fn is_version_switch(context: &Context<'_>, access: &Access, member: Member) -> bool {
    let is_method = member.all_forms().all(|form| form.kind() == MemberKind::Method);
    is_method && is_asked_for(context, access)
}

fn is_called_optionally(context: &Context<'_>, access: &Access) -> bool {
    let Some(call) = access.call() else { return false };
    let (callee, call) = (context.span(access.expr), context.span(call));
    let after = Span::new(callee.end as usize, call.end.max(callee.end) as usize);
    context.text(after).trim_start().starts_with("?.")
}

/// The event that a call registers a handler for, or takes one away from.
pub(super) struct NamedEvent<'a> {
    pub argument: ExprId,
    pub name: &'a str,
    /// Type and name of the method that registers handlers for it: `WebTwain.RegisterEvent`.
    pub method: String,
}

pub(super) fn named_event<'a>(context: &Context<'a>, access: &Access) -> Option<NamedEvent<'a>> {
    let facts = context.model.facts;
    let registers = semantics::registering_method(name_of(context, access))?;
    let ExprKind::Call { arguments, .. } = facts.kind(access.call()?) else { return None };
    let argument = *arguments.first()?;
    let name = context.model.scopes.constant_text(facts, argument)?;
    Some(NamedEvent { argument, name, method: format!("{}.{registers}", access.on.name()) })
}

/// The name of the member as it is written.
pub(super) fn name_of<'a>(context: &Context<'a>, access: &Access) -> &'a str {
    context.model.facts.names.text(access.name)
}

/// An object in the user's own words, where they are few.
pub(super) fn shown(context: &Context<'_>, object: ExprId, otherwise: &str) -> String {
    const MOST: usize = 40;
    let text = context.text(context.span(object));
    if text.len() <= MOST && !text.contains(['\n', '\r']) { text.to_owned() } else { otherwise.to_owned() }
}
