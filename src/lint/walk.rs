use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

/// Folders with other people's code, or none. They are not even looked into.
const FOREIGN_FOLDERS: [&str; 6] = ["node_modules", "bower_components", ".git", ".hg", ".svn", ".jj"];

/// How the files below a folder are found.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    pub heeds_ignore_files: bool,
    /// 0: as many as there are cores.
    pub threads: usize,
}

impl Walk {
    /// Every file below a folder that no ignore file leaves out, in no order. Of folders and files only those that are wanted.
    pub fn below(
        self,
        root: &Path,
        is_wanted: impl Fn(&Path) -> bool + Send + Sync + 'static,
    ) -> mpsc::IntoIter<Result<DirEntry, ignore::Error>> {
        let (sender, receiver) = mpsc::channel();
        self.builder(root, is_wanted).build_parallel().run(|| {
            let sender = sender.clone();
            Box::new(move |entry| {
                let is_wanted =
                    entry.as_ref().map_or(true, |entry| entry.file_type().is_some_and(|kind| kind.is_file()));
                // The receiver outlives the walk.
                let _ = if is_wanted { sender.send(entry) } else { Ok(()) };
                WalkState::Continue
            })
        });
        receiver.into_iter()
    }

    /// Every folder below one that no ignore file leaves out, and that one.
    #[must_use]
    pub fn folders(self, root: &Path) -> Vec<PathBuf> {
        let entries = self.builder(root, |_| true).build().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
        folders.map(DirEntry::into_path).collect()
    }

    fn builder(self, root: &Path, is_wanted: impl Fn(&Path) -> bool + Send + Sync + 'static) -> WalkBuilder {
        let mut builder = WalkBuilder::new(root);
        builder
            .hidden(false)
            .require_git(false)
            .parents(self.heeds_ignore_files)
            .ignore(self.heeds_ignore_files)
            .git_ignore(self.heeds_ignore_files)
            .git_global(self.heeds_ignore_files)
            .git_exclude(self.heeds_ignore_files)
            .threads(self.threads)
            .filter_entry(move |entry| entry.depth() == 0 || (!is_foreign(entry) && is_wanted(entry.path())));
        builder
    }
}

fn is_foreign(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_folder && entry.file_name().to_str().is_some_and(is_foreign_name)
}

/// Whether a folder of this name holds other people's code.
#[must_use]
pub fn is_foreign_name(name: &str) -> bool {
    FOREIGN_FOLDERS.contains(&name)
}
