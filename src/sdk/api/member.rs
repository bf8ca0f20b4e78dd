use std::fmt;

use super::deprecation::{Deprecation, Removal};
use super::form::{Form, MemberKind};
use super::receiver::Receiver;
use super::release::Release;
use super::support::{Support, earliest, support};
use super::tables::{FORMS, MemberRow, REMOVALS, doc_address, optional_text, part, row, set, text};
use crate::sdk::{Platform, SdkVersion};

/// A method, property or option key of a type.
#[derive(Clone, Copy)]
pub struct Member {
    receiver: Receiver,
    row: &'static MemberRow,
}

/// Whether a release has a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Its types declare it.
    Declared,
    /// Its types do not declare it, which need not mean that it is not there: they came later than the member, left it
    /// out, or no longer speak of it.
    Undeclared,
    /// It came later.
    NotYet,
    /// It was removed for certain.
    Gone,
}

impl Member {
    pub(super) fn new(receiver: Receiver, row: &'static MemberRow) -> Self {
        Self { receiver, row }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    /// The type that declares it: of an inherited member, the base.
    #[must_use]
    pub fn receiver(self) -> Receiver {
        self.receiver
    }

    /// What it is for, in a sentence; of most members.
    #[must_use]
    pub fn description(self) -> Option<&'static str> {
        optional_text(self.row.description)
    }

    /// Where the official reference of today describes it, or its type.
    #[must_use]
    pub fn docs_url(self) -> Option<String> {
        doc_address(self.row.page)
    }

    #[must_use]
    pub fn is_in(self, release: Release) -> bool {
        release.is_in(self.releases())
    }

    #[must_use]
    pub fn presence(self, release: Release) -> Presence {
        let is_gone = |removal: Removal| removal.is_certain && removal.version <= release.version();
        if self.is_in(release) {
            Presence::Declared
        } else if release.version() < self.since() {
            Presence::NotYet
        } else if self.removal().is_some_and(is_gone) {
            Presence::Gone
        } else {
            Presence::Undeclared
        }
    }

    fn releases(self) -> u64 {
        self.all_forms().fold(0, |all, form| all | set(form.row.set))
    }

    /// Every form it has or had: the overloads of a method, or the one type of a property at a time.
    pub fn all_forms(self) -> impl DoubleEndedIterator<Item = Form> {
        part(FORMS, self.row.forms).iter().map(move |row| Form { member: self, row })
    }

    /// Its overloads in a release; of a property, one.
    pub fn forms(self, release: Release) -> impl DoubleEndedIterator<Item = Form> {
        self.all_forms().filter(move |form| form.is_in(release))
    }

    /// What it is in a release; `None` when it is not there.
    #[must_use]
    pub fn kind(self, release: Release) -> Option<MemberKind> {
        self.forms(release).next().map(Form::kind)
    }

    /// The version that brought it, by the documentation or, where that is silent, the first types that have it.
    #[must_use]
    pub fn since(self) -> SdkVersion {
        let in_types = self.first_release().version();
        self.documented_since().map_or(in_types, |documented| documented.min(in_types))
    }

    /// The version that brought it to the first of the platforms, by the documentation; zero for every version.
    #[must_use]
    pub fn documented_since(self) -> Option<SdkVersion> {
        earliest(self.row.platforms)
    }

    /// The oldest release whose types have it. There may be it before: the types came late.
    #[must_use]
    pub fn first_release(self) -> Release {
        Release::first_in(self.releases())
    }

    /// The newest release whose types have it.
    #[must_use]
    pub fn last_release(self) -> Release {
        Release::last_in(self.releases())
    }

    #[must_use]
    pub fn support(self, platform: Platform) -> Support {
        support(self.row.platforms, platform)
    }

    /// Where it went, if it went.
    #[must_use]
    pub fn removal(self) -> Option<Removal> {
        let row = row(REMOVALS, self.row.removed)?;
        let replacement = optional_text(row.replacement);
        Some(Removal { version: row.version, is_certain: row.is_certain, replacement })
    }

    /// Whether all of it is deprecated in a release. Single overloads may be while others are not: ask [`Form`].
    #[must_use]
    pub fn deprecation(self, release: Release) -> Option<Deprecation> {
        Deprecation::read(self.row.deprecated, release)
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.receiver.name(), self.name())
    }
}
