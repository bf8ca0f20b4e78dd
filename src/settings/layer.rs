use crate::report::Severity;
use crate::rules::{Category, Options};
use crate::sdk::SdkVersion;

use super::globs::Globs;
use super::{Level, Platform, Settings};

/// What one object of a configuration sets; what it leaves out stays as it was below.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    /// `None`: every file.
    pub files: Option<Globs>,
    pub strict: Option<bool>,
    pub levels: Vec<(RuleName, Level)>,
    pub options: Vec<(&'static str, Options)>,
    pub sdk_version: Option<SdkVersion>,
    pub platforms: Option<Vec<Platform>>,
    pub instance_names: Option<Vec<String>>,
}

/// What a key of `rules` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleName {
    Rule(&'static str),
    Category(Category),
}

impl Layer {
    pub fn apply_to(&self, settings: &mut Settings) {
        settings.levels.strict = self.strict.unwrap_or(settings.levels.strict);
        for &(name, level) in &self.levels {
            match name {
                RuleName::Rule(id) => settings.levels.rules.insert(id, level),
                RuleName::Category(category) => settings.levels.categories.insert(category, level),
            };
        }
        settings.levels.options.extend(self.options.iter().cloned());
        settings.sdk_version = self.sdk_version.or(settings.sdk_version);
        if let Some(platforms) = &self.platforms {
            settings.platforms.clone_from(platforms);
        }
        if let Some(names) = &self.instance_names {
            settings.instance_names.clone_from(names);
        }
    }
}

/// The names that a level may have, worst first.
pub(super) const LEVEL_NAMES: [&str; 5] = ["error", "warning", "info", "hint", "off"];

pub(super) fn level_from_name(name: &str) -> Option<Level> {
    if name == "off" { Some(Level::Off) } else { Severity::from_name(name).map(Level::At) }
}
