//! What is said of the things of the interface in words: `data/descriptions/`.

use std::path::Path;

use super::named::{ByName, ByOwner, check_events, check_members, check_names, read_file};
use super::schema::Api;

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
