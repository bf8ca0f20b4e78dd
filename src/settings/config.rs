use std::path::{Path, PathBuf};

use super::Settings;
use super::globs::Globs;
use super::layer::Layer;

/// A configuration file with all that it extends.
#[derive(Clone, Debug)]
pub struct Config {
    /// Absolute.
    pub path: PathBuf,
    /// In the order in which they apply.
    pub(super) layers: Vec<Layer>,
    pub(super) include: Option<Globs>,
    pub(super) exclude: Vec<Globs>,
}

impl Config {
    /// What holds for one file. `path` is absolute.
    #[must_use]
    pub fn for_file(&self, path: &Path) -> Settings {
        let mut settings = Settings::default();
        for layer in &self.layers {
            if layer.files.as_ref().is_none_or(|files| files.take(path)) {
                layer.apply_to(&mut settings);
            }
        }
        settings
    }

    /// Whether a file that was found in a folder, not named by the user, is to be linted. `path` is absolute.
    #[must_use]
    pub fn includes(&self, path: &Path) -> bool {
        let is_included = self.include.as_ref().is_none_or(|include| include.take(path));
        is_included && !self.exclude.iter().any(|exclude| exclude.take(path))
    }
}
