//! `data/api.json`: what the published types of the SDK declare.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::emit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Api {
    enums: BTreeMap<String, BTreeMap<String, i64>>,
}

pub fn read(path: &Path) -> Result<Api, String> {
    serde_json::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Sorted by enum and by member, as the lookups need it.
pub fn table(api: &Api) -> String {
    let rows = api.enums.iter().map(|(name, members)| {
        let members: Vec<_> = members.iter().collect();
        format!("Enum {{ name: {name:?}, members: {} }}", emit::slice(&members))
    });
    emit::table("ENUMS", "Enum", rows)
}
