//! What is offered for a place that something may be put into.

use crate::rules::{Category, RULES};
use crate::sdk::api::{self, EnumMember, Enumeration, Member, MemberKind, Receiver, Release, Value};
use crate::sdk::snippets::{self, Snippet};
use crate::sdk::{codes, semantics};

use super::half_typed::Blank;
use super::slot::Slot;
use super::topic::Topic;

/// One thing that may be put in.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the user chooses by.
    pub label: String,
    /// What is put in, when it is not the label.
    pub text: Option<String>,
    pub detail: String,
    pub kind: Kind,
    pub is_deprecated: bool,
    pub topic: Option<Topic>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Method,
    Property,
    Handler,
    Option,
    Enumeration,
    EnumMember,
    Event,
    Number,
    Rule,
    Element,
    /// The text has placeholders.
    Snippet,
}

/// Everything that may be put in, most useful first, as the release of the SDK has it.
#[must_use]
pub fn proposals(blank: &Blank, release: Release) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = match blank.slot {
        Slot::Member(on) => {
            members(on, release).map(|member| self::member(member, release)).chain(enumerations(on, release)).collect()
        }
        Slot::OptionKey(on) => {
            let is_free = |member: &Member| blank.names.iter().all(|name| name != member.name());
            members(on, release).filter(is_free).map(|member| self::member(member, release)).collect()
        }
        Slot::Enumeration => bare_enumerations(release).collect(),
        Slot::EnumMember(of) => {
            enum_members(of, release).map(|(member, value)| enum_member(of, member, value, release)).collect()
        }
        Slot::EnumValue { of, .. } => enum_values(of, release),
        Slot::Event { method } => events(method, release),
        Slot::Code { .. } => error_codes(),
        Slot::Rule => rules(),
        Slot::Statement => snippets(release),
        Slot::Container => blank.names.iter().map(|name| element(name)).collect(),
    };
    all.sort_by_key(|proposal| proposal.is_deprecated);
    all
}

/// Those of a release, by name.
fn members(on: Receiver, release: Release) -> impl Iterator<Item = Member> {
    let bases = std::iter::successors(Some(on), |known| known.base());
    let mut all: Vec<Member> = bases.flat_map(Receiver::members).filter(|member| member.is_in(release)).collect();
    all.sort_by_key(|member| member.name());
    all.dedup_by_key(|member| member.name());
    all.into_iter()
}

fn member(member: Member, release: Release) -> Proposal {
    let on = member.receiver();
    let kind = match member.kind(release) {
        _ if on.is_options() => Kind::Option,
        Some(MemberKind::Method) => Kind::Method,
        Some(MemberKind::Handler) => Kind::Handler,
        _ => Kind::Property,
    };
    Proposal {
        label: member.name().to_owned(),
        text: None,
        detail: member.forms(release).next().map(|form| form.to_string()).unwrap_or_default(),
        kind,
        is_deprecated: member.deprecation(release).is_some(),
        topic: Some(Topic::Member(on.name(), member.name())),
    }
}

/// Those that code reaches through an object: `Dynamsoft.DWT` has some.
fn enumerations(on: Receiver, release: Release) -> impl Iterator<Item = Proposal> {
    let is_on = move |path: &str| path.rsplit_once('.').is_some_and(|(owner, _)| owner == on.name());
    api::enumerations().filter(move |known| known.path(release).is_some_and(is_on)).map(enumeration)
}

/// Those that are globals.
fn bare_enumerations(release: Release) -> impl Iterator<Item = Proposal> {
    api::enumerations()
        .filter(move |known| known.path(release).is_some_and(|path| !path.contains('.')))
        .map(enumeration)
}

fn enumeration(of: Enumeration) -> Proposal {
    Proposal {
        label: of.name().to_owned(),
        text: None,
        detail: "enumeration".to_owned(),
        kind: Kind::Enumeration,
        is_deprecated: false,
        topic: Some(Topic::Enumeration(of.name())),
    }
}

