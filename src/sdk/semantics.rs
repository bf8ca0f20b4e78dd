//! What members of the SDK mean, from `data/semantics.toml`.

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
    MEMBERS.binary_search_by(|member| member.name.cmp(name)).ok().map(|at| &MEMBERS[at])
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
    fn respelled_members_have_a_version_and_a_new_spelling() {
        for (path, _) in RESPELLED_MEMBERS {
            let (enumeration, member) = path.split_once('.').expect("a path");
            assert!(respelled_in(enumeration, member).is_some(), "{path}");
            assert!(api::enumeration(enumeration).is_some_and(|known| known.member(member).is_none()), "{path}");
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
