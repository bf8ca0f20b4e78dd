//! What the user set: rule severities, the SDK version, names of instances.

mod level;

use crate::sdk::SdkVersion;
pub use level::{Level, RuleLevels, Selector};

/// Everything that decides how one file is linted. The default is the `recommended` preset.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub levels: RuleLevels,
    /// `None`: unknown, which is a state of its own.
    pub sdk_version: Option<SdkVersion>,
    /// Names taken for a WebTwain instance besides the built-in ones, when the type of a variable is not known.
    pub instance_names: Vec<String>,
}
