//! What a file says of the files that it runs with.

use crate::facts::{Facts, StatementKind};
use crate::sdk::is_vendored;
use crate::sdk::semantics::{LIBRARY_CONFIGURATION, LIBRARY_PACKAGE, LIBRARY_SCRIPT, LIBRARY_SCRIPTS};

use super::summary::modules;

/// The other files that a file names, as it names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// What it imports or requires.
    pub modules: Vec<Box<str>>,
    /// The `src` of its `<script>` elements.
    pub scripts: Vec<Box<str>>,
    /// What it passes on from other modules.
    pub reexports: Vec<Reexport>,
    /// Whether others may import something of it.
    pub has_exports: bool,
}

/// `export { there as here } from "module"`, and all names for `export * from "module"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reexport {
    pub module: Box<str>,
    /// Each name there and here.
    pub names: Option<Vec<(Box<str>, Box<str>)>>,
}

impl Links {
    #[must_use]
    pub fn of(facts: &Facts, scripts: Vec<Box<str>>) -> Self {
        let text = |name| Box::from(facts.names.text(name));
        let reexports = facts.statements().filter_map(|(_, statement)| match &statement.kind {
            StatementKind::Reexport { module, names } => {
                let names =
                    names.as_ref().map(|names| names.iter().map(|it| (text(it.there), text(it.here))).collect());
                Some(Reexport { module: module.clone(), names })
            }
            _ => None,
        });
        let has_exports = facts.statements().any(|(_, it)| matches!(it.kind, StatementKind::Export(_)))
            || facts.names.find("exports").is_some();
        Self { modules: modules(facts), scripts, reexports: reexports.collect(), has_exports }
    }

    /// The modules that should be files of the same project: no packages, no pictures, no styles.
    pub fn local_modules(&self) -> impl Iterator<Item = &str> {
        let is_local = |name: &&str| name.starts_with(['.', '~']) || name.starts_with("@/");
        self.modules.iter().map(|name| &**name).filter(is_local).filter(|name| !is_asset(name))
    }

    /// The scripts that should be: on no other host, and not the work of others.
    pub fn local_scripts(&self) -> impl Iterator<Item = &str> {
        let is_local = |name: &&str| !name.starts_with("//") && !name.contains(':') && !is_vendored(name, "");
        self.scripts.iter().map(|name| &**name).filter(is_local)
    }

    /// Whether it brings the library along without a licence: as a package, or from a network.
    #[must_use]
    pub fn brings_library(&self) -> bool {
        let is_script = |name: &str| name.contains("//") && name.to_ascii_lowercase().contains(LIBRARY_SCRIPT);
        self.modules.iter().any(|name| &**name == LIBRARY_PACKAGE) || self.scripts.iter().any(|name| is_script(name))
    }

    /// Whether it loads the library, from wherever.
    #[must_use]
    pub fn loads_library(&self) -> bool {
        let is_script = |name: &str| name.to_ascii_lowercase().contains(LIBRARY_SCRIPTS);
        self.modules.iter().any(|name| &**name == LIBRARY_PACKAGE) || self.scripts.iter().any(|name| is_script(name))
    }

    /// Whether it names the configuration of an installed SDK, which holds a licence.
    #[must_use]
    pub fn brings_configuration(&self) -> bool {
        let is_configuration = |name: &str| name.to_ascii_lowercase().contains(LIBRARY_CONFIGURATION);
        self.scripts.iter().chain(&self.modules).any(|name| is_configuration(name))
    }

    /// Whether it loads the script of an add-on: `Resources/addon/dynamsoft.webtwain.addon.camera.js` is the one of `Camera`.
    #[must_use]
    pub fn loads_addon(&self, addon: &str) -> bool {
        let part = format!("{LIBRARY_SCRIPTS}addon.{}.", addon.to_ascii_lowercase());
        self.scripts.iter().chain(&self.modules).any(|name| name.to_ascii_lowercase().contains(&part))
    }

    /// Whether the file has to do with no other, as far as it says itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty() && self.scripts.is_empty() && !self.has_exports
    }
}

fn is_asset(name: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["css", "scss", "sass", "less", "svg", "png", "jpg", "gif", "json", "html", "md", "txt"];
    let name = name.split('?').next().unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}
