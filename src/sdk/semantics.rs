//! What members of the SDK mean, from `data/semantics.toml`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use super::SdkVersion;

include!(concat!(env!("OUT_DIR"), "/semantics.rs"));

/// A function that gives an instance.
#[derive(Debug)]
pub struct Creator {
    /// As code spells it: `Dynamsoft.DWT.GetWebTwain`.
    pub path: &'static str,
    pub gives: Gives,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    Result,
    /// The first function among the arguments receives it.
    Callback,
    Promise,
    New,
}

/// What a call or a property of an instance does. Argument positions count from 0.
#[derive(Debug)]
pub struct Member {
    pub name: &'static str,
    pub source: Option<SourceEffect>,
    pub completes: Completes,
    /// Whether a call that selects a source may open it as well.
    pub may_open: bool,
    /// The argument that holds a device configuration.
    pub configuration: Option<usize>,
    /// The argument that holds a scan set-up.
    pub setup: Option<usize>,
    /// The argument that names an event.
    pub event: Option<usize>,
    /// The argument that holds an image index, or an array of them.
    pub index: Option<usize>,
    pub indices: Option<usize>,
    /// The bit depth of the image afterwards.
    pub sets_depth: Option<u8>,
    pub depth_argument: Option<usize>,
    /// Whether it returns the bit depth of the image.
    pub tells_depth: bool,
    pub buffer: Option<BufferEffect>,
    pub is_always_jpeg: bool,
    pub image_type: Option<usize>,
    pub file_name: Option<usize>,
    pub exports: Option<Exports>,
    pub host: Option<usize>,
    pub url: Option<usize>,
}

/// Paths into the object that `startScan` takes, parts joined by dots.
#[derive(Debug)]
pub struct ScanSetup {
    pub pixel_type: &'static str,
    pub image_format: &'static str,
    pub file_format: &'static str,
}

/// Settings that count for the calls after them.
#[derive(Debug)]
pub struct TransferSettings {
    /// By their paths: `WebTwain.HTTPPort`.
    pub of: &'static [&'static str],
    /// The names of the calls; a star at the end stands for the rest of a name.
    pub calls: &'static [&'static str],
    /// Calls that take them as well.
    pub also: &'static [&'static str],
}

impl TransferSettings {
    /// Whether they are for calls of a method.
    #[must_use]
    pub fn are_for(&self, method: &str) -> bool {
        self.calls.iter().any(|pattern| matches(pattern, method))
    }

    /// The same, or whether the method takes them besides.
    #[must_use]
    pub fn are_taken_by(&self, method: &str) -> bool {
        self.are_for(method) || self.also.iter().any(|pattern| matches(pattern, method))
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

/// The settings that a path such as `WebTwain.HTTPPort` is one of, and the path as it is kept.
#[must_use]
pub fn transfer_settings(path: &str) -> Option<(&'static str, &'static TransferSettings)> {
    TRANSFER_SETTINGS.iter().find_map(|settings| Some((*settings.of.iter().find(|known| **known == path)?, settings)))
}

/// Whether a setting of transfers has this name, on some object.
#[must_use]
pub fn may_be_setting(name: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let paths = TRANSFER_SETTINGS.iter().flat_map(|settings| settings.of);
        paths.filter_map(|path| Some(path.rsplit_once('.')?.1)).collect()
    });
    NAMES.contains(name)
}

/// Whether any setting is for calls of a method.
#[must_use]
pub fn is_transfer(method: &str) -> bool {
    TRANSFER_SETTINGS.iter().any(|settings| settings.are_for(method))
}

/// Whether the member at a path such as `WebTwain.AcquireImage` can raise the error codes of a group, such as `G1`.
#[must_use]
pub fn can_raise(path: &str, group: &str) -> bool {
    let of_group = RAISED_BY.iter().filter(|(known, _)| *known == group);
    of_group.flat_map(|(_, paths)| *paths).any(|pattern| matches(pattern, path))
}

/// The setting that another one takes back.
#[must_use]
pub fn cleared_by(path: &str) -> Option<&'static str> {
    CLEARS_SETTINGS.iter().find(|(known, _)| *known == path).map(|(_, cleared)| *cleared)
}

