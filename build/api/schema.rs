//! The shape of `data/api.json`: written by `cargo xtask sdk`, read by the build script.
//!
//! A thing's versions are one text, read by [`read_versions`]: ranges along the main line of versions such as
//! `13.4.1..15.3.4` or `16.1.1..` (still there), and, where a side version differs from the version it was made from,
//! `+18.5.4` or `-18.5.4`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// In the order of their numbers. At most 64, so that a set of them is a `u64`.
    pub versions: Vec<Version>,
    /// By the name that the documentation uses for them: `WebTwain.Addon.PDF`, `ScanSetup`, `ScanSetup.ui`.
    pub types: BTreeMap<String, Type>,
    /// By name without a namespace.
    pub enums: BTreeMap<String, Enum>,
    pub events: Vec<Event>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub version: String,
    /// The package whose types were read.
    pub package: String,
    /// For a version beside the main line: the version it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_of: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    #[serde(rename = "in")]
    pub versions: String,
    /// Another type whose members it has as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    /// Whether it may have members that are not listed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open: bool,
    /// Whether users write objects of it: it is the type of an argument, or of a part of one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub written: bool,
    pub members: BTreeMap<String, Member>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// In the order in which they appeared. Those with parameters are overloads of a method.
    pub forms: Vec<Form>,
    /// A deprecation that the documentation knows and the types do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<Removal>,
    /// The first version on each platform by the documentation: `null` is not supported, `0` is every version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub platforms: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize, Serialize)]
pub struct Form {
    #[serde(rename = "in")]
    pub versions: String,
    #[serde(flatten)]
    pub signature: Signature,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq)]
pub struct Signature {
    /// For a method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub params: Option<Vec<Param>>,
    /// What a property holds or a method returns.
    #[serde(rename = "type")]
    pub type_text: String,
    /// The one of our types that the type is, promises, or is an array of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gives: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub readonly: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Param {
    pub name: String,
    #[serde(rename = "type")]
    pub type_text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gives: Option<String>,
    /// For a function: the names of what it is called with, `...` before a rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub rest: bool,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Deprecation {
    /// The versions whose types say so; empty when only the documentation does.
    #[serde(default, rename = "in", skip_serializing_if = "String::is_empty")]
    pub versions: String,
    /// The version since which it is, by the note; without one, it is so in the versions above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What to use instead.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub replacement: Vec<String>,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The first version without it.
    pub version: String,
    /// Whether it is gone; otherwise only the types and the documentation no longer speak of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub certain: bool,
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Enum {
    /// How code reaches it, with its versions: `Dynamsoft.DWT.EnumDWT_PixelType`.
    pub paths: BTreeMap<String, String>,
    pub members: BTreeMap<String, EnumMember>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EnumMember {
    pub values: Vec<EnumValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    pub value: Value,
    #[serde(rename = "in")]
    pub versions: String,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Value {
    Number(i64),
    Text(String),
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The method that registers handlers: `WebTwain.RegisterEvent`, `WebTwain.Viewer.on`.
    pub target: String,
    pub name: String,
    /// What the handler is called with; no type where the documentation names none.
    pub callback: Vec<EventParam>,
    /// Whether the documentation of today still has it.
    pub current: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub platforms: BTreeMap<String, Option<String>>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EventParam {
    pub name: String,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_text: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The versions that a text names, as bits by their place in `all`.
pub fn read_versions(text: &str, all: &[Version]) -> Result<u64, String> {
    let place = |name: &str| {
        let found = all.iter().position(|version| version.version == name);
        found.ok_or_else(|| format!("`{text}` names version `{name}`, which is not listed"))
    };
    let mut set = 0;
    let mut differences = Vec::new();
    for word in text.split_whitespace() {
        if let Some(name) = word.strip_prefix('+') {
            differences.push((place(name)?, true));
        } else if let Some(name) = word.strip_prefix('-') {
            differences.push((place(name)?, false));
        } else {
            let (first, last) = word.split_once("..").unwrap_or((word, word));
            let last = if last.is_empty() { all.len().saturating_sub(1) } else { place(last)? };
            set |= (place(first)?..=last).filter(|at| all[*at].side_of.is_none()).fold(0, |set, at| set | 1 << at);
        }
    }
    for (at, version) in all.iter().enumerate() {
        if let Some(origin) = &version.side_of
            && set & 1 << place(origin)? != 0
        {
            set |= 1 << at;
        }
    }
    for (at, is_in) in differences {
        set = if is_in { set | 1 << at } else { set & !(1 << at) };
    }
    Ok(set)
}
