//! What is said of the things of the interface in words: `data/descriptions/`.

use std::collections::BTreeMap;
use std::path::Path;

use super::emit;
use super::schema::Api;

type ByName = BTreeMap<String, String>;
/// By the type of a member or the method of an event, then by name.
type ByOwner = BTreeMap<String, ByName>;

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
    words.check(api)?;
    Ok(words)
}

fn read_file<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
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

    /// A description of something that is not there is a slip.
    fn check(&self, api: &Api) -> Result<(), String> {
        let has_member = |owner: &str, name: &str| api.types.get(owner).is_some_and(|it| it.members.contains_key(name));
        let has_event = |owner: &str, name: &str| api.events.iter().any(|it| it.target == owner && it.name == name);
        check_all(&self.members, "member", has_member)?;
        check_all(&self.events, "event", has_event)?;
        match self.enums.keys().find(|name| !api.enums.contains_key(*name)) {
            Some(name) => Err(format!("data/descriptions: there is no enumeration `{name}`")),
            None => Ok(()),
        }
    }
}

fn check_all(texts: &ByOwner, kind: &str, exists: impl Fn(&str, &str) -> bool) -> Result<(), String> {
    let mut all = texts.iter().flat_map(|(owner, texts)| texts.keys().map(move |name| (owner, name)));
    match all.find(|(owner, name)| !exists(owner, name)) {
        Some((owner, name)) => Err(format!("data/descriptions: `{owner}` has no {kind} `{name}`")),
        None => Ok(()),
    }
}
