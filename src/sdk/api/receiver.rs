use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::member::Member;
use super::release::Release;
use super::tables::{MEMBERS, TYPES, TypeRow, find, part, row, set, text};
use crate::text::nearest;

/// A type of the SDK: something that has members, or an object of options.
#[derive(Clone, Copy)]
pub struct Receiver {
    row: &'static TypeRow,
}

impl PartialEq for Receiver {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.row, other.row)
    }
}

impl Eq for Receiver {}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The type of this name: `WebTwain.Addon.PDF`, `Dynamsoft.DWT`, `DeviceConfiguration`. Types without a name of their own
/// are called by where they stand: `ScanSetup.ui` is that property's, `WebTwain.IsBlankImageAsync(options)` that
/// argument's, `WebTwain.GetLicenseInfo()` what that method gives.
#[must_use]
pub fn receiver(name: &str) -> Option<Receiver> {
    static BY_NAME: LazyLock<FxHashMap<&str, Receiver>> =
        LazyLock::new(|| receivers().map(|receiver| (receiver.name(), receiver)).collect());
    BY_NAME.get(name).copied()
}

/// The member that a path such as `Dynamsoft.DWT` leads to: its owner's name, and its own.
#[must_use]
pub fn member_at(path: &str) -> Option<Member> {
    let (owner, name) = path.rsplit_once('.')?;
    receiver(owner)?.member(name)
}

/// Every type, sorted by name.
pub fn receivers() -> impl ExactSizeIterator<Item = Receiver> {
    TYPES.iter().map(|row| Receiver { row })
}

/// The members of this exact name, of every type that declares one, in whatever release.
pub fn members_named(name: &str) -> impl Iterator<Item = Member> {
    TYPES.iter().filter_map(move |row| Receiver { row }.own_member(name))
}

impl Receiver {
    /// By its number in the tables.
    pub(super) fn at(number: u16) -> Option<Self> {
        row(TYPES, number).map(|row| Self { row })
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    #[must_use]
    pub fn is_in(self, release: Release) -> bool {
        release.is_in(set(self.row.set))
    }

    /// Whether it may have members that are not listed, so that nothing follows from a name that is not found.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.row.open || self.base().is_some_and(Self::is_open)
    }

    /// Whether code writes objects of it: its members are option keys.
    #[must_use]
    pub fn is_options(self) -> bool {
        self.row.written
    }

    /// The type whose members it has besides its own.
    #[must_use]
    pub fn base(self) -> Option<Self> {
        Self::at(self.row.extends)
    }

    /// A member or option key by its exact name, in whatever release.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Member> {
        self.own_member(name).or_else(|| self.base()?.member(name))
    }

    fn own_member(self, name: &str) -> Option<Member> {
        find(part(MEMBERS, self.row.members), name, |row| row.name).map(|row| Member::new(self, row))
    }

    /// A member or option key by its exact name, when the release has it.
    #[must_use]
    pub fn member_in(self, name: &str, release: Release) -> Option<Member> {
        self.member(name).filter(|member| member.is_in(release))
    }

    /// The members of its own, in whatever release, sorted by name; those of [`Self::base`] come besides.
    pub fn members(self) -> impl ExactSizeIterator<Item = Member> {
        part(MEMBERS, self.row.members).iter().map(move |row| Member::new(self, row))
    }

    /// The names most like a misspelt one, best first; of one release, or of all.
    #[must_use]
    pub fn nearest(self, name: &str, release: Option<Release>) -> Vec<&'static str> {
        let bases = std::iter::successors(Some(self), |known| known.base());
        let members = bases.flat_map(Self::members);
        let known = members.filter(|member| release.is_none_or(|release| member.is_in(release)));
        nearest(name, known.map(Member::name))
    }
}
