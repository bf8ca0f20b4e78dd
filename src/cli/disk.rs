use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::lint::{Files, Read, read};
use crate::program::{Alias, aliases_of};
use crate::text::{FileKind, Source};

use super::open::open_file;
use super::paths::WorkingFolder;
use super::texts::Texts;

/// The files of the disk, with what was once found out of them.
pub struct Disk<'a> {
    pub folder: &'a WorkingFolder,
    texts: &'a Texts,
    aliases: Mutex<HashMap<PathBuf, Vec<Alias>>>,
}

impl<'a> Disk<'a> {
    pub fn new(folder: &'a WorkingFolder, texts: &'a Texts) -> Self {
        Self { folder, texts, aliases: Mutex::default() }
    }
}

impl Files for Disk<'_> {
    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn read(&self, path: &Path, is_wanted: fn(&Source) -> bool) -> Option<Arc<Read>> {
        let shown = self.folder.shown(path);
        let kind = FileKind::of_path(&shown)?;
        let source = match self.texts.of_file(path) {
            Some(text) => Source::new(&shown, kind, text),
            None => Source::new(&shown, kind, &open_file(path).ok()?),
        };
        is_wanted(&source).then(|| Arc::new(read(&source)))
    }

    fn aliases(&self, path: &Path) -> Vec<Alias> {
        let folder = path.parent().unwrap_or(path);
        let mut known = self.aliases.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.entry(folder.to_owned());
        found.or_insert_with(|| aliases_of(folder, &|path| std::fs::read_to_string(path).ok())).clone()
    }
}
