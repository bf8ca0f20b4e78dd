use std::fmt;

use super::deprecation::Deprecation;
use super::enumeration::Enumeration;
use super::given::{Given, parameter_names};
use super::member::Member;
use super::receiver::Receiver;
use super::release::Release;
use super::tables::{FormRow, PARAM_LISTS, PARAMS, ParamRow, list, part, row, set, text};
use super::type_facts::TypeFacts;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    Method,
    Property,
    /// A property that holds a function of the user's: `OnWebTwainReady`.
    Handler,
}

/// An overload of a method, or a type of a property.
#[derive(Clone, Copy)]
pub struct Form {
    pub(super) member: Member,
    pub(super) row: &'static FormRow,
}

impl Form {
    /// The member that it is a form of.
    #[must_use]
    pub fn member(self) -> Member {
        self.member
    }

    #[must_use]
    pub fn is_in(self, release: Release) -> bool {
        release.is_in(set(self.row.set))
    }

    /// The oldest release whose types have it.
    #[must_use]
    pub fn first_release(self) -> Release {
        Release::first_in(set(self.row.set))
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

    /// The enumerations that its type names.
    #[must_use]
    pub fn enumerations(self) -> &'static [Enumeration] {
        &TypeFacts::of(self.row.type_text).enumerations
    }

    /// Whether it holds members of enumerations, numbers, texts or nothing, or arrays of those.
    #[must_use]
    pub fn is_enum_or_plain(self) -> bool {
        TypeFacts::of(self.row.type_text).is_enum_or_plain
    }

    /// The type of the SDK that it is, promises, or is an array of.
    #[must_use]
    pub fn gives(self) -> Option<Receiver> {
        Receiver::at(self.row.gives)
    }

    /// The same, with how it is wrapped; `None` where it may as well be something else.
    #[must_use]
    pub fn given(self) -> Option<Given> {
        Given::of(self.gives()?, self.type_text())
    }

    /// Of a handler: the names of what it is called with, where the types tell of a certain number.
    #[must_use]
    pub fn handler_params(self) -> Option<Vec<&'static str>> {
        if self.kind() == MemberKind::Handler { parameter_names(self.type_text()) } else { None }
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

    /// The enumerations that its type names.
    #[must_use]
    pub fn enumerations(self) -> &'static [Enumeration] {
        &TypeFacts::of(self.row.type_text).enumerations
    }

    /// Whether it takes members of enumerations, numbers, texts or nothing, or arrays of those.
    #[must_use]
    pub fn is_enum_or_plain(self) -> bool {
        TypeFacts::of(self.row.type_text).is_enum_or_plain
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

    /// For a parameter that takes a function: the value of the SDK that it is called with at a position from 0.
    #[must_use]
    pub fn callback_given(self, position: usize) -> Option<Given> {
        Given::in_call(self.type_text(), position)
    }
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.is_rest() { "..." } else { "" };
        let after = if self.is_optional() { "?" } else { "" };
        write!(f, "{before}{}{after}: {}", self.name(), self.type_text())
    }
}
