use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::settings::Settings;
use crate::text::Source;

use super::evidence::{Evidence, Stamps, Statement, lowest, script_version, stamps};
use super::{FoundVersion, Origin, script};

/// Finds the versions of the SDK that projects use. A folder is read once, and again when something in it has changed.
#[derive(Debug)]
pub struct ProjectVersions {
    /// How long a folder is believed not to have changed.
    trust: Duration,
    folders: Mutex<FxHashMap<PathBuf, Known>>,
}

/// What is known of a folder.
#[derive(Debug)]
struct Known {
    evidence: Arc<Evidence>,
    stamps: Stamps,
    /// `None`: something may have changed since.
    checked: Option<Instant>,
}

impl ProjectVersions {
    /// For a run that is over before anything changes.
    #[must_use]
    pub fn of_a_run() -> Self {
        Self { trust: Duration::MAX, folders: Mutex::default() }
    }

    /// For a session in which files change, with an editor that may not tell.
    #[must_use]
    pub fn of_a_session() -> Self {
        Self { trust: Duration::from_secs(1), folders: Mutex::default() }
    }

    /// Files may have changed.
    pub fn distrust(&self) {
        self.folders().values_mut().for_each(|known| known.checked = None);
    }

    /// Sets the version in the settings of a file, where the user has not, and where something says it. `path` is absolute,
    /// and need not exist; `None` for a text that is nowhere.
    pub fn complete(&self, settings: &mut Settings, source: &Source, path: Option<&Path>) {
        if settings.sdk_version.is_none() {
            settings.sdk_version = self.of_file(source, path).map(|found| found.version);
        }
    }

    /// The version that a file is for; `None` when nothing says it. `path` as in [`Self::complete`].
    #[must_use]
    pub fn of_file(&self, source: &Source, path: Option<&Path>) -> Option<FoundVersion> {
        let addresses = script::addresses(source);
        let folder = path.and_then(Path::parent);
        by_address(&addresses).or_else(|| by_loaded_script(&addresses, folder?)).or_else(|| self.of_folder(folder?))
    }

    /// The closest folder that says something; what it only asks for, a lock file of a folder above it may know.
    fn of_folder(&self, folder: &Path) -> Option<FoundVersion> {
        let mut open = None;
        for ancestor in folder.ancestors() {
            let evidence = self.evidence(ancestor);
            let statement = match open {
                None => evidence.statement(),
                Some((kind, ref asked)) => evidence.locked(kind, Some(asked)).map(Statement::Version),
            };
            match statement {
                Some(Statement::Version(found)) => return Some(found),
                Some(Statement::Asks(kind, asked)) => open = Some((kind, asked)),
                None => {}
            }
            if evidence.is_root {
                break;
            }
        }
        let (kind, asked) = open?;
        lowest(kind, &asked)
    }

    fn evidence(&self, folder: &Path) -> Arc<Evidence> {
        let mut folders = self.folders();
        let is_trusted = |known: &Known| known.checked.is_some_and(|checked| checked.elapsed() < self.trust);
        if let Some(known) = folders.get(folder).filter(|known| is_trusted(known)) {
            return known.evidence.clone();
        }
        let stamps = stamps(folder);
        let unchanged = folders.get(folder).filter(|known| known.stamps == stamps);
        let evidence = unchanged.map_or_else(|| Arc::new(Evidence::of(folder)), |known| known.evidence.clone());
        let known = Known { evidence: evidence.clone(), stamps, checked: Some(Instant::now()) };
        folders.insert(folder.to_owned(), known);
        evidence
    }

    fn folders(&self) -> MutexGuard<'_, FxHashMap<PathBuf, Known>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One version, said by as many addresses as may be.
fn by_address(addresses: &[String]) -> Option<FoundVersion> {
    let mut found = addresses.iter().filter_map(|address| Some((address, script::version_in(address)?)));
    let (address, version) = found.next()?;
    let is_only = found.all(|(_, other)| other == version);
    is_only.then(|| FoundVersion { version, origin: Origin::Address(address.clone()) })
}

/// The script itself knows better than its configuration, which is often kept when the SDK is updated.
fn by_loaded_script(addresses: &[String], folder: &Path) -> Option<FoundVersion> {
    let (configurations, scripts): (Vec<_>, Vec<_>) =
        addresses.iter().partition(|address| address.contains("webtwain.config."));
    let mut files = scripts.into_iter().chain(configurations).filter_map(|address| script::file_of(address, folder));
    files.find_map(|file| script_version(&file))
}

#[cfg(test)]
#[path = "project_tests.rs"]
mod tests;
