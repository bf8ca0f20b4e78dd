use std::fmt;

use super::receiver::Receiver;
use super::release::Release;
use super::support::{Support, earliest, support};
use super::tables::{
    DEPRECATIONS, FORMS, FormRow, MemberRow, PARAM_LISTS, PARAMS, ParamRow, REMOVALS, list, part, row, set, text,
};
use crate::sdk::{Platform, SdkVersion};

/// A method, property or option key of a type.
#[derive(Clone, Copy)]
pub struct Member {
    receiver: Receiver,
    row: &'static MemberRow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    Method,
    Property,
    /// A property that holds a function of the user's: `OnWebTwainReady`.
    Handler,
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

    #[must_use]
    pub fn is_in(self, release: Release) -> bool {
        release.is_in(self.releases())
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
        earliest(self.row.platforms).map_or(in_types, |documented| documented.min(in_types))
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
        let replacement = if row.replacement == u16::MAX { None } else { Some(text(row.replacement)) };
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

/// An overload of a method, or a type of a property.
#[derive(Clone, Copy)]
pub struct Form {
    member: Member,
    row: &'static FormRow,
}

impl Form {
    #[must_use]
    pub fn is_in(self, release: Release) -> bool {
        release.is_in(set(self.row.set))
    }

    #[must_use]
    pub fn kind(self) -> MemberKind {
        if self.row.params != u16::MAX {
            MemberKind::Method
        } else if self.type_text().contains("=>") {
            MemberKind::Handler
        } else {
            MemberKind::Property
        }
    }

    /// The parameters of a method; of a property, none.
    pub fn params(self) -> impl ExactSizeIterator<Item = Param> + DoubleEndedIterator {
        let rows = row(PARAM_LISTS, self.row.params).map_or(&[][..], |range| part(PARAMS, *range));
        rows.iter().map(|row| Param { row })
    }

    /// The fewest and the most arguments a call has; `None` for any number.
    #[must_use]
    pub fn arity(self) -> (usize, Option<usize>) {
        let fewest = self.params().rposition(|param| !param.is_optional() && !param.is_rest()).map_or(0, |at| at + 1);
        let has_rest = self.params().any(Param::is_rest);
        (fewest, (!has_rest).then(|| self.params().len()))
    }

    /// The type of a property or of what a method returns, as the declarations write it.
    #[must_use]
    pub fn type_text(self) -> &'static str {
        text(self.row.type_text)
    }

    /// The type of the SDK that it is, promises, or is an array of.
    #[must_use]
    pub fn gives(self) -> Option<Receiver> {
        Receiver::at(self.row.gives)
    }

    #[must_use]
    pub fn is_readonly(self) -> bool {
        self.row.readonly
    }

    #[must_use]
    pub fn is_optional(self) -> bool {
        self.row.optional
    }

    /// Its own deprecation in a release, or the member's.
    #[must_use]
    pub fn deprecation(self, release: Release) -> Option<Deprecation> {
        Deprecation::read(self.row.deprecated, release).or_else(|| self.member.deprecation(release))
    }
}

impl fmt::Display for Form {
    /// `(index: number, successCallback?: () => void): boolean` for a method, `: boolean` for a property.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind() == MemberKind::Method {
            let params: Vec<String> = self.params().map(|param| param.to_string()).collect();
            write!(f, "({})", params.join(", "))?;
        }
        write!(f, ": {}", self.type_text())
    }
}

#[derive(Clone, Copy)]
pub struct Param {
    row: &'static ParamRow,
}

impl Param {
    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    #[must_use]
    pub fn type_text(self) -> &'static str {
        text(self.row.type_text)
    }

    /// The type of the SDK that it takes, or takes an array of: for an object literal, its option keys.
    #[must_use]
    pub fn gives(self) -> Option<Receiver> {
        Receiver::at(self.row.gives)
    }

    #[must_use]
    pub fn is_optional(self) -> bool {
        self.row.optional
    }

    /// Whether it stands for any number of arguments.
    #[must_use]
    pub fn is_rest(self) -> bool {
        self.row.rest
    }

    /// For a parameter that takes a function: the names of what that is called with, `?` after one that may be missing,
    /// `...` before one that stands for any number.
    pub fn callback(self) -> Option<impl ExactSizeIterator<Item = &'static str> + Clone> {
        list(self.row.callback)
    }
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.is_rest() { "..." } else { "" };
        let after = if self.is_optional() { "?" } else { "" };
        write!(f, "{before}{}{after}: {}", self.name(), self.type_text())
    }
}

/// That something should no longer be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// `None` where no version is named.
    pub since: Option<SdkVersion>,
    /// What to use instead: mostly names of members, by the path from the instance.
    pub replacement: Vec<&'static str>,
}

impl Deprecation {
    /// With a date it holds from then on, even if the note came later; without one, where the types say so.
    pub(super) fn read(number: u16, release: Release) -> Option<Self> {
        let row = row(DEPRECATIONS, number)?;
        let holds = match row.since {
            Some(since) => since <= release.version(),
            None => release.is_in(set(row.set)),
        };
        let replacement = || list(row.replacement).into_iter().flatten().collect();
        holds.then(|| Self { since: row.since, replacement: replacement() })
    }
}

/// That the types no longer have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The first version without it.
    pub version: SdkVersion,
    /// Whether it is gone. Otherwise it is merely no longer spoken of, and may still work.
    pub is_certain: bool,
    pub replacement: Option<&'static str>,
}
