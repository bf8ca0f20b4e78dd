use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Config, ConfigError, load};

const NAMES: [&str; 2] = ["dwt-lint.json", "dwt-lint.jsonc"];
const PACKAGE: &str = "package.json";

/// The configuration file that holds for files of `folder` (absolute): the closest one, upwards.
#[must_use]
pub fn closest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find_map(in_folder)
}

/// Whether a file of this name may be a configuration.
#[must_use]
pub fn is_config_file(name: &str) -> bool {
    NAMES.contains(&name) || name == PACKAGE
}

fn in_folder(folder: &Path) -> Option<PathBuf> {
    let own = NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file());
    own.or_else(|| Some(folder.join(PACKAGE)).filter(|path| configures(path)))
}

/// Whether a `package.json` has our key. One that is not JSON has, if it mentions it, so that the mistake is told.
fn configures(package: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(package) else { return false };
    text.contains("\"dwt-lint\"") && super::read::package_has_key(&text)
}

/// Finds and reads configurations, each once.
#[derive(Debug, Default)]
pub struct Discovery {
    folders: FxHashMap<PathBuf, Option<Arc<Config>>>,
    files: FxHashMap<PathBuf, Arc<Config>>,
}

impl Discovery {
    /// The configuration of the files of `folder` (absolute).
    ///
    /// # Errors
    /// When the closest configuration cannot be used.
    pub fn of_folder(&mut self, folder: &Path) -> Result<Option<Arc<Config>>, ConfigError> {
        let mut unknown: Vec<&Path> = Vec::new();
        let mut found = None;
        for ancestor in folder.ancestors() {
            if let Some(known) = self.folders.get(ancestor) {
                found.clone_from(known);
                break;
            }
            unknown.push(ancestor);
            if let Some(path) = in_folder(ancestor) {
                found = Some(self.read(path)?);
                break;
            }
        }
        for ancestor in unknown {
            self.folders.insert(ancestor.to_owned(), found.clone());
        }
        Ok(found)
    }

    fn read(&mut self, path: PathBuf) -> Result<Arc<Config>, ConfigError> {
        if let Some(known) = self.files.get(&path) {
            return Ok(known.clone());
        }
        let config = Arc::new(load(&path)?);
        self.files.insert(path, config.clone());
        Ok(config)
    }
}
