use std::fmt;

use super::deprecation::Deprecation;
use super::release::Release;
use super::tables::{
    ENUM_MEMBERS, ENUMS, EnumMemberRow, EnumRow, PATHS, PathRow, VALUES, Value, doc_address, find, optional_text, part,
    set, text,
};
use crate::text::nearest;

#[derive(Clone, Copy)]
pub struct Enumeration {
    row: &'static EnumRow,
}

impl PartialEq for Enumeration {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.row, other.row)
    }
}

impl fmt::Debug for Enumeration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The enumeration of this name, without a namespace: `EnumDWT_PixelType`.
#[must_use]
pub fn enumeration(name: &str) -> Option<Enumeration> {
    find(ENUMS, name, |row| row.name).map(|row| Enumeration { row })
}

/// The enumeration that code reaches by a path: `Dynamsoft.DWT.EnumDWT_PixelType`, and in earlier releases
/// `Dynamsoft.EnumDWT_PixelType` or just the name. Ask [`Enumeration::is_at`] whether a release has it there.
#[must_use]
pub fn enumeration_at(path: &str) -> Option<Enumeration> {
    let name = path.rsplit('.').next()?;
    enumeration(name).filter(|found| found.path_rows().iter().any(|row| text(row.path) == path))
}

/// The enumerations that a type such as `EnumDWT_ImageType | number` names; none of a function's type.
pub fn enumerations_in(type_text: &str) -> impl Iterator<Item = Enumeration> {
    let names = if type_text.contains("=>") { "" } else { type_text };
    names.split(|character: char| !character.is_alphanumeric() && character != '_').filter_map(enumeration)
}

/// Every enumeration, sorted by name.
pub fn enumerations() -> impl ExactSizeIterator<Item = Enumeration> {
    ENUMS.iter().map(|row| Enumeration { row })
}

/// The paths of the enumerations whose names are most like a misspelt one, best first.
#[must_use]
pub fn nearest_enumeration(path: &str, release: Release) -> Vec<&'static str> {
    let name = path.rsplit('.').next().unwrap_or(path);
    let known = enumerations().filter(|found| found.path(release).is_some());
    let names = nearest(name, known.map(Enumeration::name));
    names.into_iter().filter_map(|name| enumeration(name)?.path(release)).collect()
}

impl Enumeration {
    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    /// What it is about, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        optional_text(self.row.description).unwrap_or_default()
    }

    /// Where the official reference of today describes it.
    #[must_use]
    pub fn docs_url(self) -> Option<String> {
        doc_address(self.row.page)
    }

    fn path_rows(self) -> &'static [PathRow] {
        part(PATHS, self.row.paths)
    }

    /// How code of a release reaches it; `None` when that does not have it.
    #[must_use]
    pub fn path(self, release: Release) -> Option<&'static str> {
        self.path_rows().iter().find(|row| release.is_in(set(row.set))).map(|row| text(row.path))
    }

    #[must_use]
    pub fn is_at(self, path: &str, release: Release) -> bool {
        self.path_rows().iter().any(|row| text(row.path) == path && release.is_in(set(row.set)))
    }

    /// A member by its exact name, in whatever release.
    #[must_use]
    pub fn member(self, name: &str) -> Option<EnumMember> {
        find(part(ENUM_MEMBERS, self.row.members), name, |row| row.name).map(|row| EnumMember { row })
    }

    /// Every member, in whatever release, sorted by name.
    pub fn members(self) -> impl ExactSizeIterator<Item = EnumMember> {
        part(ENUM_MEMBERS, self.row.members).iter().map(|row| EnumMember { row })
    }

    /// The members that have a value in a release; several may share one.
    pub fn members_with(self, value: Value, release: Release) -> impl Iterator<Item = EnumMember> {
        self.members().filter(move |member| member.value(release) == Some(value))
    }

    /// The numbers that its members have or had.
    pub fn all_values(self) -> impl Iterator<Item = i64> {
        let rows = self.members().flat_map(|member| part(VALUES, member.row.values));
        rows.filter_map(|row| row.value.as_number())
    }

    /// The names most like a misspelt one, best first; of one release, or of all.
    #[must_use]
    pub fn nearest(self, name: &str, release: Option<Release>) -> Vec<&'static str> {
        let known = self.members().filter(|member| release.is_none_or(|release| member.value(release).is_some()));
        nearest(name, known.map(EnumMember::name))
    }
}

#[derive(Clone, Copy)]
pub struct EnumMember {
    row: &'static EnumMemberRow,
}

impl fmt::Debug for EnumMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl EnumMember {
    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    /// Its value in a release; `None` when that does not have it.
    #[must_use]
    pub fn value(self, release: Release) -> Option<Value> {
        part(VALUES, self.row.values).iter().find(|row| release.is_in(set(row.set))).map(|row| row.value)
    }

    /// Its value in the newest release that has it.
    #[must_use]
    pub fn newest_value(self) -> Value {
        let rows = part(VALUES, self.row.values);
        rows.iter().max_by_key(|row| set(row.set)).map_or(Value::Text(""), |row| row.value)
    }

    #[must_use]
    pub fn first_release(self) -> Release {
        Release::first_in(self.releases())
    }

    #[must_use]
    pub fn last_release(self) -> Release {
        Release::last_in(self.releases())
    }

    fn releases(self) -> u64 {
        part(VALUES, self.row.values).iter().fold(0, |all, row| all | set(row.set))
    }

    #[must_use]
    pub fn deprecation(self, release: Release) -> Option<Deprecation> {
        Deprecation::read(self.row.deprecated, release)
    }
}
