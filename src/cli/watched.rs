use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::lint::is_foreign_name;
use crate::settings::{closest, is_config_file, version_files};
use crate::text::FileKind;

use super::Failure;
use super::args::CheckArgs;
use super::inputs::walk;
use super::paths::WorkingFolder;
use super::terminal::Terminal;

/// The folders of a run, of which the system tells what changes in them.
pub struct Watched<'a> {
    args: &'a CheckArgs,
    folder: &'a WorkingFolder,
    watcher: RecommendedWatcher,
    /// Each by itself: one that is ignored, such as `node_modules`, may hold more than the system can watch.
    folders: BTreeSet<PathBuf>,
}

impl<'a> Watched<'a> {
    /// With the absolute paths that change.
    ///
    /// # Errors
    /// When the system does not tell of changes.
    pub fn new(args: &'a CheckArgs, folder: &'a WorkingFolder) -> Result<(Self, UnboundedReceiver<PathBuf>), Failure> {
        let (sender, changes) = mpsc::unbounded_channel();
        let watcher = notify::recommended_watcher(move |event| pass_on(event, &sender));
        let watcher = watcher.map_err(|error| format!("--watch: the system does not tell of changes: {error}"))?;
        Ok((Self { args, folder, watcher, folders: BTreeSet::new() }, changes))
    }

    /// Watches the folders that there are now.
    pub fn follow(&mut self, terminal: &Terminal) {
        let folders = self.folders_of_run();
        for gone in self.folders.difference(&folders) {
            // Of a folder that is no longer there nothing is told anyway.
            let _ = self.watcher.unwatch(gone);
        }
        self.folders.retain(|folder| folders.contains(folder));
        for folder in folders {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder)),
                Err(error) => terminal.complain(&format!("{}: not watched: {error}", self.folder.shown(&folder))),
            }
        }
    }

    /// A folder that was made anew under its old name is another one.
    pub fn forget(&mut self, changed: &BTreeSet<PathBuf>) {
        self.folders.retain(|folder| !changed.contains(folder));
    }

    fn folders_of_run(&self) -> BTreeSet<PathBuf> {
        let mut folders = BTreeSet::from([self.folder.absolute(Path::new(""))]);
        for path in &self.args.paths {
            let path = self.folder.absolute(path);
            let folder = if path.is_dir() { &*path } else { path.parent().unwrap_or(&path) };
            let config = closest(folder).or_else(|| self.args.config.as_ref().map(|path| self.folder.absolute(path)));
            folders.extend(config.as_deref().and_then(Path::parent).map(Path::to_owned));
            match path.is_dir() {
                true => folders.extend(walk(self.args).folders(&path)),
                false => drop(folders.insert(folder.to_owned())),
            }
        }
        folders.retain(|folder| folder.is_dir());
        folders
    }
}

fn pass_on(event: notify::Result<Event>, sender: &UnboundedSender<PathBuf>) {
    let Ok(event) = event else { return };
    let Event { kind, paths, .. } = event;
    for path in paths.into_iter().filter(|path| may_matter(kind, path)) {
        // The receiver is gone when the run ends.
        let _ = sender.send(path);
    }
}

/// Whether a run may find something else after the event.
fn may_matter(kind: EventKind, path: &Path) -> bool {
    let is_foreign = path.components().any(|part| part.as_os_str().to_str().is_some_and(is_foreign_name));
    if is_foreign || kind.is_access() {
        return false;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_ignore_file = matches!(&*name, ".gitignore" | ".ignore");
    let is_read = FileKind::of_path(&name).is_some() || is_config_file(&name) || version_files().contains(&&*name);
    is_read || is_ignore_file || concerns_folder(kind, path)
}

fn concerns_folder(kind: EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Modify(ModifyKind::Name(_)) => !path.is_file(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, DataChange};

    use super::*;

    #[test]
    fn what_no_run_reads_starts_none() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let made = EventKind::Create(CreateKind::Folder);
        for (kind, path, matters) in [
            (written, "/app/a.js", true),
            (written, "/app/page.html", true),
            (written, "/app/dwt-lint.jsonc", true),
            (written, "/app/package-lock.json", true),
            (written, "/app/.gitignore", true),
            (written, "/app/report.json", false),
            (written, "/app/node_modules/dwt/a.js", false),
            (written, "/app/.git/index", false),
            (EventKind::Access(AccessKind::Any), "/app/a.js", false),
            (made, "/app/new", true),
            (made, "/app/node_modules", false),
        ] {
            assert_eq!(may_matter(kind, Path::new(path)), matters, "{kind:?} {path}");
        }
    }
}
