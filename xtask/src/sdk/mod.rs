//! `cargo xtask sdk`: `data/api.json` from the published types, the reviewed overrides and what only the documentation
//! says.

mod declared;
mod documented;
mod merge;
mod names;
mod overrides;
mod packages;
mod reader;
#[path = "../../../build/api/schema.rs"]
mod schema;
mod type_text;
mod versions;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use declared::Declared;
use documented::Documented;
use overrides::Overrides;
use schema::{Api, Version};

/// Reads one version, and puts it into the data in the place of what they said of it.
pub fn add(version: &str) -> Result<String, String> {
    let overrides = Overrides::read(&data("api-overrides.toml"))?;
    let package = packages::package_of(version, &overrides)?;
    let added = overrides.version(version.to_owned(), package);
    let fresh = read_version(&added, &overrides)?;
    let old = current()?;
    let mut all = Vec::new();
    for (at, known) in old.versions.iter().enumerate() {
        if known.version != version {
            all.push((known.clone(), merge::declared_in(&old, at)?));
        }
    }
    let place = all.iter().position(|(known, _)| versions::sort_key(&known.version) > versions::sort_key(version));
    all.insert(place.unwrap_or(all.len()), (added, fresh));
    save(&build(&all)?)
}

pub fn rebuild() -> Result<String, String> {
    save(&build_all()?)
}

pub fn check() -> Result<String, String> {
    let path = data("api.json");
    let written = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if write::json(&build_all()?)? == written {
        Ok("data/api.json is fresh".to_owned())
    } else {
        Err("data/api.json is not what the published types give: run `cargo xtask sdk --all`".to_owned())
    }
}

fn build_all() -> Result<Api, String> {
    let overrides = Overrides::read(&data("api-overrides.toml"))?;
    let mut all = Vec::new();
    for version in packages::published(&overrides)? {
        let declared = read_version(&version, &overrides)?;
        all.push((version, declared));
    }
    build(&all)
}

fn read_version(version: &Version, overrides: &Overrides) -> Result<Declared, String> {
    let files = packages::declarations(version, &root().join("target/sdk-types"))?;
    reader::read(&files, overrides).map_err(|problem| format!("{} {}: {problem}", version.package, version.version))
}

fn build(all: &[(Version, Declared)]) -> Result<Api, String> {
    let mut api = merge::merge(all)?;
    Documented::read(&data("api-docs.json"))?.apply(&mut api)?;
    Ok(api)
}

fn current() -> Result<Api, String> {
    let path = data("api.json");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn save(api: &Api) -> Result<String, String> {
    let path = data("api.json");
    fs::write(&path, write::json(api)?).map_err(|error| format!("{}: {error}", path.display()))?;
    let members: usize = api.types.values().map(|known| known.members.len()).sum();
    Ok(format!(
        "data/api.json: {} versions, {} types with {members} members, {} enumerations, {} events",
        api.versions.len(),
        api.types.len(),
        api.enums.len(),
        api.events.len()
    ))
}

fn data(file: &str) -> PathBuf {
    root().join("data").join(file)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a version contributed can be read back from the table, so that one version can be replaced.
    #[test]
    fn the_committed_data_are_what_their_versions_give() {
        let committed = fs::read_to_string(data("api.json")).expect("the data are there");
        let api = current().expect("the data are valid");
        let read =
            |(at, version): (usize, &Version)| (version.clone(), merge::declared_in(&api, at).expect("valid sets"));
        let all: Vec<_> = api.versions.iter().enumerate().map(read).collect();
        let again = write::json(&build(&all).expect("the documented facts fit")).expect("it can be written");
        assert!(again == committed, "the table is not what its versions, or data/api-docs.json, give");
    }
}