/// Those of a release, by value.
fn enum_members(of: Enumeration, release: Release) -> impl Iterator<Item = (EnumMember, Value)> {
    let mut all: Vec<_> = of.members().filter_map(|member| Some((member, member.value(release)?))).collect();
    all.sort_by_key(|(_, value)| value.as_number());
    all.into_iter()
}

fn enum_member(of: Enumeration, member: EnumMember, value: Value, release: Release) -> Proposal {
    Proposal {
        label: member.name().to_owned(),
        text: None,
        detail: value.to_string(),
        kind: Kind::EnumMember,
        is_deprecated: member.deprecation(release).is_some(),
        topic: Some(Topic::EnumMember(of.name(), member.name())),
    }
}

/// As code, and as numbers.
fn enum_values(of: Enumeration, release: Release) -> Vec<Proposal> {
    let Some(path) = of.path(release) else { return Vec::new() };
    let as_code = enum_members(of, release).map(|(member, value)| Proposal {
        text: Some(format!("{path}.{}", member.name())),
        ..enum_member(of, member, value, release)
    });
    let as_number =
        enum_members(of, release).filter(|(_, value)| value.as_number().is_some()).map(|(member, value)| {
            let proposal = enum_member(of, member, value, release);
            Proposal { label: value.to_string(), detail: proposal.label, kind: Kind::Number, ..proposal }
        });
    as_code.chain(as_number).collect()
}

fn events(method: &'static str, release: Release) -> Vec<Proposal> {
    let known = api::events_of(method);
    let known = known.filter(|event| event.since().is_none_or(|since| since <= release.version()));
    let proposal = |event: api::Event| {
        let params: Vec<&str> = event.params().map(|(name, _)| name).collect();
        Proposal {
            label: event.name().to_owned(),
            text: None,
            detail: format!("({})", params.join(", ")),
            kind: Kind::Event,
            is_deprecated: !event.is_current() || is_replaced(event, release),
            topic: Some(Topic::Event(event.method(), event.name())),
        }
    };
    known.map(proposal).collect()
}

fn is_replaced(event: api::Event, release: Release) -> bool {
    semantics::deprecated_event(event.method(), event.name()).is_some_and(|(since, _)| since <= release.version())
}

fn error_codes() -> Vec<Proposal> {
    let exact = codes::all().iter().filter(|code| !code.and_below);
    let proposal = |code: &'static codes::ErrorCode| Proposal {
        label: code.code.to_string(),
        text: None,
        detail: code.current_messages().next().map_or(code.cause, |message| message.text).to_owned(),
        kind: Kind::Number,
        is_deprecated: false,
        topic: Some(Topic::Code(code.code.into())),
    };
    exact.map(proposal).collect()
}

fn rules() -> Vec<Proposal> {
    let may_be_named = RULES.iter().filter(|rule| rule.category != Category::Suppression);
    let proposal = |rule: &&'static crate::rules::Rule| Proposal {
        label: rule.id.to_owned(),
        text: None,
        detail: rule.summary.to_owned(),
        kind: Kind::Rule,
        is_deprecated: false,
        topic: Some(Topic::Rule(rule.id)),
    };
    may_be_named.map(proposal).collect()
}

fn element(id: &str) -> Proposal {
    Proposal {
        label: id.to_owned(),
        text: None,
        detail: "id of an element or an instance".to_owned(),
        kind: Kind::Element,
        is_deprecated: false,
        topic: None,
    }
}

fn snippets(release: Release) -> Vec<Proposal> {
    let known = snippets::all().iter().filter(|snippet| snippet.is_for(release));
    let proposal = |snippet: &'static Snippet| Proposal {
        label: snippet.label.to_owned(),
        text: Some(snippet.body.to_owned()),
        detail: snippet.title.to_owned(),
        kind: Kind::Snippet,
        is_deprecated: false,
        topic: Some(Topic::Snippet(snippet.label)),
    };
    known.map(proposal).collect()
}
