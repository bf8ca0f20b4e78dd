//! `data/api-docs.json`: what only the documentation says of members, and the events.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::schema::{Api, Deprecation, Event, Member, Removal};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documented {
    /// By member, then by platform: the first version, `0` for every one, `null` for none.
    platforms: BTreeMap<String, BTreeMap<String, Option<String>>>,
    removed: BTreeMap<String, Removal>,
    deprecated: BTreeMap<String, Deprecation>,
    events: Vec<Event>,
}

impl Documented {
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Puts it into the data. Speaking of a member that no version of the types has is a mistake.
    pub fn apply(self, api: &mut Api) -> Result<(), String> {
        let mut unknown = Vec::new();
        let mut with = |path: &str, change: &mut dyn FnMut(&mut Member)| match member(api, path) {
            Some(found) => change(found),
            None => unknown.push(path.to_owned()),
        };
        for (path, platforms) in self.platforms {
            with(&path, &mut |member| member.platforms.clone_from(&platforms));
        }
        for (path, removal) in self.removed {
            with(&path, &mut |member| member.removed = Some(removal.clone()));
        }
        for (path, deprecation) in self.deprecated {
            with(&path, &mut |member| member.deprecated = Some(deprecation.clone()));
        }
        if !unknown.is_empty() {
            return Err(format!("data/api-docs.json speaks of members that no types have: {}", unknown.join(", ")));
        }
        api.events = self.events;
        Ok(())
    }
}

fn member<'a>(api: &'a mut Api, path: &str) -> Option<&'a mut Member> {
    let (receiver, name) = path.rsplit_once('.')?;
    api.types.get_mut(receiver)?.members.get_mut(name)
}
