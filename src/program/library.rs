//! How a program comes by the SDK's library, and by a licence for it.

use crate::facts::StatementKind;
use crate::sdk::semantics::{CREATES, LIBRARY_PACKAGE, LICENCE_SETTINGS, LOAD};

use super::Program;

impl Program<'_> {
    /// Whether the program brings the library along without a licence: as a package, or from a network.
    #[must_use]
    pub fn brings_library(&self) -> bool {
        (self.links.brings_library() && !self.imports_only_types())
            || self.others.iter().any(|other| other.links.brings_library())
    }

    /// Whether one of its files loads the library, so that its scripts run before the library has started.
    #[must_use]
    pub fn loads_library(&self) -> bool {
        self.links.loads_library() || self.others.iter().any(|other| other.links.loads_library())
    }

    /// Whether one of its files loads the script of an add-on.
    #[must_use]
    pub fn loads_addon(&self, addon: &str) -> bool {
        self.links.loads_addon(addon) || self.others.iter().any(|other| other.links.loads_addon(addon))
    }

    /// Whether it brings the configuration of an installed SDK, which holds a licence.
    #[must_use]
    pub fn brings_configuration(&self) -> bool {
        self.links.brings_configuration() || self.others.iter().any(|other| other.links.brings_configuration())
    }

    /// Whether anything in it may be about a licence.
    #[must_use]
    pub fn mentions_licence(&self) -> bool {
        LICENCE_SETTINGS.iter().any(|name| {
            let is_other = |other: &std::sync::Arc<super::Summary>| other.gives(name) || other.calls_by_name(name);
            self.model.facts.names.find(name).is_some() || self.others.iter().any(is_other)
        })
    }

    /// Whether every file of the project that it names is seen.
    #[must_use]
    pub fn has_all_files(&self) -> bool {
        let names_others =
            || self.links.local_modules().next().is_some() || self.links.local_scripts().next().is_some();
        self.has_all || (self.others.is_empty() && !names_others())
    }

    /// Whether a file that no other imports is among them, so that what comes before the others is seen.
    #[must_use]
    pub fn has_entry(&self) -> bool {
        !self.links.has_exports || self.others.iter().any(|other| !other.links.has_exports)
    }

    /// Whether it starts the library: then what the library needs must be there.
    #[must_use]
    pub fn starts_library(&self) -> bool {
        let names = || CREATES.iter().chain([&LOAD]);
        let is_start = |name: &str| names().any(|start| *start == name);
        let mut accesses = self.model.accesses().iter().filter(|access| access.call().is_some());
        accesses.any(|access| is_start(self.model.facts.names.text(access.name)))
            || self.others.iter().any(|other| names().any(|name| other.calls_by_name(name)))
    }

    /// Whether another file calls a method of this name.
    #[must_use]
    pub fn others_call_by_name(&self, method: &str) -> bool {
        self.others.iter().any(|other| other.calls_by_name(method))
    }

    /// Whether another file of the page may give a global variable a value.
    #[must_use]
    pub fn others_share(&self, global: &str) -> bool {
        self.others.iter().any(|other| other.offer.globals.contains_key(global))
    }

    /// Types are gone when the code runs.
    fn imports_only_types(&self) -> bool {
        let mut imports = self.model.facts.statements().filter_map(|(_, statement)| match &statement.kind {
            StatementKind::Import { module, bindings } if &**module == LIBRARY_PACKAGE => Some(bindings),
            _ => None,
        });
        let first = imports.next();
        first.is_some_and(|first| {
            [first].into_iter().chain(imports).all(|it| !it.is_empty() && it.iter().all(|binding| binding.is_type))
        })
    }
}
