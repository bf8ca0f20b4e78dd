//! Files that say something of things of the interface by their names.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::emit;
use super::schema::Api;

pub type ByName = BTreeMap<String, String>;
/// By the type of a member or the method of an event, then by name.
pub type ByOwner = BTreeMap<String, ByName>;

pub fn read_file<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    toml::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// A name of something that is not there is a slip.
pub fn check_members(file: &str, texts: &ByOwner, api: &Api) -> Result<(), String> {
    let exists = |owner: &str, name: &str| api.types.get(owner).is_some_and(|found| found.members.contains_key(name));
    check_owned(file, texts, exists)
}

pub fn check_events(file: &str, texts: &ByOwner, api: &Api) -> Result<(), String> {
    check_owned(file, texts, |method, name| api.events.iter().any(|event| event.target == method && event.name == name))
}

fn check_owned(file: &str, texts: &ByOwner, exists: impl Fn(&str, &str) -> bool) -> Result<(), String> {
    for (owner, texts) in texts {
        check_names(&format!("{file}: {owner}"), texts, |name| exists(owner, name))?;
    }
    Ok(())
}

pub fn check_names(place: &str, texts: &ByName, exists: impl Fn(&str) -> bool) -> Result<(), String> {
    match texts.keys().find(|name| !exists(name)) {
        Some(name) => Err(format!("data/{place}: there is no `{name}`")),
        None => Ok(()),
    }
}
