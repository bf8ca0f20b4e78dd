//! What is said of the things of the interface in words: `data/descriptions/`. And what reading and checking such files
//! takes.

use std::collections::BTreeMap;
use std::path::Path;

use super::emit;
use super::schema::Api;

pub type ByName = BTreeMap<String, String>;
/// By the type of a member or the method of an event, then by name.
pub type ByOwner = BTreeMap<String, ByName>;

pub struct Words {
    members: ByOwner,
    enums: ByName,
    events: ByOwner,
}

pub fn read(data: &Path, api: &Api) -> Result<Words, String> {
    let folder = data.join("descriptions");
    let words = Words {
        members: read_file(&folder.join("members.toml"))?,
        enums: read_file(&folder.join("enums.toml"))?,
        events: read_file(&folder.join("events.toml"))?,
    };
    check_members("descriptions/members.toml", &words.members, api)?;
    check_names("descriptions/enums.toml", &words.enums, |name| api.enums.contains_key(name))?;
    check_events("descriptions/events.toml", &words.events, api)?;
    Ok(words)
}

pub fn read_file<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    toml::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

impl Words {
    pub fn of_member(&self, type_name: &str, name: &str) -> Option<&str> {
        Some(self.members.get(type_name)?.get(name)?)
    }

    pub fn of_enum(&self, name: &str) -> Option<&str> {
        self.enums.get(name).map(String::as_str)
    }

    pub fn of_event(&self, method: &str, name: &str) -> Option<&str> {
        Some(self.events.get(method)?.get(name)?)
    }
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
