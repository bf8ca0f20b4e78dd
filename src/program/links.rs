//! What a file says of the files that it runs with.

use crate::facts::{Facts, StatementKind};

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

    /// Whether the file has to do with no other, as far as it says itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty() && self.scripts.is_empty() && !self.has_exports
    }
}
