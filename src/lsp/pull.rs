//! Diagnostics for a client that asks for them: of a document, and of the whole workspace.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, PreviousResultId,
    ProgressToken, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::runtime;
use super::session::{Session, configuration_at};
use super::worker::diagnose;
use super::workspace_reports::FileReport;

impl Session {
    /// The findings of the latest version of a document, or of the one that was saved, if the user wants it so.
    pub async fn document_report(&self, params: DocumentDiagnosticParams) -> DocumentDiagnosticReport {
        let (uri, previous) = (params.text_document.uri, params.previous_result_id);
        if let Some(id) = previous.clone().filter(|_| self.state().unsaved.contains(&uri)) {
            return unchanged(id);
        }
        let items = self.document_items(&uri).await;
        let id = result_id(&items);
        if previous.as_ref() == Some(&id) {
            return unchanged(id);
        }
        let full = FullDocumentDiagnosticReport { result_id: Some(id), items };
        RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full }.into()
    }

    /// Text that has changed meanwhile is linted again: an answer for another text than the client shows helps nobody.
    async fn document_items(&self, uri: &Uri) -> Vec<Diagnostic> {
        if let Some(file) = configuration_at(uri) {
            return self.problems_in(&file).await;
        }
        while let Some(view) = self.view(uri) {
            let diagnostics = diagnose(self, uri, &view.snapshot).await;
            if self.is_current(uri, &view.snapshot) {
                return diagnostics;
            }
        }
        Vec::new()
    }

    /// The findings of every file of the workspace that uses the SDK. A client that has them already is answered when
    /// something has changed: it asks again and again.
    pub async fn workspace_report(self: &Arc<Self>, params: WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
        let mut changes = self.changes.subscribe();
        if !params.previous_result_ids.is_empty() {
            let told = self.told.load(Ordering::Acquire);
            // The sender lives as long as the session.
            let _ = changes.wait_for(|count| *count != told).await;
        }
        let count = *changes.borrow();
        let progress = match params.work_done_progress_params.work_done_token {
            Some(token) => {
                Some(self.client.progress(token, "dwt-lint").with_message("linting the workspace").begin().await)
            }
            None => None,
        };
        let mut answer = Answer::new(params.previous_result_ids, params.partial_result_params.partial_result_token);
        let mut reports = self.workspace_files();
        while let Some(report) = reports.recv().await {
            answer.add(report);
            answer.stream(self, MANY).await;
        }
        for (file, diagnostics) in self.all_config_problems().await {
            let uri = Uri::from_file_path(file);
            uri.into_iter()
                .for_each(|uri| answer.add(FileReport { uri, version: None, diagnostics: diagnostics.clone() }));
        }
        answer.clear_what_is_gone();
        answer.stream(self, 1).await;
        if let Some(progress) = progress {
            progress.finish().await;
        }
        self.told.store(count, Ordering::Release);
        WorkspaceDiagnosticReport { items: answer.items }
    }

    /// Lints them one after the other, for as long as somebody listens.
    fn workspace_files(self: &Arc<Self>) -> mpsc::UnboundedReceiver<FileReport> {
        let (sender, receiver) = mpsc::unbounded_channel();
        let session = self.clone();
        runtime::spawn(async move {
            let Some(whole) = session.whole() else { return };
            let linting = move || whole.report(&|report| sender.send(report).is_ok());
            // Not in the queue of the documents: it may take long.
            session.compute("linting the workspace", linting).await;
        });
        receiver
    }
}

/// So many files are told of at once to a client that takes them part by part.
const MANY: usize = 50;

/// What is told of the workspace.
struct Answer {
    /// What the client has of each file and was not told of yet.
    before: HashMap<Uri, String>,
    token: Option<ProgressToken>,
    items: Vec<WorkspaceDocumentDiagnosticReport>,
}

impl Answer {
    fn new(before: Vec<PreviousResultId>, token: Option<ProgressToken>) -> Self {
        let before = before.into_iter().map(|it| (it.uri, it.value)).collect();
        Self { before, token, items: Vec::new() }
    }

    fn add(&mut self, report: FileReport) {
        let FileReport { uri, version, diagnostics } = report;
        let (version, id) = (version.map(i64::from), result_id(&diagnostics));
        self.items.push(if self.before.remove(&uri).as_ref() == Some(&id) {
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: id };
            WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
        } else {
            let full_document_diagnostic_report =
                FullDocumentDiagnosticReport { result_id: Some(id), items: diagnostics };
            WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
        });
    }

    /// Files that the client was told of, and that are no more, or no longer to be linted.
    fn clear_what_is_gone(&mut self) {
        let gone: BTreeMap<String, Uri> =
            self.before.keys().map(|uri| (uri.as_str().to_owned(), uri.clone())).collect();
        for uri in gone.into_values() {
            self.before.remove(&uri);
            let full_document_diagnostic_report = FullDocumentDiagnosticReport::default();
            let report = WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report };
            self.items.push(report.into());
        }
    }

    /// Sends what there is, when it is as many files, to a client that takes parts.
    async fn stream(&mut self, session: &Session, at_least: usize) {
        let Some(token) = self.token.clone().filter(|_| self.items.len() >= at_least) else { return };
        let value = WorkspaceDiagnosticReport { items: std::mem::take(&mut self.items) };
        session.client.send_notification::<PartialResult>(Part { token, value }).await;
    }
}

/// A part of the answer, which the protocol sends as progress of its request.
enum PartialResult {}

#[derive(Deserialize, Serialize)]
struct Part {
    token: ProgressToken,
    value: WorkspaceDiagnosticReport,
}

impl Notification for PartialResult {
    type Params = Part;
    const METHOD: &'static str = "$/progress";
}

fn unchanged(result_id: String) -> DocumentDiagnosticReport {
    let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
    RelatedUnchangedDocumentDiagnosticReport { related_documents: None, unchanged_document_diagnostic_report }.into()
}

/// The same for the same diagnostics.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
