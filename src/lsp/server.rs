//! The messages of the protocol, each handed to the session. No handler computes, and none awaits the client.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeActionParams, CodeActionResponse, CompletionItem, CompletionParams, CompletionResponse, ConfigurationItem,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentLink, DocumentLinkParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, LSPAny, Location,
    ReferenceParams, Registration, ServerInfo, SetTraceParams, SignatureHelp, SignatureHelpParams, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
};
use tower_lsp::{Client, LanguageServer};

use super::abilities::Abilities;
use super::capabilities::{capabilities, registrations};
use super::code_actions::code_actions;
use super::completion::{self, completion};
use super::config_help;
use super::document_links::document_links;
use super::documentation::{self, SHOW_DOCUMENTATION};
use super::documents::Snapshot;
use super::explanation::{ExplainParams, Explanation, explanation};
use super::hover::hover;
use super::idle::{IdleReasonParams, idle_reason};
use super::inlay_hints::inlay_hints;
use super::navigation::{definition, references};
use super::runtime;
use super::session::{Session, Setup, file_at};
use super::signature_help::signature_help;
use super::symbols::document_symbols;
use super::view::View;
use crate::interrupt::{self, checkpoint};

/// What a client takes longer for it does not answer at all.
const CLIENT_ANSWERS_WITHIN: Duration = Duration::from_secs(30);

pub struct Server {
    session: Arc<Session>,
}

impl Server {
    pub fn new(session: Arc<Session>) -> Self {
        Self { session }
    }

    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    pub async fn set_trace(&self, params: SetTraceParams) {
        self.session.log.set_trace(params.value);
    }

    pub async fn idle_reason(&self, params: IdleReasonParams) -> Result<Option<String>> {
        self.answer("idle reason", &params.text_document.uri, idle_reason).await
    }

    pub async fn explain(&self, params: ExplainParams) -> Result<Explanation> {
        Ok(explanation(&params))
    }

    /// Answers a request about a document that is open; `None` for another, and for one that nothing is to be said of.
    async fn answer<T: Send + 'static>(
        &self,
        what: &str,
        uri: &Uri,
        work: impl FnOnce(&View) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(view) = self.session.view(uri) else { return Ok(None) };
        let started = Instant::now();
        let answer = self.session.compute(what, move || work(&view)).await;
        self.session.log.trace(|| (format!("{what}: {:.1?}", started.elapsed()), uri.to_string()));
        answer.ok_or_else(Error::internal_error)
    }

    /// The same for a client that asks again of each version: what is to be said of an earlier one is of no use to it.
    async fn answer_of_latest<T: Send + 'static>(
        &self,
        what: &str,
        uri: &Uri,
        work: impl FnOnce(&View) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let unless_outdated = move |view: &View| {
            let text = view.snapshot.clone();
            let work = || {
                checkpoint();
                work(view)
            };
            Some(interrupt::unless(move || text.is_outdated(), work))
        };
        let answer = self.answer(what, uri, unless_outdated).await?;
        answer.unwrap_or(Some(None)).ok_or(Error::new(ErrorCode::ContentModified))
    }

    /// Answers a request about a configuration file that is open.
    async fn help<T: Send + 'static>(
        &self,
        what: &str,
        snapshot: Arc<Snapshot>,
        work: impl FnOnce(&Snapshot, &Setup) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let setup = self.session.setup();
        let answer = self.session.compute(what, move || work(&snapshot, &setup)).await;
        answer.ok_or_else(Error::internal_error)
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Abilities::of(&params.capabilities);
        let capabilities = capabilities(&client);
        self.session.meet(client, folders(&params));
        self.session.log.set_trace(params.trace.unwrap_or_default());
        if let Some(options) = params.initialization_options {
            self.session.configure(&options);
        }
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(ServerInfo { name: "dwt-lint".to_owned(), version });
        Ok(InitializeResult { capabilities, server_info, ..InitializeResult::default() })
    }

    async fn initialized(&self, _: InitializedParams) {
        let registrations = registrations(&self.session.setup().client);
        if !registrations.is_empty() {
            runtime::spawn(register(self.session.client.clone(), registrations));
        }
        ask_for_settings(&self.session);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if !self.session.configure(&params.settings) {
            ask_for_settings(&self.session);
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.session.files_changed(&params.changes);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let removed: Vec<PathBuf> = on_disk(params.event.removed.iter().map(|folder| &folder.uri)).collect();
        let mut folders = self.session.setup().folders;
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(on_disk(params.event.added.iter().map(|folder| &folder.uri)));
        self.session.move_to(folders);
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.session.open(params.text_document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.session.change(&document.uri, document.version, params.content_changes);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.session.save(&params.text_document.uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.close(&params.text_document.uri);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        if let Some(snapshot) = self.session.configuration(&at.text_document.uri) {
            return self.help("hover", snapshot, move |it, setup| config_help::hover(it, setup, at.position)).await;
        }
        self.answer("hover", &at.text_document.uri, move |view| hover(view, at.position)).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        if let Some(snapshot) = self.session.configuration(&at.text_document.uri) {
            let help = move |it: &Snapshot, setup: &Setup| config_help::completion(it, setup, at.position);
            return self.help("completion", snapshot, help).await;
        }
        self.answer("completion", &at.text_document.uri, move |view| completion(view, at.position)).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(completion::resolve(item, &self.session.setup().client))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let at = params.text_document_position_params;
        self.answer("signature help", &at.text_document.uri, move |view| signature_help(view, at.position)).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let uri = params.text_document.uri;
        self.answer_of_latest("inlay hints", &uri, move |view| inlay_hints(view, params.range)).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        self.answer_of_latest("code actions", &uri, move |view| Some(code_actions(view, &params))).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let found = move |view: &View| definition(view, at.position).map(GotoDefinitionResponse::Array);
        self.answer("definition", &at.text_document.uri, found).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let with_definitions = params.context.include_declaration;
        let found = move |view: &View| references(view, at.position, with_definitions);
        self.answer("references", &at.text_document.uri, found).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.answer_of_latest("document symbols", &params.text_document.uri, document_symbols).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer_of_latest("document links", &params.text_document.uri, document_links).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        Ok(self.session.document_report(params).await.into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(self.session.workspace_report(params).await.into())
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        if params.command == SHOW_DOCUMENTATION {
            documentation::show(self.session.client.clone(), &params.arguments);
        }
        Ok(None)
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// The folders of the workspace that are on disk.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    #[expect(deprecated, reason = "older clients have but one folder")]
    let only = params.root_uri.as_ref();
    let all = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in on_disk(all.chain(only)) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

fn on_disk<'a>(uris: impl Iterator<Item = &'a Uri>) -> impl Iterator<Item = PathBuf> {
    uris.filter_map(file_at)
}

async fn register(client: Client, registrations: Vec<Registration>) {
    let asked = client.register_capability(registrations);
    let _refusal_changes_nothing = runtime::within(CLIENT_ANSWERS_WITHIN, asked).await;
}

fn ask_for_settings(session: &Arc<Session>) {
    if !session.setup().client.answers_settings {
        return;
    }
    let session = session.clone();
    runtime::spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some("dwtLint".to_owned()) };
        let asked = session.client.configuration(vec![item]);
        if let Some(Ok(answers)) = runtime::within(CLIENT_ANSWERS_WITHIN, asked).await {
            answers.first().map(|answer| session.configure(answer));
        }
    });
}
