//! `data/semantics.toml`: what members mean.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::emit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Semantics {
    instance_names: Vec<String>,
    creator: Vec<Creator>,
    member: BTreeMap<String, Member>,
    property: BTreeMap<String, Role>,
    container_keys: Names,
    resources_keys: Names,
    completion_events: Names,
    event_methods: BTreeMap<String, String>,
    open_event_methods: Names,
    undocumented_events: BTreeMap<String, Vec<String>>,
    deprecated_event: BTreeMap<String, DeprecatedEvent>,
    open_types: Names,
    respelled_types: Names,
    companions: Names,
    undocumented_members: BTreeMap<String, Vec<String>>,
    elements: BTreeMap<String, String>,
    member_aliases: BTreeMap<String, String>,
    replacements: BTreeMap<String, String>,
    setters: BTreeMap<String, String>,
    changed_by: BTreeMap<String, String>,
    platform_questions: Names,
    enum_aliases: BTreeMap<String, String>,
    respelled_members: BTreeMap<String, String>,
    scan_setup: ScanSetup,
    facts: Facts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Creator {
    path: String,
    gives: Gives,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeprecatedEvent {
    since: String,
    #[serde(rename = "use")]
    replacement: String,
}

/// The variants of the `sdk::semantics` types of the same names.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Gives {
    Result,
    Callback,
    Promise,
    New,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Role {
    CurrentImage,
    ImageCount,
    DisableAfterAcquire,
    PixelType,
    BitDepth,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SourceEffect {
    OpenManager,
    Select,
    Open,
    Acquire,
    Disable,
    Close,
    CloseManager,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Completes {
    #[default]
    Sync,
    Callbacks,
    Promise,
    Either,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum BufferEffect {
    Empty,
    Shift,
    Load,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Exports {
    File,
    Upload,
    Data,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Jpeg {
    Always,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Member {
    source: Option<SourceEffect>,
    #[serde(default)]
    completes: Completes,
    configuration: Option<usize>,
    setup: Option<usize>,
    event: Option<usize>,
    index: Option<usize>,
    indices: Option<usize>,
    sets_depth: Option<u8>,
    depth_argument: Option<usize>,
    #[serde(default)]
    tells_depth: bool,
    buffer: Option<BufferEffect>,
    jpeg: Option<Jpeg>,
    image_type: Option<usize>,
    file_name: Option<usize>,
    exports: Option<Exports>,
    host: Option<usize>,
    url: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ScanSetup {
    pixel_type: String,
    image_format: String,
    file_format: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Facts {
    saving_jpeg_converts_since: String,
    default_http_port: u16,
    default_tls_port: u16,
    page_is_secure: String,
    own_types_since: String,
    library: String,
    old_library: String,
    black_and_white: String,
    jpeg_image: String,
    jpeg_file: String,
}

pub fn read(path: &Path) -> Result<Semantics, String> {
    toml::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn table(semantics: &Semantics) -> Result<String, String> {
    let creators = semantics
        .creator
        .iter()
        .map(|creator| format!("Creator {{ path: {:?}, gives: Gives::{:?} }}", creator.path, creator.gives));
    let facts = &semantics.facts;
    let (major, minor) =
        facts.saving_jpeg_converts_since.split_once('.').ok_or("saving-jpeg-converts-since: write it like 18.4")?;
    Ok([
        emit::table("CREATORS", "Creator", creators),
        emit::table("MEMBERS", "Member", semantics.member.iter().map(|(name, member)| row(name, member))),
        emit::table(
            "PROPERTIES",
            "(&str, Role)",
            semantics.property.iter().map(|(name, role)| format!("({name:?}, Role::{role:?})")),
        ),
        format!("pub const BLACK_AND_WHITE: (&str, &str) = {};\n", enum_member(&facts.black_and_white)?),
        format!("pub const JPEG_IMAGE: (&str, &str) = {};\n", enum_member(&facts.jpeg_image)?),
        format!("pub const JPEG_FILE: (&str, &str) = {};\n", enum_member(&facts.jpeg_file)?),
        format!("pub static INSTANCE_NAMES: &[&str] = {};\n", emit::slice(&semantics.instance_names)),
        format!("pub static CONTAINER_KEYS: &[&str] = {};\n", emit::slice(&semantics.container_keys.names)),
        format!("pub static RESOURCES_KEYS: &[&str] = {};\n", emit::slice(&semantics.resources_keys.names)),
        format!("pub static COMPLETION_EVENTS: &[&str] = {};\n", emit::slice(&semantics.completion_events.names)),
        emit::table("EVENT_METHODS", "(&str, &str)", pairs(&semantics.event_methods)),
        format!("pub static OPEN_EVENT_METHODS: &[&str] = {};\n", emit::slice(&semantics.open_event_methods.names)),
        emit::table("UNDOCUMENTED_EVENTS", "(&str, &[&str])", lists(&semantics.undocumented_events)),
        emit::table(
            "DEPRECATED_EVENTS",
            "(&str, &str, &str)",
            semantics
                .deprecated_event
                .iter()
                .map(|(event, how)| format!("({event:?}, {:?}, {:?})", how.since, how.replacement)),
        ),
        format!("pub static OPEN_TYPES: &[&str] = {};\n", emit::slice(&semantics.open_types.names)),
        format!("pub static RESPELLED_TYPES: &[&str] = {};\n", emit::slice(&semantics.respelled_types.names)),
        format!("pub static COMPANIONS: &[&str] = {};\n", emit::slice(&semantics.companions.names)),
        emit::table("UNDOCUMENTED_MEMBERS", "(&str, &[&str])", lists(&semantics.undocumented_members)),
        emit::table("REPLACEMENTS", "(&str, &str)", pairs(&semantics.replacements)),
        emit::table("ELEMENTS", "(&str, &str)", pairs(&semantics.elements)),
        emit::table("MEMBER_ALIASES", "(&str, &str)", pairs(&semantics.member_aliases)),
        emit::table("SETTERS", "(&str, &str)", pairs(&semantics.setters)),
        emit::table("CHANGED_BY", "(&str, &str)", pairs(&semantics.changed_by)),
        format!("pub static PLATFORM_QUESTIONS: &[&str] = {};\n", emit::slice(&semantics.platform_questions.names)),
        emit::table("ENUM_ALIASES", "(&str, &str)", pairs(&semantics.enum_aliases)),
        emit::table("RESPELLED_MEMBERS", "(&str, &str)", pairs(&semantics.respelled_members)),
        format!(
            "pub const SCAN_SETUP: ScanSetup = ScanSetup {{ pixel_type: {:?}, image_format: {:?}, file_format: {:?} }};\n",
            semantics.scan_setup.pixel_type, semantics.scan_setup.image_format, semantics.scan_setup.file_format
        ),
        format!("pub const SAVING_JPEG_CONVERTS_SINCE: SdkVersion = SdkVersion::new({major}, {minor});\n"),
        format!("pub const DEFAULT_HTTP_PORT: u16 = {};\n", facts.default_http_port),
        format!("pub const DEFAULT_TLS_PORT: u16 = {};\n", facts.default_tls_port),
        format!("pub const LIBRARY: &str = {:?};\n", facts.library),
        format!("pub const OLD_LIBRARY: &str = {:?};\n", facts.old_library),
        format!("pub const OWN_TYPES_SINCE: &str = {:?};\n", facts.own_types_since),
        format!("pub const PAGE_IS_SECURE: &str = {:?};\n", facts.page_is_secure),
    ]
    .concat())
}

fn lists(map: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = String> {
    map.iter().map(|(key, names)| format!("({key:?}, {})", emit::slice(names)))
}

fn pairs(map: &BTreeMap<String, String>) -> impl Iterator<Item = String> {
    map.iter().map(|pair| format!("{pair:?}"))
}

fn enum_member(path: &str) -> Result<String, String> {
    let parts = path.split_once('.').ok_or_else(|| format!("{path}: write it like EnumDWT_PixelType.TWPT_BW"))?;
    Ok(format!("{parts:?}"))
}

/// The `BTreeMap` has sorted the rows by name, as the lookup needs them.
fn row(name: &str, member: &Member) -> String {
    let variant = |value: Option<String>| value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"));
    format!(
        "Member {{ name: {name:?}, source: {}, completes: Completes::{:?}, configuration: {:?}, setup: {:?}, event: {:?}, \
         index: {:?}, indices: {:?}, sets_depth: {:?}, depth_argument: {:?}, tells_depth: {}, buffer: {}, \
         is_always_jpeg: {}, image_type: {:?}, file_name: {:?}, exports: {}, host: {:?}, url: {:?} }}",
        variant(member.source.map(|effect| format!("SourceEffect::{effect:?}"))),
        member.completes,
        member.configuration,
        member.setup,
        member.event,
        member.index,
        member.indices,
        member.sets_depth,
        member.depth_argument,
        member.tells_depth,
        variant(member.buffer.map(|effect| format!("BufferEffect::{effect:?}"))),
        member.jpeg.is_some(),
        member.image_type,
        member.file_name,
        variant(member.exports.map(|exports| format!("Exports::{exports:?}"))),
        member.host,
        member.url,
    )
}
