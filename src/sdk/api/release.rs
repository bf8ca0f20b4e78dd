use std::fmt;

use super::tables::{VERSIONS, VersionRow, text};
use crate::sdk::SdkVersion;

/// A published version of the SDK whose interface is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    place: usize,
}

impl Release {
    /// Every release, oldest first.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (0..VERSIONS.len()).map(|place| Self { place })
    }

    #[must_use]
    pub fn newest() -> Self {
        Self { place: VERSIONS.len() - 1 }
    }

    /// The release that a version means. A version without a patch number is the newest of its minor version, for that
    /// is what an installer makes of it; a version in between is the one before it of
    /// its minor version, else the first of that, else the one before it; one that is older or newer than
    /// every release is the oldest or newest.
    #[must_use]
    pub fn of(version: SdkVersion) -> Self {
        let is_of_minor = |row: &VersionRow| (row.number.major, row.number.minor) == (version.major, version.minor);
        let is_before = |row: &VersionRow| version.is_at_least(row.number) && !row.is_side;
        let exact = VERSIONS.iter().rposition(|row| row.number == version);
        let in_minor = || VERSIONS.iter().rposition(|row| is_before(row) && is_of_minor(row));
        let next_in_minor = || VERSIONS.iter().position(|row| is_of_minor(row) && !row.is_side);
        let before = || VERSIONS.iter().rposition(is_before);
        Self { place: exact.or_else(in_minor).or_else(next_in_minor).or_else(before).unwrap_or(0) }
    }

    /// Whether a version is newer than every release, so that it may have what none of them has.
    #[must_use]
    pub fn is_newer_than_all(version: SdkVersion) -> bool {
        let newest = Self::newest().version();
        (version.major, version.minor) > (newest.major, newest.minor) || version > newest
    }

    #[must_use]
    pub fn version(self) -> SdkVersion {
        VERSIONS[self.place].number
    }

    /// As it is published: `18.5.0-patch-20240517`.
    #[must_use]
    pub fn name(self) -> &'static str {
        text(VERSIONS[self.place].name)
    }

    /// Whether later releases were not made from this one.
    #[must_use]
    pub fn is_side(self) -> bool {
        VERSIONS[self.place].is_side
    }

    pub(super) fn is_in(self, set: u64) -> bool {
        set & 1 << self.place != 0
    }

    /// The oldest release of a set; sets are never empty.
    pub(super) fn first_in(set: u64) -> Self {
        Self { place: (set.trailing_zeros() as usize).min(VERSIONS.len() - 1) }
    }

    /// The newest release of a set that later ones were made from; failing that, the newest.
    pub(super) fn last_in(set: u64) -> Self {
        let main = Self::all().rev().find(|release| release.is_in(set) && !release.is_side());
        main.or_else(|| Self::all().rev().find(|release| release.is_in(set))).unwrap_or_else(Self::newest)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
