//! What became of a thing, and where it is there.

use std::collections::BTreeMap;

use super::Tables;
use super::interned::NONE;
use super::schema::{Deprecation, Removal};

/// The variants of `sdk::api::Platform` by their names in the data, in their order.
const PLATFORMS: [&str; 7] = ["windows", "windows-wia", "macos", "macos-twain", "macos-ica", "macos-escl", "linux"];

impl Tables<'_> {
    pub fn deprecation(&mut self, deprecation: Option<&Deprecation>) -> Result<u16, String> {
        let Some(found) = deprecation else { return Ok(NONE) };
        let set = self.set(&found.versions)?;
        let since = found.since.as_deref().map(number).transpose()?;
        let since = since.map_or("None".to_owned(), |since| format!("Some({since})"));
        let replacement = self.list(&found.replacement)?;
        self.deprecations.number(format!("DeprecationRow {{ set: {set}, since: {since}, replacement: {replacement} }}"))
    }

    pub fn removal(&mut self, removal: Option<&Removal>) -> Result<u16, String> {
        let Some(found) = removal else { return Ok(NONE) };
        let numbers = found.version.split('-').next().unwrap_or(&found.version);
        let replacement = self.optional_text(found.replacement.as_deref())?;
        self.removals.number(format!(
            "RemovalRow {{ version: {}, is_certain: {}, replacement: {replacement} }}",
            number(numbers)?,
            found.certain
        ))
    }

    pub fn platforms_of(&mut self, platforms: &BTreeMap<String, Option<String>>) -> Result<u16, String> {
        if let Some(unknown) = platforms.keys().find(|name| !PLATFORMS.contains(&name.as_str())) {
            return Err(format!("there is no platform `{unknown}`"));
        }
        if platforms.is_empty() {
            return Ok(NONE);
        }
        let support = |name: &str| match platforms.get(name) {
            None => Ok("Support::Unknown".to_owned()),
            Some(None) => Ok("Support::Never".to_owned()),
            Some(Some(version)) => Ok(format!("Support::Since({})", number(version)?)),
        };
        let all = PLATFORMS.iter().map(|name| support(name)).collect::<Result<Vec<String>, String>>()?;
        self.platforms.number(format!("[{}]", all.join(", ")))
    }
}

/// `19.3` or `18.4.1` as a literal of `SdkVersion`.
pub fn number(version: &str) -> Result<String, String> {
    let bad = || format!("`{version}` is not a version");
    let parts: Vec<u16> = version.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| bad())?;
    match *parts.as_slice() {
        [0] => Ok("SdkVersion::new(0, 0)".to_owned()),
        [major, minor] => Ok(format!("SdkVersion::new({major}, {minor})")),
        [major, minor, patch] => Ok(format!("SdkVersion {{ major: {major}, minor: {minor}, patch: Some({patch}) }}")),
        _ => Err(bad()),
    }
}
