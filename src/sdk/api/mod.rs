//! The interface of the SDK, version by version: types and their members, enumerations, events.
//!
//! A question has four parts: a thing by its name ([`receiver`], [`enumeration`], [`enumeration_at`], [`event`]), a
//! [`Release`] of the SDK, and what is to be known of the thing in that release. Where the release is not known, ask of
//! a thing what holds in all of them: [`Member::all_forms`], [`EnumMember::newest_value`].
//!
//! What no release has is not in here at all: nothing found means that no published version declares it and no
//! documentation speaks of it.

mod deprecation;
mod enumeration;
mod event;
mod form;
mod given;
mod indices;
mod member;
mod overload;
mod receiver;
mod release;
mod support;
mod tables;
mod type_facts;

pub use deprecation::{Deprecation, Removal};
pub use enumeration::{
    EnumMember, Enumeration, enumeration, enumeration_at, enumerations, enumerations_in, nearest_enumeration,
};
pub use event::{Event, event, events, events_of, nearest_event};
pub use form::{Form, MemberKind, Param};
pub use given::{Given, Shape};
pub use indices::Indices;
pub use member::{Member, Presence};
pub use overload::ArgumentKind;
pub use receiver::{Receiver, member_at, members_named, receiver, receivers};
pub use release::Release;
pub use support::Support;
pub use tables::{Value, codes_page};
pub use type_facts::union_parts;
