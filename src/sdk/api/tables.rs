//! The rows of the tables that `build/api.rs` writes. They refer to each other, and to their texts, by number.

use std::fmt;

use super::Support;
use crate::sdk::SdkVersion;

include!(concat!(env!("OUT_DIR"), "/api.rs"));

/// A reference to nothing.
const NONE: u16 = u16::MAX;

/// A part of another table.
#[derive(Clone, Copy)]
pub struct Range {
    start: u16,
    end: u16,
}

pub struct VersionRow {
    pub name: u16,
    pub number: SdkVersion,
    pub is_side: bool,
}

pub struct TypeRow {
    pub name: u16,
    pub set: u16,
    pub extends: u16,
    pub members: Range,
    pub open: bool,
    pub written: bool,
}

pub struct MemberRow {
    pub name: u16,
    pub forms: Range,
    pub deprecated: u16,
    pub removed: u16,
    pub platforms: u16,
    pub description: u16,
    pub page: u16,
}

pub struct FormRow {
    pub set: u16,
    pub params: u16,
    pub type_text: u16,
    pub gives: u16,
    pub deprecated: u16,
    pub readonly: bool,
    pub optional: bool,
}

pub struct ParamRow {
    pub name: u16,
    pub type_text: u16,
    pub gives: u16,
    pub callback: u16,
    pub optional: bool,
    pub rest: bool,
}

pub struct DeprecationRow {
    pub set: u16,
    pub since: Option<SdkVersion>,
    pub replacement: u16,
}

pub struct RemovalRow {
    pub version: SdkVersion,
    pub is_certain: bool,
    pub replacement: u16,
}

pub struct EnumRow {
    pub name: u16,
    pub paths: Range,
    pub members: Range,
    pub description: u16,
    pub page: u16,
}

pub struct PathRow {
    pub path: u16,
    pub set: u16,
}

pub struct EnumMemberRow {
    pub name: u16,
    pub values: Range,
    pub deprecated: u16,
}

pub struct ValueRow {
    pub set: u16,
    pub value: Value,
}

pub struct EventRow {
    pub target: u16,
    pub name: u16,
    pub names: u16,
    pub types: u16,
    pub current: bool,
    pub platforms: u16,
    pub description: u16,
    pub page: u16,
}

/// The value of a member of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Number(i64),
    Text(&'static str),
}

impl Value {
    #[must_use]
    pub fn as_number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(_) => None,
        }
    }
}

/// As code writes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text:?}"),
        }
    }
}

pub fn text(number: u16) -> &'static str {
    &TEXT[place(number)]
}

/// The same for comparing: texts are sorted by their bytes.
fn bytes(number: u16) -> &'static [u8] {
    &TEXT.as_bytes()[place(number)]
}

fn place(number: u16) -> std::ops::Range<usize> {
    let at = usize::from(number);
    TEXT_STARTS[at] as usize..TEXT_STARTS[at + 1] as usize
}

/// The text of a number, or none.
pub fn optional_text(number: u16) -> Option<&'static str> {
    (number != NONE).then(|| text(number))
}

/// The address of a page of the official reference, or none.
pub fn doc_address(page: u16) -> Option<String> {
    optional_text(page).map(|page| format!("{DOC_SITE}{page}"))
}

/// The address of the list of error codes in the official reference.
pub fn codes_page() -> String {
    format!("{DOC_SITE}{CODES_PAGE}")
}

/// The versions of a set, as bits by their place in [`VERSIONS`].
pub fn set(number: u16) -> u64 {
    SETS[usize::from(number)]
}

/// The row of a table that a number refers to, or none.
pub fn row<T>(table: &'static [T], number: u16) -> Option<&'static T> {
    if number == NONE { None } else { table.get(usize::from(number)) }
}

pub fn part<T>(table: &'static [T], range: Range) -> &'static [T] {
    &table[usize::from(range.start)..usize::from(range.end)]
}

/// The texts of a list.
pub fn list(number: u16) -> Option<impl ExactSizeIterator<Item = &'static str> + Clone> {
    let range = row(LISTS, number)?;
    Some(part(LIST_ITEMS, *range).iter().map(|&item| text(item)))
}

/// The row of this name in rows sorted by name.
pub fn find<T>(rows: &'static [T], name: &str, name_of: impl Fn(&T) -> u16) -> Option<&'static T> {
    rows.binary_search_by(|row| bytes(name_of(row)).cmp(name.as_bytes())).ok().map(|at| &rows[at])
}
