//! Where the official reference describes things: `data/doc-pages.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::named::{ByName, ByOwner, check_events, check_members, check_names, read_file};
use super::schema::Api;

const FILE: &str = "doc-pages.toml";

/// By page, the names on it, each perhaps with an anchor.
type Names = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    site: String,
    codes: String,
    enum_start: String,
    members: BTreeMap<String, Names>,
    events: BTreeMap<String, Names>,
    types: Names,
    enums: Names,
}

/// Page and anchor of each thing: `WebTwain_IO.html#httpport`.
pub struct DocPages {
    /// What stands in front of every one.
    pub site: String,
    pub codes: String,
    members: ByOwner,
    events: ByOwner,
    types: ByName,
    enums: ByName,
}

pub fn read(data: &Path, api: &Api) -> Result<DocPages, String> {
    let file: File = read_file(&data.join(FILE))?;
    let pages = DocPages {
        site: file.site,
        codes: file.codes,
        members: by_owner(&file.members),
        events: by_owner(&file.events),
        types: by_name(&file.types, ""),
        enums: by_name(&file.enums, &file.enum_start),
    };
    check_members(FILE, &pages.members, api)?;
    check_events(FILE, &pages.events, api)?;
    check_names(FILE, &pages.types, |name| api.types.contains_key(name))?;
    check_names(FILE, &pages.enums, |name| api.enums.contains_key(name))?;
    Ok(pages)
}

impl DocPages {
    /// Its own place, or for one that there still is, that of its type.
    pub fn of_member(&self, type_name: &str, name: &str, is_current: bool) -> Option<&str> {
        let own = self.members.get(type_name).and_then(|all| all.get(name)).map(String::as_str);
        own.or_else(|| if is_current { self.of_type(type_name) } else { None })
    }

    pub fn of_enum(&self, name: &str) -> Option<&str> {
        self.enums.get(name).map(String::as_str)
    }

    pub fn of_event(&self, method: &str, name: &str) -> Option<&str> {
        Some(self.events.get(method)?.get(name)?)
    }

    /// `ScanSetup.ui` is described where `ScanSetup` is.
    fn of_type(&self, name: &str) -> Option<&str> {
        let mut names = std::iter::successors(Some(name), |name| name.rsplit_once('.').map(|(outer, _)| outer));
        names.find_map(|name| self.types.get(name)).map(String::as_str)
    }
}

fn by_owner(pages: &BTreeMap<String, Names>) -> ByOwner {
    let mut all = ByOwner::new();
    for (page, owners) in pages {
        for (owner, names) in owners {
            let addresses = names.iter().map(|name| address(page, name, ""));
            all.entry(owner.clone()).or_default().extend(addresses);
        }
    }
    all
}

fn by_name(pages: &Names, anchor_start: &str) -> ByName {
    pages.iter().flat_map(|(page, names)| names.iter().map(|name| address(page, name, anchor_start))).collect()
}

/// A name, and page and anchor.
fn address(page: &str, name: &str, anchor_start: &str) -> (String, String) {
    let (name, anchor) = match name.split_once('#') {
        Some((name, anchor)) => (name, anchor.to_owned()),
        None => (name, format!("{anchor_start}{}", name.to_lowercase())),
    };
    (name.to_owned(), format!("{page}.html#{anchor}"))
}
