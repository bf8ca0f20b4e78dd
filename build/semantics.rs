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
    needs_open_source: NeedsOpenSource,
    needs_images: Names,
    last_result: LastResult,
    raised_by: BTreeMap<String, Vec<String>>,
    releases: Names,
    let_go: Names,
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
    start: Start,
    licence: Licence,
    page_events: PageEvents,
    removals: BTreeMap<String, usize>,
    transfer_settings: Vec<TransferSettings>,
    keyed_settings: Names,
    clears_settings: BTreeMap<String, String>,
    single_page_formats: Names,
    multi_page_formats: Names,
    too_many_images: BTreeMap<String, i32>,
    selection: Selection,
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
    #[serde(default)]
    may_open: bool,
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
struct NeedsOpenSource {
    certain: Vec<String>,
    likely: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LastResult {
    call: Vec<String>,
    upload: Vec<String>,
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
struct Start {
    load: String,
    create: Vec<String>,
    get: Vec<String>,
    delete: Vec<String>,
    ready: String,
    register: String,
    containers: String,
    autoload: String,
    container_id: String,
    instance_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Licence {
    key: String,
    settings: Vec<String>,
    package: String,
    script: String,
    scripts: String,
    configuration: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageEvents {
    repeating: Vec<String>,
    methods: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransferSettings {
    of: Vec<String>,
    calls: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Selection {
    all: String,
    selected: String,
    remove_all: String,
    remove_one: String,
    others: Vec<String>,
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
        names("INSTANCE_NAMES", &semantics.instance_names),
        names("NEEDS_OPEN_SOURCE", &semantics.needs_open_source.certain),
        names("LIKELY_NEEDS_OPEN_SOURCE", &semantics.needs_open_source.likely),
        names("NEEDS_IMAGES", &semantics.needs_images.names),
        names("RESULT_OF_CALL", &semantics.last_result.call),
        names("RESULT_OF_UPLOAD", &semantics.last_result.upload),
        emit::table("RAISED_BY", "(&str, &[&str])", lists(&semantics.raised_by)),
        names("RELEASES", &semantics.releases.names),
        names("LET_GO", &semantics.let_go.names),
        names("CONTAINER_KEYS", &semantics.container_keys.names),
        names("RESOURCES_KEYS", &semantics.resources_keys.names),
        names("COMPLETION_EVENTS", &semantics.completion_events.names),
        emit::table("EVENT_METHODS", "(&str, &str)", pairs(&semantics.event_methods)),
        names("OPEN_EVENT_METHODS", &semantics.open_event_methods.names),
        emit::table("UNDOCUMENTED_EVENTS", "(&str, &[&str])", lists(&semantics.undocumented_events)),
        emit::table(
            "DEPRECATED_EVENTS",
            "(&str, &str, &str)",
            semantics
                .deprecated_event
                .iter()
                .map(|(event, how)| format!("({event:?}, {:?}, {:?})", how.since, how.replacement)),
        ),
        names("OPEN_TYPES", &semantics.open_types.names),
        names("RESPELLED_TYPES", &semantics.respelled_types.names),
        names("COMPANIONS", &semantics.companions.names),
        emit::table("UNDOCUMENTED_MEMBERS", "(&str, &[&str])", lists(&semantics.undocumented_members)),
        emit::table("REPLACEMENTS", "(&str, &str)", pairs(&semantics.replacements)),
        emit::table("ELEMENTS", "(&str, &str)", pairs(&semantics.elements)),
        emit::table("MEMBER_ALIASES", "(&str, &str)", pairs(&semantics.member_aliases)),
        emit::table("SETTERS", "(&str, &str)", pairs(&semantics.setters)),
        emit::table("CHANGED_BY", "(&str, &str)", pairs(&semantics.changed_by)),
        names("PLATFORM_QUESTIONS", &semantics.platform_questions.names),
        emit::table("ENUM_ALIASES", "(&str, &str)", pairs(&semantics.enum_aliases)),
        emit::table("RESPELLED_MEMBERS", "(&str, &str)", pairs(&semantics.respelled_members)),
        format!(
            "pub const SCAN_SETUP: ScanSetup = ScanSetup {{ pixel_type: {:?}, image_format: {:?}, file_format: {:?} }};\n",
            semantics.scan_setup.pixel_type, semantics.scan_setup.image_format, semantics.scan_setup.file_format
        ),
        start(&semantics.start),
        licence(&semantics.licence),
        emit::table(
            "TRANSFER_SETTINGS",
            "TransferSettings",
            semantics.transfer_settings.iter().map(|settings| {
                let [of, calls, also] = [&settings.of, &settings.calls, &settings.also].map(|names| emit::slice(names));
                format!("TransferSettings {{ of: {of}, calls: {calls}, also: {also} }}")
            }),
        ),
        format!("pub static KEYED_SETTINGS: &[&str] = {};\n", emit::slice(&semantics.keyed_settings.names)),
        emit::table("CLEARS_SETTINGS", "(&str, &str)", pairs(&semantics.clears_settings)),
        emit::table("SINGLE_PAGE_FORMATS", "(&str, &str)", enum_members(&semantics.single_page_formats)?),
        emit::table("MULTI_PAGE_FORMATS", "(&str, &str)", enum_members(&semantics.multi_page_formats)?),
        emit::table("TOO_MANY_IMAGES", "(&str, i32)", semantics.too_many_images.iter().map(|row| format!("{row:?}"))),
        format!("pub const SELECT_ALL: &str = {:?};\n", semantics.selection.all),
        format!("pub static REPEATING_EVENTS: &[&str] = {};\n", emit::slice(&semantics.page_events.repeating)),
        format!("pub static REPEATED_HANDLERS: &[&str] = {};\n", emit::slice(&semantics.page_events.methods)),
        emit::table("REMOVALS", "(&str, usize)", semantics.removals.iter().map(|row| format!("{row:?}"))),
        format!("pub const REMOVE_ALL: &str = {:?};\n", semantics.selection.remove_all),
        format!("pub const REMOVE_ONE: &str = {:?};\n", semantics.selection.remove_one),
        format!("pub const SELECTED: &str = {:?};\n", semantics.selection.selected),
        format!("pub static SELECT_OTHERS: &[&str] = {};\n", emit::slice(&semantics.selection.others)),
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

fn names(table: &str, names: &[String]) -> String {
    format!("pub static {table}: &[&str] = {};\n", emit::slice(names))
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

fn start(start: &Start) -> String {
    let names = [
        ("LOAD", &start.load),
        ("READY", &start.ready),
        ("REGISTER", &start.register),
        ("CONTAINERS", &start.containers),
        ("AUTO_LOAD", &start.autoload),
        ("CONTAINER_ID", &start.container_id),
        ("INSTANCE_ID", &start.instance_id),
    ];
    let lists = [("CREATES", &start.create), ("GETS", &start.get), ("DELETES", &start.delete)];
    let names = names.map(|(constant, name)| format!("pub const {constant}: &str = {name:?};\n"));
    let lists = lists.map(|(table, list)| format!("pub static {table}: &[&str] = {};\n", emit::slice(list)));
    names.concat() + &lists.concat()
}

fn licence(licence: &Licence) -> String {
    let names = [
        ("LICENCE_KEY", &licence.key),
        ("LIBRARY_PACKAGE", &licence.package),
        ("LIBRARY_SCRIPT", &licence.script),
        ("LIBRARY_SCRIPTS", &licence.scripts),
        ("LIBRARY_CONFIGURATION", &licence.configuration),
    ];
    let names = names.map(|(constant, name)| format!("pub const {constant}: &str = {name:?};\n"));
    names.concat() + &format!("pub static LICENCE_SETTINGS: &[&str] = {};\n", emit::slice(&licence.settings))
}

fn enum_members(names: &Names) -> Result<impl Iterator<Item = String>, String> {
    let members: Result<Vec<String>, String> = names.names.iter().map(|path| enum_member(path)).collect();
    Ok(members?.into_iter())
}

/// The `BTreeMap` has sorted the rows by name, as the lookup needs them.
fn row(name: &str, member: &Member) -> String {
    let variant = |value: Option<String>| value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"));
    format!(
        "Member {{ name: {name:?}, source: {}, completes: Completes::{:?}, may_open: {}, configuration: {:?}, setup: {:?}, event: {:?}, \
         index: {:?}, indices: {:?}, sets_depth: {:?}, depth_argument: {:?}, tells_depth: {}, buffer: {}, \
         is_always_jpeg: {}, image_type: {:?}, file_name: {:?}, exports: {}, host: {:?}, url: {:?} }}",
        variant(member.source.map(|effect| format!("SourceEffect::{effect:?}"))),
        member.completes,
        member.may_open,
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