/// What a call does to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceEffect {
    OpenManager,
    Select,
    Open,
    Acquire,
    Disable,
    Close,
    CloseManager,
}

/// When a call has done what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completes {
    Sync,
    Callbacks,
    Promise,
    /// At once without callbacks, later with them.
    Either,
}

/// What a call does to the images in the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BufferEffect {
    Empty,
    /// Indices may mean other images afterwards.
    Shift,
    /// New images at the end.
    Load,
}

/// How sure it is that a member needs an open source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The documentation says so.
    Certain,
    Likely,
}

/// What an image is exported for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exports {
    File,
    Upload,
    Data,
}

/// The part of a property in the state of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The index of the image that is shown.
    CurrentImage,
    ImageCount,
    /// Disables the source when a scan has ended.
    DisableAfterAcquire,
    /// How pages are scanned: black and white, gray, colour.
    PixelType,
    BitDepth,
}

#[must_use]
pub fn role(property: &str) -> Option<Role> {
    PROPERTIES.iter().find(|(name, _)| *name == property).map(|(_, role)| *role)
}

/// The name of the property with this role.
#[must_use]
pub fn property_with(role: Role) -> &'static str {
    PROPERTIES.iter().find(|(_, known)| *known == role).map_or("", |(name, _)| name)
}

/// The meaning of a member of an instance, by its exact name.
#[must_use]
pub fn member(name: &str) -> Option<&'static Member> {
    static BY_NAME: LazyLock<FxHashMap<&str, &Member>> =
        LazyLock::new(|| MEMBERS.iter().map(|member| (member.name, member)).collect());
    BY_NAME.get(name).copied()
}

/// Whether a text holds the name of a member that means something, even if no object of the SDK is in sight. Short names are
/// everybody's.
#[must_use]
pub fn names_a_member(text: &str) -> bool {
    const SHORTEST: usize = 8;
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let names = MEMBERS.iter().map(|member| member.name).chain(PROPERTIES.iter().map(|(name, _)| *name));
        let ports = ["HTTPPort", "IfCloseSourceAfterAcquire"];
        AhoCorasick::new(names.filter(|name| name.len() >= SHORTEST).chain(ports)).ok()
    });
    SEARCH.as_ref().is_none_or(|search| search.is_match(text))
}

/// How sure it is that a member of an instance belongs to the open source; `None` for the others.
#[must_use]
pub fn need_of_open_source(member: &str) -> Option<Need> {
    if NEEDS_OPEN_SOURCE.contains(&member) {
        Some(Need::Certain)
    } else {
        LIKELY_NEEDS_OPEN_SOURCE.contains(&member).then_some(Need::Likely)
    }
}

#[must_use]
pub fn creator(path: &str) -> Option<&'static Creator> {
    CREATORS.iter().find(|creator| creator.path == path)
}

/// The method that registers handlers for the events that a method of this name speaks of: of `off` it is `on`.
#[must_use]
pub fn registering_method(name: &str) -> Option<&'static str> {
    EVENT_METHODS.iter().find(|(known, _)| *known == name).map(|(_, registers)| *registers)
}

/// Events that no documentation speaks of, each with the method that registers handlers for it: `WebTwain.RegisterEvent`.
pub fn undocumented_events() -> impl Iterator<Item = (&'static str, &'static str)> {
    UNDOCUMENTED_EVENTS.iter().flat_map(|(method, names)| names.iter().map(move |name| (*method, *name)))
}

/// Whether an option key or a parameter of this name holds the id of an element of the page, or of an instance.
#[must_use]
pub fn is_container_key(name: &str) -> bool {
    CONTAINER_KEYS.contains(&name)
}

/// Whether a property of this name holds the address of the folder that the SDK loads its files from.
#[must_use]
pub fn is_resources_key(name: &str) -> bool {
    RESOURCES_KEYS.contains(&name)
}

/// That an event was replaced: since when, and by what.
#[must_use]
pub fn deprecated_event(method: &str, name: &str) -> Option<(SdkVersion, &'static str)> {
    let is_it = |known: &str| known.split_once(' ') == Some((method, name));
    let (_, since, replacement) = DEPRECATED_EVENTS.iter().find(|(known, ..)| is_it(known))?;
    Some((since.parse().ok()?, replacement))
}

