use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::settings::{Config, ConfigError, Discovery, Settings, load};

use super::Failure;
use super::args::{CheckArgs, Preset};
use super::paths::WorkingFolder;

/// Where the configuration of a file comes from.
#[derive(Debug)]
pub enum Configurations {
    None,
    /// The file of `--config`.
    One(Arc<Config>),
    /// The closest one above each file.
    Closest {
        discovery: Discovery,
        folder: WorkingFolder,
    },
}

impl Configurations {
    /// # Errors
    /// When the file of `--config` cannot be used.
    pub fn new(args: &CheckArgs, folder: &WorkingFolder) -> Result<Self, Failure> {
        if args.no_config {
            return Ok(Self::None);
        }
        match &args.config {
            Some(path) => {
                let config = load(&folder.absolute(path)).map_err(|error| told(error, folder))?;
                Ok(Self::One(Arc::new(config)))
            }
            None => Ok(Self::Closest { discovery: Discovery::default(), folder: folder.clone() }),
        }
    }

    /// # Errors
    /// When the configuration of the file cannot be used.
    pub fn of_file(&mut self, path: &Path) -> Result<Option<Arc<Config>>, Failure> {
        match self {
            Self::None => Ok(None),
            Self::One(config) => Ok(Some(config.clone())),
            Self::Closest { discovery, folder } => {
                let parent = path.parent().unwrap_or(path);
                discovery.of_folder(parent).map_err(|error| told(error, folder))
            }
        }
    }
}

/// The error with paths as the user knows them.
fn told(mut error: ConfigError, folder: &WorkingFolder) -> Failure {
    for problem in &mut error.problems {
        problem.path = PathBuf::from(folder.shown(&problem.path));
    }
    error.to_string()
}

/// What holds for one file: its configuration, and the command line above it.
#[must_use]
pub fn settings(config: Option<&Config>, path: Option<&Path>, args: &CheckArgs) -> Settings {
    let mut settings = match (config, path) {
        (Some(config), Some(path)) => config.for_file(path),
        (Some(config), None) => config.for_file(&config.path.with_file_name("stdin")),
        (None, _) => Settings::default(),
    };
    if let Some(preset) = args.preset {
        settings.levels.strict = preset == Preset::Strict;
    }
    settings.sdk_version = args.sdk_version.or(settings.sdk_version);
    if let Some(platforms) = &args.platforms {
        settings.platforms.clone_from(platforms);
    }
    settings.levels.only.clone_from(&args.only);
    settings.levels.skip.clone_from(&args.skip);
    settings
}
