//! Lock files: the versions of a package that are installed. Only the entries of that package are looked for: lock files
//! of many megabytes are common, and a file that cannot be read as a whole may still tell of it.

use memchr::memmem;

use crate::sdk::SdkVersion;

use super::numbers::published;

/// Finds the text of each version of a package in a lock file.
type Search = fn(lock: &str, package: &str) -> Vec<String>;

/// The lock files by name; of several in one folder the first that knows the package.
pub(super) const LOCKS: [(&str, Search); 5] = [
    ("npm-shrinkwrap.json", in_npm),
    ("package-lock.json", in_npm),
    ("pnpm-lock.yaml", in_pnpm),
    ("yarn.lock", in_yarn),
    ("bun.lock", in_bun),
];

/// The versions of a package, each once, in order.
pub(super) fn versions(search: Search, lock: &str, package: &str) -> Vec<SdkVersion> {
    if memmem::find(lock.as_bytes(), package.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut versions: Vec<SdkVersion> = search(lock, package).iter().filter_map(|text| published(text)).collect();
    versions.sort_unstable();
    versions.dedup();
    versions
}

/// `"node_modules/dwt": { "version": … }` from version 2 of the format on, `"dwt": { "version": … }` before.
fn in_npm(lock: &str, package: &str) -> Vec<String> {
    let is_cut_off = !lock.trim_end().ends_with('}');
    if is_cut_off {
        return Vec::new();
    }
    let keys = [format!("node_modules/{package}\""), format!("\"{package}\"")];
    let entries = keys.iter().flat_map(|key| {
        let found = memmem::find_iter(lock.as_bytes(), key.as_bytes());
        found.filter_map(|at| npm_version(&lock[at + key.len()..], package))
    });
    entries.map(str::to_owned).collect()
}

/// The version in the object behind a key, if it is a key and has one: a dependency's range is a string. What stands before
/// the version are strings, of which the name is that of another package that is installed under this one's.
fn npm_version<'l>(after_key: &'l str, package: &str) -> Option<&'l str> {
    let mut rest = after_key.trim_start().strip_prefix(':')?.trim_start().strip_prefix('{')?;
    loop {
        let (key, after) = json_string(rest)?;
        let (value, after) = json_string(after.trim_start().strip_prefix(':')?)?;
        match key {
            "version" => return Some(value),
            "name" if value != package => return None,
            _ => rest = after.trim_start().strip_prefix(',')?,
        }
    }
}

/// A string without escapes, and what stands behind it.
fn json_string(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix('"')?.split_once('"')
}

/// The keys below `packages`: `/dwt/18.4.2:`, later `/dwt@18.4.2:`, now `dwt@18.4.2:`; behind the version may be a hash or
/// the peers of the package.
fn in_pnpm(lock: &str, package: &str) -> Vec<String> {
    let version = |line: &str| {
        let key = line.strip_prefix("  ")?.trim_start_matches(['\'', '"']);
        let (key, separators) = match key.strip_prefix('/') {
            Some(key) => (key, ['/', '@']),
            None => (key, ['@', '@']),
        };
        let version = key.strip_prefix(package)?.strip_prefix(separators)?;
        version.split([':', '(', '_', '\'', '"']).next().map(str::to_owned)
    };
    lock.lines().filter_map(version).collect()
}

/// `dwt@^18.4.0:` and below it `version "18.4.2"`; in later versions of the format `"dwt@npm:^18.4.0":` and
/// `version: 18.4.2`.
fn in_yarn(lock: &str, package: &str) -> Vec<String> {
    let mut versions = Vec::new();
    let mut is_inside = false;
    for line in lock.lines() {
        if !line.starts_with([' ', '\t']) {
            is_inside = is_yarn_key(line, package);
        } else if let Some(rest) = line.trim_start().strip_prefix("version").filter(|_| is_inside) {
            versions.push(rest.trim_matches([':', ' ', '"']).to_owned());
            is_inside = false;
        }
    }
    versions
}

/// Whether the key is of a package from the registry; other protocols, and other packages under its name, have one more
/// colon or slash.
fn is_yarn_key(key: &str, package: &str) -> bool {
    let range = key.trim_start_matches('"').strip_prefix(package).and_then(|rest| rest.strip_prefix('@'));
    let Some(range) = range.and_then(|range| range.split(',').next()) else { return false };
    let range = range.trim_end_matches([':', '"']);
    !range.strip_prefix("npm:").unwrap_or(range).contains([':', '/'])
}

/// `"dwt": ["dwt@18.4.2", …]`
fn in_bun(lock: &str, package: &str) -> Vec<String> {
    let start = format!("[\"{package}@");
    let found = memmem::find_iter(lock.as_bytes(), start.as_bytes());
    let versions = found.filter_map(|at| lock[at + start.len()..].split('"').next());
    versions.map(str::to_owned).collect()
}

#[cfg(test)]
#[path = "lock_tests.rs"]
mod tests;