/// Whether a type has a member that no documentation or declaration speaks of.
#[must_use]
pub fn is_undocumented(of: &str, member: &str) -> bool {
    UNDOCUMENTED_MEMBERS.iter().any(|(known, names)| *known == of && names.contains(&member))
}

/// The type of the values that a type holds by number.
#[must_use]
pub fn element(of: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|(list, _)| *list == of).map(|(_, element)| *element)
}

/// What is written for a deprecated member, where the types name nothing.
#[must_use]
pub fn replacement(of: &str, member: &str) -> Option<&'static str> {
    of_member(REPLACEMENTS, of, member)
}

/// The right name for one that is often taken for a member of a type.
#[must_use]
pub fn member_alias(of: &str, member: &str) -> Option<&'static str> {
    of_member(MEMBER_ALIASES, of, member)
}

/// The method that gives a property of a type the value that it is called with.
#[must_use]
pub fn setter(of: &str, property: &str) -> Option<&'static str> {
    of_member(SETTERS, of, property)
}

/// The method that changes a property of a type by what it does.
#[must_use]
pub fn changed_by(of: &str, property: &str) -> Option<&'static str> {
    of_member(CHANGED_BY, of, property)
}

fn of_member(table: &[(&str, &'static str)], of: &str, member: &str) -> Option<&'static str> {
    let is_it = |path: &str| path.rsplit_once('.') == Some((of, member));
    table.iter().find(|(path, _)| is_it(path)).map(|(_, name)| *name)
}

/// The first release whose types lack nothing that it has.
#[must_use]
pub fn own_types_since() -> Option<SdkVersion> {
    static SINCE: LazyLock<Option<SdkVersion>> = LazyLock::new(|| OWN_TYPES_SINCE.parse().ok());
    *SINCE
}

/// The right name for one that is often taken for a member of an enumeration.
#[must_use]
pub fn enum_alias(enumeration: &str, member: &str) -> Option<&'static str> {
    let is_it = |path: &str| path.split_once('.') == Some((enumeration, member));
    ENUM_ALIASES.iter().find(|(path, _)| is_it(path)).map(|(_, name)| *name)
}

/// The version that spells a member of an enumeration in another way than this, from then on.
#[must_use]
pub fn respelled_in(enumeration: &str, member: &str) -> Option<SdkVersion> {
    let is_it = |path: &str| path.split_once('.') == Some((enumeration, member));
    RESPELLED_MEMBERS.iter().find(|(path, _)| is_it(path)).and_then(|(_, version)| version.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sdk::{api, enums};

    #[test]
    fn the_members_of_enumerations_exist() {
        for path in [BLACK_AND_WHITE, JPEG_IMAGE, JPEG_FILE] {
            assert!(enums::value_of(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn settings_and_calls_are_members() {
        let instance = api::receiver("WebTwain").expect("the type of instances");
        for settings in TRANSFER_SETTINGS {
            for path in settings.of {
                assert!(api::member_at(path).or_else(|| member_of(path)).is_some(), "{path}");
            }
            for pattern in settings.calls.iter().chain(settings.also) {
                assert!(instance.members().any(|member| matches(pattern, member.name())), "{pattern}");
            }
        }
        let others = CLEARS_SETTINGS.iter().flat_map(|(one, other)| [one, other]).chain(KEYED_SETTINGS);
        others.for_each(|path| assert!(transfer_settings(path).is_some(), "{path}"));
    }

    #[test]
    fn what_raises_codes_exists_and_every_group_but_success_is_raised() {
        for (group, patterns) in RAISED_BY {
            for pattern in *patterns {
                let is_known = |of: api::Receiver| {
                    of.members().any(|member| matches(pattern, &format!("{}.{}", of.name(), member.name())))
                };
                assert!(api::receivers().any(is_known), "{group}: {pattern}");
            }
        }
        for code in crate::sdk::codes::all().iter().filter(|code| code.group.id != "G0") {
            assert!(RAISED_BY.iter().any(|(group, _)| *group == code.group.id), "{}", code.group.id);
        }
    }

    fn member_of(path: &str) -> Option<api::Member> {
        let (of, name) = path.rsplit_once('.')?;
        api::receiver(of)?.member(name)
    }

    #[test]
    fn formats_and_the_calls_that_make_them_exist() {
        for path in SINGLE_PAGE_FORMATS.iter().chain(MULTI_PAGE_FORMATS) {
            assert!(enums::value_of(*path).is_some(), "{path:?}");
        }
        TOO_MANY_IMAGES.iter().for_each(|(path, _)| assert!(member_of(path).is_some(), "{path}"));
    }

    #[test]
    fn respelled_members_have_a_version_and_a_new_spelling() {
        for (path, _) in RESPELLED_MEMBERS {
            let (enumeration, member) = path.split_once('.').expect("a path");
            assert!(respelled_in(enumeration, member).is_some(), "{path}");
            assert!(api::enumeration(enumeration).is_some_and(|known| known.member(member).is_none()), "{path}");
        }
    }

    #[test]
    fn what_is_said_of_types_and_members_is_said_of_ones_that_exist() {
        let elements = ELEMENTS.iter().flat_map(|(list, element)| [list, element]);
        for name in OPEN_TYPES.iter().chain(RESPELLED_TYPES).chain(COMPANIONS).chain(elements) {
            assert!(api::receiver(name).is_some(), "{name}");
        }
        for (path, other) in MEMBER_ALIASES.iter().chain(SETTERS).chain(CHANGED_BY) {
            let (of, name) = path.rsplit_once('.').expect("a type and a member");
            let of = api::receiver(of).expect("a type");
            let is_alias = MEMBER_ALIASES.iter().any(|(alias, _)| alias == path);
            assert!(of.member(other).is_some() && of.member(name).is_some() != is_alias, "{path}");
        }
        for (path, replacement) in REPLACEMENTS {
            let of = path.rsplit_once('.').and_then(|(of, name)| Some((api::receiver(of)?, name))).expect("a type");
            let start = replacement.split('.').next().expect("a name");
            assert!(of.0.member(of.1).is_some() && of.0.member(start).is_some(), "{path}");
        }
        for (of, names) in UNDOCUMENTED_MEMBERS {
            let of = api::receiver(of).expect("a type");
            assert!(names.iter().all(|name| of.member(name).is_none()), "{of:?} has one of {names:?}");
        }
        assert!(own_types_since().is_some());
        assert!(api::member_at(LIBRARY).is_some() && api::member_at(OLD_LIBRARY).is_some());
    }

    #[test]
    fn deprecated_events_exist_and_the_documentation_has_dropped_them() {
        for (known, ..) in DEPRECATED_EVENTS {
            let (method, name) = known.split_once(' ').expect("a method and a name");
            assert!(api::event(method, name).is_some_and(|event| !event.is_current()), "{known}");
            assert!(deprecated_event(method, name).is_some(), "{known}");
        }
    }

    #[test]
    fn aliases_stand_for_members_and_are_none() {
        for (path, name) in ENUM_ALIASES {
            let (enumeration, alias) = path.split_once('.').expect("a path");
            let enumeration = api::enumeration(enumeration).expect("an enumeration");
            assert!(enumeration.member(name).is_some() && enumeration.member(alias).is_none(), "{path}");
        }
    }

    #[test]
    fn methods_with_undocumented_events_have_documented_ones() {
        let with_more = UNDOCUMENTED_EVENTS.iter().map(|(method, _)| *method);
        for method in with_more.chain(OPEN_EVENT_METHODS.iter().copied()) {
            assert!(api::events_of(method).next().is_some(), "{method}");
        }
        for (method, name) in undocumented_events() {
            assert!(api::event(method, name).is_none(), "{name} is documented");
        }
    }

    #[test]
    fn members_are_found_by_their_exact_names() {
        assert_eq!(member("AcquireImage").map(|member| member.completes), Some(Completes::Callbacks));
        assert!(MEMBERS.iter().all(|known| member(known.name).is_some_and(|found| found.name == known.name)));
        assert!(member("acquireimage").is_none());
    }
}
