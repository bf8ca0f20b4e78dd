//! What the user set: rule severities, the SDK version, names of instances; from a configuration file, or from the
//! command line, or from an editor. And which version of the SDK the project uses, when the user has not set it.

mod config;
mod discover;
mod error;
mod globs;
mod json;
mod json_place;
mod layer;
mod level;
mod read;
mod read_layer;
mod read_options;
mod schema;
mod version;

pub use crate::sdk::Platform;
use crate::sdk::SdkVersion;
use crate::sdk::api::Release;
pub use config::Config;
pub use discover::{Discovery, closest, is_config_file};
pub use error::{ConfigError, ConfigPlace, ConfigProblem};
pub use json_place::JsonPlace;
pub use level::{Level, RuleLevels, Selector};
pub use read::{load, parse};
pub use schema::{schema, schema_url};
pub use version::{FoundVersion, Origin, ProjectVersions, version_files};

/// Everything that decides how one file is linted. The default is the `recommended` preset.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub levels: RuleLevels,
    /// `None`: unknown, which is a state of its own.
    pub sdk_version: Option<SdkVersion>,
    /// What the application runs on; empty: unknown.
    pub platforms: Vec<Platform>,
    /// Names taken for a WebTwain instance besides the built-in ones, when the type of a variable is not known.
    pub instance_names: Vec<String>,
}

impl Settings {
    /// The release that is spoken of when one must be: the newest where the version is unknown.
    #[must_use]
    pub fn release(&self) -> Release {
        self.sdk_version.map_or_else(Release::newest, Release::of)
    }
}
