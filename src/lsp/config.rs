//! The settings of one document: the editor's options on top of the configuration file that holds for it.

use std::path::{Path, PathBuf};

use super::options::Options;
use crate::settings::{Config, ConfigError, Settings, closest, load};

/// How a document is linted.
#[derive(Debug, Default)]
pub struct DocumentSettings {
    pub settings: Settings,
    /// The configuration excludes it.
    pub is_excluded: bool,
    /// The configuration that holds.
    pub configuration: Option<PathBuf>,
    /// Why it could not be used.
    pub problem: Option<ConfigError>,
}

/// Reads the configuration anew: it is small, and this way never stale, in editors that do not watch files either.
/// `file` is absolute, or `None` for a document that was never saved; `folders` are those of the workspace.
pub fn settings_for(file: Option<&Path>, options: &Options, folders: &[PathBuf]) -> DocumentSettings {
    let configuration = find_config(file, options, folders);
    let mut document = match configuration.as_deref().map(load) {
        Some(Ok(config)) => of_config(&config, file),
        Some(Err(problem)) => DocumentSettings { problem: Some(problem), ..DocumentSettings::default() },
        None => DocumentSettings::default(),
    };
    document.configuration = configuration;
    if options.sdk_version.is_some() {
        document.settings.sdk_version = options.sdk_version;
    }
    document
}

fn find_config(file: Option<&Path>, options: &Options, folders: &[PathBuf]) -> Option<PathBuf> {
    let first = folders.first().map(PathBuf::as_path);
    match &options.config_path {
        Some(path) => Some(first.map_or_else(|| PathBuf::from(path), |folder| folder.join(path))),
        None => file.and_then(Path::parent).or(first).and_then(closest),
    }
}

fn of_config(config: &Config, file: Option<&Path>) -> DocumentSettings {
    let unsaved = config.path.with_file_name("untitled");
    let settings = config.for_file(file.unwrap_or(&unsaved));
    let is_excluded = file.is_some_and(|file| !config.includes(file));
    DocumentSettings { settings, is_excluded, ..DocumentSettings::default() }
}
