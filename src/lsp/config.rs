//! The settings of one document: the editor's options on top of the configuration file that holds for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options::Options;
use crate::settings::{Config, ConfigError, Discovery, Settings, closest, load};

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
    with_options(document, options)
}

/// The same for many files at once: each configuration is read once.
pub struct ManySettings<'a> {
    options: &'a Options,
    /// The one that the editor names; what cannot be read counts as none.
    named: Option<Option<Arc<Config>>>,
    discovery: Discovery,
}

impl<'a> ManySettings<'a> {
    pub fn new(options: &'a Options, folders: &[PathBuf]) -> Self {
        let named = named_config(options, folders).map(|path| load(&path).ok().map(Arc::new));
        Self { options, named, discovery: Discovery::default() }
    }

    pub fn of(&mut self, file: &Path) -> DocumentSettings {
        let config = match &self.named {
            Some(named) => named.clone(),
            None => file.parent().and_then(|folder| self.discovery.of_folder(folder).ok().flatten()),
        };
        let document = config.map(|config| of_config(&config, Some(file))).unwrap_or_default();
        with_options(document, self.options)
    }
}

fn with_options(mut document: DocumentSettings, options: &Options) -> DocumentSettings {
    if options.sdk_version.is_some() {
        document.settings.sdk_version = options.sdk_version;
    }
    document
}

fn named_config(options: &Options, folders: &[PathBuf]) -> Option<PathBuf> {
    let path = options.config_path.as_ref()?;
    Some(folders.first().map_or_else(|| PathBuf::from(path), |folder| folder.join(path)))
}

fn find_config(file: Option<&Path>, options: &Options, folders: &[PathBuf]) -> Option<PathBuf> {
    let first = folders.first().map(PathBuf::as_path);
    named_config(options, folders).or_else(|| file.and_then(Path::parent).or(first).and_then(closest))
}

fn of_config(config: &Config, file: Option<&Path>) -> DocumentSettings {
    let unsaved = config.path.with_file_name("untitled");
    let settings = config.for_file(file.unwrap_or(&unsaved));
    let is_excluded = file.is_some_and(|file| !config.includes(file));
    DocumentSettings { settings, is_excluded, ..DocumentSettings::default() }
}
