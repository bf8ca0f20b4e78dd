//! What there is below a folder.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::args::CheckArgs;

/// Folders with other people's code, or none. They are not even looked into.
const FOREIGN_FOLDERS: [&str; 6] = ["node_modules", "bower_components", ".git", ".hg", ".svn", ".jj"];

/// Every file below a folder that no ignore file leaves out, in no order. Of folders and files only those that are wanted.
pub fn walk(
    root: &Path,
    args: &CheckArgs,
    is_wanted: impl Fn(&Path) -> bool + Send + Sync + 'static,
) -> mpsc::IntoIter<Result<DirEntry, ignore::Error>> {
    let (sender, receiver) = mpsc::channel();
    walker(root, args, is_wanted).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            let is_wanted = entry.as_ref().map_or(true, |entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            // The receiver outlives the walk.
            let _ = if is_wanted { sender.send(entry) } else { Ok(()) };
            WalkState::Continue
        })
    });
    receiver.into_iter()
}

/// Every folder below one that no ignore file leaves out, and that one.
pub fn folders_below(root: &Path, args: &CheckArgs) -> Vec<PathBuf> {
    let entries = walker(root, args, |_| true).build().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders.map(DirEntry::into_path).collect()
}

fn walker(root: &Path, args: &CheckArgs, is_wanted: impl Fn(&Path) -> bool + Send + Sync + 'static) -> WalkBuilder {
    let heeds_ignore_files = !args.no_ignore;
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(false)
        .require_git(false)
        .parents(heeds_ignore_files)
        .ignore(heeds_ignore_files)
        .git_ignore(heeds_ignore_files)
        .git_global(heeds_ignore_files)
        .git_exclude(heeds_ignore_files)
        .threads(args.threads.map_or(0, usize::from))
        .filter_entry(move |entry| entry.depth() == 0 || (!is_foreign(entry) && is_wanted(entry.path())));
    builder
}

fn is_foreign(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    is_folder && entry.file_name().to_str().is_some_and(is_foreign_name)
}

pub fn is_foreign_name(name: &str) -> bool {
    FOREIGN_FOLDERS.contains(&name)
}
