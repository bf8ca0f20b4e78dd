//! Files that are not open: looked for, and looked at again when they change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{FileChangeType, FileEvent};

use super::runtime;
use super::session::{Session, configuration_at, file_at, tells_version};
use super::view::Surroundings;
use super::workspace_reports::Whole;

impl Session {
    /// Takes what the client tells of files on disk.
    pub fn files_changed(self: &Arc<Self>, events: &[FileEvent]) {
        let is_set = |event: &FileEvent| {
            let file = file_at(&event.uri);
            configuration_at(&event.uri).is_some() || file.is_some_and(|file| tells_version(&file) || !has_kind(&file))
        };
        let files = |wanted: fn(FileChangeType) -> bool| {
            let events = events.iter().filter(move |event| wanted(event.typ));
            events.filter_map(|event| file_at(&event.uri)).filter(|file| has_kind(file)).collect::<Vec<_>>()
        };
        self.delete(&files(|typ| typ == FileChangeType::DELETED));
        if events.is_empty() || events.iter().any(is_set) {
            return self.refresh();
        }
        self.look_again(files(|_| true));
    }

    /// Looks at files of the workspace again, and lints anew what runs with them.
    pub fn look_again(self: &Arc<Self>, files: Vec<PathBuf>) {
        if files.is_empty() {
            return;
        }
        self.note_change();
        let session = self.clone();
        runtime::spawn(async move {
            let Some(whole) = session.whole() else { return };
            let related = session.compute_by_and_by("looking at changed files", move || {
                let workspace = &whole.surroundings.programs.workspace;
                let mut related = related_to(&files, &whole);
                workspace.look_again(&files, &whole.search());
                related.extend(related_to(&files, &whole));
                related
            });
            session.ring_files(&related.await.unwrap_or_default());
        });
    }

    /// Looks for the files of the workspace that use the SDK, once the user works on one that does.
    pub fn find_workspace(self: &Arc<Self>) {
        if !self.programs.workspace.is_known() && !self.setup().folders.is_empty() {
            self.search_workspace();
        }
    }

    /// Looks for them again, if they were looked for: other files may be excluded now.
    pub fn find_workspace_again(self: &Arc<Self>) {
        if self.programs.workspace.is_known() {
            self.search_workspace();
        }
    }

    /// Looks for them, whatever is known.
    pub fn search_workspace(self: &Arc<Self>) {
        if !self.uses_sdk() {
            return;
        }
        let session = self.clone();
        runtime::spawn(async move {
            let Some(whole) = session.whole() else { return };
            // Not in the queue of the documents: it may take long.
            let changed = session.compute("searching the workspace", move || {
                let Surroundings { programs, open, .. } = &whole.surroundings;
                programs.workspace.search(&whole.search());
                let changed = open.keys().filter(|file| !programs.has_looked_around(file, open));
                changed.cloned().collect::<Vec<PathBuf>>()
            });
            session.ring_files(&changed.await.unwrap_or_default());
        });
    }
}

/// The open files that run with one of these.
fn related_to(files: &[PathBuf], whole: &Whole) -> Vec<PathBuf> {
    let open = whole.surroundings.open.keys();
    let runs_with = |open: &&PathBuf| {
        let relatives = whole.surroundings.programs.workspace.relatives(open);
        !files.contains(open) && relatives.iter().any(|relative| files.contains(relative))
    };
    open.filter(runs_with).cloned().collect()
}

fn has_kind(file: &Path) -> bool {
    crate::text::FileKind::of_path(&file.to_string_lossy()).is_some()
}
