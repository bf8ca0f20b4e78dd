//! What has changed besides the text of a document, and what is linted anew for it.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::abilities::Abilities;
use super::documents::Snapshot;
use super::runtime;
use super::session::Session;
use super::worker::Urgency;

impl Session {
    /// Lints open files anew: something that they depend on has changed.
    pub fn ring_files(&self, files: &[PathBuf]) {
        let state = self.state();
        let is_one = |snapshot: &Snapshot| snapshot.file.as_ref().is_some_and(|file| files.contains(file));
        let open: Vec<&Uri> = state.documents.values().filter(|it| is_one(it)).map(|it| &it.uri).collect();
        if !open.is_empty() {
            self.note_change();
            self.ask_to_pull(&state.setup.client);
        }
        open.into_iter().for_each(|uri| state.ring(uri, Urgency::Now));
    }

    /// Something has changed that findings of the workspace may depend on. Typing counts when it is saved, or when an open file
    /// sees something else of the document.
    pub fn note_change(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Has a client that asks for diagnostics ask anew.
    pub fn ask_to_pull(&self, client: &Abilities) {
        if client.pulls_diagnostics {
            let client = self.client.clone();
            runtime::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Shows nothing of open documents whose files are no more, until the user goes on with them.
    pub fn delete(&self, files: &[PathBuf]) {
        let mut state = self.state();
        let is_one = |snapshot: &Snapshot| snapshot.file.as_ref().is_some_and(|file| files.contains(file));
        let open: Vec<Uri> = state.documents.values().filter(|it| is_one(it)).map(|it| it.uri.clone()).collect();
        open.iter().for_each(|uri| state.ring(uri, Urgency::Now));
        state.deleted.extend(open);
    }

    /// Takes the folders that the workspace now has.
    pub fn move_to(self: &Arc<Self>, folders: Vec<PathBuf>) {
        {
            let mut state = self.state();
            for snapshot in state.documents.values_mut() {
                *snapshot = snapshot.moved(&folders);
            }
            state.setup.folders = folders;
        }
        self.refresh();
        self.search_workspace();
    }

    /// Looks at everything anew: what it depends on has changed.
    pub fn refresh(self: &Arc<Self>) {
        self.versions.distrust();
        self.note_change();
        let redraws_hints = {
            let state = self.state();
            state.ring_all();
            self.ask_to_pull(&state.setup.client);
            state.setup.client.redraws_hints
        };
        self.find_workspace_again();
        let session = self.clone();
        runtime::spawn(async move {
            if redraws_hints {
                let _refusal_changes_nothing = session.client.inlay_hint_refresh().await;
            }
            let known = session.config_problems.lock().await.configurations();
            session.check_configurations(known);
        });
    }
}
