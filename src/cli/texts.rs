use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::inputs::{Place, STDIN};

/// Texts that stand for those on the disk: what fixes made of files so far, and standard input, which is read but once.
#[derive(Debug, Default)]
pub struct Texts(HashMap<PathBuf, Arc<str>>);

impl Texts {
    pub fn of(&self, place: &Place) -> Option<&Arc<str>> {
        self.0.get(key(place))
    }

    /// The path is absolute.
    pub fn of_file(&self, path: &Path) -> Option<&Arc<str>> {
        self.0.get(path)
    }

    pub fn set(&mut self, place: &Place, text: Arc<str>) {
        self.0.insert(key(place).to_owned(), text);
    }

    /// From here on the disk speaks for itself.
    pub fn forget(&mut self, place: &Place) {
        self.0.remove(key(place));
    }
}

/// No absolute path is like the name of what has none.
fn key(place: &Place) -> &Path {
    place.path().unwrap_or(Path::new(STDIN))
}
