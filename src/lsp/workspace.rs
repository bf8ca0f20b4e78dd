//! The files of the workspace that use the SDK, open or not: looked for once, when the first document that uses it is
//! opened, and again one by one when they change. Which of them run together is kept; their texts are not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::config::ManySettings;
use super::options::Options;
use super::programs::Desk;
use crate::lint::{Walk, fenced, may_concern, named, read};
use crate::sdk::is_vendored;
use crate::text::FileKind;

/// By its absolute path, the other files of its program that each file names.
type Names = BTreeMap<PathBuf, Vec<PathBuf>>;

#[derive(Default)]
pub struct Workspace {
    /// `None` until they were looked for.
    found: Mutex<Option<Names>>,
}

/// Where files are looked for, and by which settings.
pub struct Search<'a> {
    pub folders: &'a [PathBuf],
    pub options: &'a Options,
    pub desk: Desk<'a>,
}

impl Workspace {
    /// Looks for the files, unless they are known. Whether they were not.
    pub fn find(&self, search: &Search<'_>) -> bool {
        let is_new = !self.is_known();
        if is_new {
            self.search(search);
        }
        is_new
    }

    /// Looks for the files, whatever is known.
    pub fn search(&self, search: &Search<'_>) {
        let found = search.all();
        *self.found() = Some(found);
    }

    pub fn is_known(&self) -> bool {
        self.found().is_some()
    }

    /// Looks at some files again, if any were looked at. Those outside of the workspace are none of it.
    pub fn look_again(&self, files: &[PathBuf], search: &Search<'_>) {
        if !self.is_known() {
            return;
        }
        let mut settings = ManySettings::new(search.options, search.folders);
        let inside = files.iter().filter(|file| search.folders.iter().any(|folder| file.starts_with(folder)));
        for file in inside {
            let names = search.look_at(file, &mut settings);
            if let Some(found) = &mut *self.found() {
                match names {
                    Some(names) => drop(found.insert(file.clone(), names)),
                    None => drop(found.remove(file)),
                }
            }
        }
    }

    /// In order of their paths.
    pub fn files(&self) -> Vec<PathBuf> {
        self.found().as_ref().map(|found| found.keys().cloned().collect()).unwrap_or_default()
    }

    /// The other files of the workspace that links connect a file with, by however many steps, in order.
    pub fn relatives(&self, file: &Path) -> Vec<PathBuf> {
        let found = self.found();
        let Some(names) = &*found else { return Vec::new() };
        let mut family = BTreeSet::from([file]);
        let mut to_visit = vec![file];
        while let Some(member) = to_visit.pop() {
            let named = names.get(member).into_iter().flatten();
            let naming =
                names.iter().filter(|(_, named)| named.iter().any(|path| path == member)).map(|(path, _)| path);
            for relative in named.chain(naming) {
                if family.insert(relative) {
                    to_visit.push(relative);
                }
            }
        }
        family
            .into_iter()
            .filter(|relative| *relative != file && names.contains_key(*relative))
            .map(Path::to_owned)
            .collect()
    }

    fn found(&self) -> MutexGuard<'_, Option<Names>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Search<'_> {
    /// Finds what a run of the command line would find in the folders.
    fn all(&self) -> Names {
        let mut settings = ManySettings::new(self.options, self.folders);
        let walk = Walk { heeds_ignore_files: true, threads: 1 };
        let files = self.folders.iter().flat_map(|folder| walk.below(folder, |_| true));
        let files = files.flatten().map(ignore::DirEntry::into_path);
        files
            .filter_map(|file| Some((self.look_at(&file, &mut settings)?, file)))
            .map(|(names, file)| (file, names))
            .collect()
    }

    /// The files that one names; `None` when it is not to be linted, or has nothing to do with the SDK.
    fn look_at(&self, file: &Path, settings: &mut ManySettings<'_>) -> Option<Vec<PathBuf>> {
        FileKind::of_path(&file.to_string_lossy())?;
        let document = settings.of(file);
        let source = (!document.is_excluded).then(|| self.desk.source(file, self.folders))??;
        let is_ours = may_concern(&source.text, &document.settings) && !is_vendored(&source.path, &source.text);
        is_ours.then(|| fenced(|| named(file, &read(&source), &self.desk)).unwrap_or_default())
    }
}
