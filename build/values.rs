//! `data/values.toml`: which values the SDK takes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::emit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Values {
    range: Vec<Range>,
    enumerations: Enumerations,
    passwords: Passwords,
    pdf: Pdf,
    hosts: Hosts,
    headers: Headers,
    product_keys: ProductKeys,
    error_codes: ErrorCodes,
    events: Events,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    of: Vec<String>,
    codes: Vec<i32>,
    least: Option<f64>,
    most: Option<f64>,
    #[serde(default)]
    besides: Vec<f64>,
    #[serde(default)]
    only: Vec<f64>,
    #[serde(default)]
    typical: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Enumerations {
    flags: Vec<String>,
    open: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passwords {
    longest: usize,
    of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Pdf {
    settings: Vec<String>,
    settings_with_number: Vec<String>,
    versions: Vec<String>,
    date_start: String,
    highest_quality: u32,
    with_quality: Vec<String>,
    needs_version: BTreeMap<String, String>,
    archival: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hosts {
    parameters: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Headers {
    names: Vec<String>,
    keyed: Vec<String>,
    protected: Vec<String>,
    protected_starts: Vec<String>,
    built_in: String,
    multipart: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProductKeys {
    of: Vec<String>,
    starts: Vec<String>,
    trial: String,
    server: String,
    shortest: usize,
    placeholders: Vec<String>,
    demo_organization: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ErrorCodes {
    properties: Vec<String>,
    parameters: Vec<String>,
    of_rejection: String,
    undocumented: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Events {
    one_handler: Vec<String>,
    at_start: Vec<String>,
}

pub fn read(path: &Path) -> Result<Values, String> {
    toml::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn table(values: &Values) -> String {
    let Values { enumerations, passwords, pdf, hosts, headers, product_keys, error_codes, events, range } = values;
    [
        emit::table("RANGES", "Range", range.iter().map(row)),
        texts("FLAG_ENUMERATIONS", &enumerations.flags),
        texts("OPEN_ENUMERATIONS", &enumerations.open),
        format!("pub const LONGEST_PASSWORD: usize = {};\n", passwords.longest),
        texts("PASSWORDS", &passwords.of),
        texts("PDF_SETTINGS", &pdf.settings),
        texts("PDF_SETTINGS_WITH_NUMBER", &pdf.settings_with_number),
        texts("PDF_VERSIONS", &pdf.versions),
        text("PDF_DATE_START", &pdf.date_start),
        format!("pub const HIGHEST_PDF_QUALITY: u32 = {};\n", pdf.highest_quality),
        texts("PDF_COMPRESSIONS_WITH_QUALITY", &pdf.with_quality),
        pairs("PDF_VERSION_NEEDED", &pdf.needs_version),
        pairs("PDF_ARCHIVAL", &pdf.archival),
        texts("HOST_PARAMETERS", &hosts.parameters),
        texts("HEADER_NAMES", &headers.names),
        texts("HEADER_KEYED", &headers.keyed),
        texts("PROTECTED_HEADERS", &headers.protected),
        texts("PROTECTED_HEADER_STARTS", &headers.protected_starts),
        text("BUILT_IN_HEADER", &headers.built_in),
        text("MULTIPART_HEADER", &headers.multipart),
        texts("PRODUCT_KEYS", &product_keys.of),
        texts("KEY_STARTS", &product_keys.starts),
        text("TRIAL_KEY_START", &product_keys.trial),
        text("SERVER_KEY_START", &product_keys.server),
        format!("pub const SHORTEST_KEY: usize = {};\n", product_keys.shortest),
        texts("KEY_PLACEHOLDERS", &product_keys.placeholders),
        text("DEMO_ORGANIZATION", &product_keys.demo_organization),
        texts("ERROR_CODE_PROPERTIES", &error_codes.properties),
        texts("ERROR_CODE_PARAMETERS", &error_codes.parameters),
        text("ERROR_CODE_OF_REJECTION", &error_codes.of_rejection),
        format!("pub static UNDOCUMENTED_ERROR_CODES: &[i64] = {};\n", emit::slice(&error_codes.undocumented)),
        texts("ONE_HANDLER_METHODS", &events.one_handler),
        texts("EVENTS_AT_START", &events.at_start),
    ]
    .concat()
}

fn row(range: &Range) -> String {
    format!(
        "Range {{ of: {}, codes: {}, least: {:?}, most: {:?}, besides: {}, only: {}, is_typical: {} }}",
        emit::slice(&range.of),
        emit::slice(&range.codes),
        range.least,
        range.most,
        emit::slice(&range.besides),
        emit::slice(&range.only),
        range.typical
    )
}

fn text(name: &str, value: &str) -> String {
    format!("pub const {name}: &str = {value:?};\n")
}

fn texts(name: &str, values: &[String]) -> String {
    format!("pub static {name}: &[&str] = {};\n", emit::slice(values))
}

fn pairs(name: &str, values: &BTreeMap<String, String>) -> String {
    emit::table(name, "(&str, &str)", values.iter().map(|pair| format!("{pair:?}")))
}
