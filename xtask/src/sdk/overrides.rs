//! `data/api-overrides.toml`: what a person decided about the types.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::schema::Version;
use super::versions::sort_key;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Overrides {
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
    /// Versions beside the main line, and the versions they were made from.
    side_versions: BTreeMap<String, String>,
    /// Declared name, `File/Name` where files differ, to the name that the documentation uses.
    receivers: BTreeMap<String, String>,
    /// Members that the types have wrong or lack, by type and name.
    #[serde(default)]
    pub member: BTreeMap<String, Correction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    pub name: String,
    /// The first and the last of its versions to read.
    from: String,
    through: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Correction {
    /// For the reader: why the types are wrong.
    #[serde(rename = "why")]
    _why: String,
    /// Whether it can be written, where the types say otherwise.
    pub readonly: Option<bool>,
    /// Whether it may be left out.
    pub optional: Option<bool>,
    /// Not part of the SDK at all.
    #[serde(default)]
    pub drop: bool,
    /// It is there although the types lack it, and is what this member of the same type is.
    pub same_as: Option<String>,
}

impl Package {
    pub fn has(&self, version: &str) -> bool {
        let key = sort_key(version);
        let is_early_enough = self.through.as_deref().is_none_or(|last| key <= sort_key(last));
        key >= sort_key(&self.from) && is_early_enough
    }
}

impl Overrides {
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    pub fn version(&self, version: String, package: &Package) -> Version {
        let side_of = self.side_versions.get(&version).cloned();
        Version { version, package: package.name.clone(), side_of }
    }

    /// The documentation's name of a declared type; what is inside a renamed namespace is renamed with it.
    pub fn receiver(&self, file: &str, declared: &str) -> String {
        if let Some(name) = self.receivers.get(&format!("{file}/{declared}")).or(self.receivers.get(declared)) {
            return name.clone();
        }
        match declared.rsplit_once('.') {
            Some((namespace, name)) => format!("{}.{name}", self.receiver(file, namespace)),
            None => declared.to_owned(),
        }
    }

    /// The names of namespaces that hold enumerations, longest first: types are written without them.
    pub fn enum_namespaces(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.receivers.keys().map(String::as_str).collect();
        names.retain(|name| name.starts_with("DynamsoftEnums"));
        names.extend(["Dynamsoft.DWT", "Dynamsoft"]);
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }
}
