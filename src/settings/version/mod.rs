//! Which version of the SDK a project uses, where the user has not set it.
//!
//! The address of the SDK's script in a page decides for that page. Otherwise the closest folder that says something does:
//! by a lock file, by what `package.json` asks for, by the banner of a script of the SDK, or by the types that were once
//! published without it. Where nothing says it the version is unknown, which is a state of its own.

mod evidence;
mod lock;
mod numbers;
mod package;
mod project;
mod script;

use std::path::PathBuf;

pub use project::ProjectVersions;

use crate::sdk::SdkVersion;

/// The names of the files, besides the SDK's own scripts, that may say which version it is.
#[must_use]
pub fn version_files() -> Vec<&'static str> {
    lock::LOCKS.iter().map(|(name, _)| *name).chain([package::PACKAGE]).collect()
}

/// A version of the SDK, and what says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundVersion {
    pub version: SdkVersion,
    pub origin: Origin,
}

/// What says which version it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An absolute path.
    File(PathBuf),
    /// The address of a script that the page itself loads.
    Address(String),
}
