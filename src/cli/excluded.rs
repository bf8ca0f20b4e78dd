//! `--force-exclude`: what is named on the command line and would not be found in its folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::lint::is_foreign_name;
use crate::sdk::is_vendored;

use super::args::CheckArgs;
use super::inputs::{Input, walk};
use super::paths::WorkingFolder;

/// Tells which of the named files a run would find by itself.
pub struct Exclusion {
    found: HashSet<PathBuf>,
}

impl Exclusion {
    /// Walks to the named files (absolute), and nowhere else.
    pub fn of(named: &[PathBuf], folder: &WorkingFolder, args: &CheckArgs) -> Self {
        let here = folder.absolute(Path::new(""));
        let (inside, outside): (Vec<&PathBuf>, Vec<&PathBuf>) = named.iter().partition(|path| path.starts_with(&here));
        let mut roots: HashSet<&Path> = outside.iter().filter_map(|path| path.parent()).collect();
        if !inside.is_empty() {
            roots.insert(&here);
        }
        let ways: HashSet<PathBuf> = named.iter().flat_map(|path| path.ancestors()).map(Path::to_owned).collect();
        let found = roots.into_iter().flat_map(|root| {
            let ways = ways.clone();
            walk(args).below(root, move |path| ways.contains(path))
        });
        Self { found: found.flatten().map(ignore::DirEntry::into_path).collect() }
    }

    /// Whether a named input is left out. Of a file that is not there, as standard input may be said to be, no ignore file is
    /// asked.
    pub fn takes(&self, input: &Input) -> bool {
        let Some(path) = input.place.path() else { return false };
        let is_configured = input.config.as_ref().is_none_or(|config| config.includes(path));
        let is_foreign = path.components().any(|part| part.as_os_str().to_str().is_some_and(is_foreign_name));
        let is_found = self.found.contains(path) || !path.exists();
        !is_configured || !is_found || is_foreign || is_vendored(&input.shown, "")
    }
}
