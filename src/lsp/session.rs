//! What one editor's session knows. Every change of state is one short lock, made before anything is awaited: that is
//! what keeps messages in order.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::abilities::Abilities;
use super::config_problems::{ConfigProblems, is_configuration};

use super::documents::Snapshot;
use super::front;
use super::log::Log;
use super::options::{Options, Run};
use super::programs::Programs;
use super::runtime::{self, Crew};
use super::worker::{self, Bell, Urgency};
use crate::settings::{ProjectVersions, version_files};

pub struct Session {
    pub client: Client,
    pub log: Log,
    pub versions: Arc<ProjectVersions>,
    state: Mutex<State>,
    crew: Crew,
    pub programs: Arc<Programs>,
    /// Locked while they are published, so that the last word is the last one sent.
    pub config_problems: tokio::sync::Mutex<ConfigProblems>,
    /// Counts what may change a finding.
    pub changes: watch::Sender<u64>,
    /// The count when the client was last told of the whole workspace.
    pub told: AtomicU64,
}

#[derive(Default)]
pub struct State {
    pub setup: Setup,
    pub documents: HashMap<Uri, Arc<Snapshot>>,
    pub configurations: HashMap<Uri, Arc<Snapshot>>,
    /// Open documents that are linted when they are saved, and have changed since.
    pub unsaved: HashSet<Uri>,
    /// Open documents whose files were deleted, until the user goes on with them.
    pub deleted: HashSet<Uri>,
    /// A worker outlives its document until it has cleared what it published.
    workers: HashMap<Uri, Arc<Bell>>,
}

/// What was agreed on with the client.
#[derive(Clone, Default)]
pub struct Setup {
    pub client: Abilities,
    /// Those of the workspace, absolute.
    pub folders: Vec<PathBuf>,
    pub options: Options,
}

/// What a worker has to do next.
pub enum Next {
    Lint(Arc<Snapshot>),
    /// Nothing is to be shown: the document is closed, or linting is off.
    Clear {
        version: Option<i32>,
    },
}

impl Session {
    pub fn new(client: Client) -> Arc<Self> {
        Arc::new(Self {
            log: Log::new(client.clone()),
            client,
            versions: Arc::new(ProjectVersions::of_a_session()),
            state: Mutex::default(),
            crew: Crew::default(),
            programs: Arc::default(),
            config_problems: tokio::sync::Mutex::default(),
            changes: watch::Sender::new(1),
            told: AtomicU64::new(0),
        })
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn meet(&self, client: Abilities, folders: Vec<PathBuf>) {
        let setup = &mut self.state().setup;
        setup.client = client;
        setup.folders = folders;
    }

    pub fn setup(&self) -> Setup {
        self.state().setup.clone()
    }

    pub fn open(self: &Arc<Self>, item: TextDocumentItem) {
        if let Some(file) = configuration_at(&item.uri) {
            let snapshot = Snapshot::open_configuration(&item, &file);
            self.state().configurations.insert(item.uri, snapshot);
            return self.check_configurations(vec![file]);
        }
        let mut state = self.state();
        let Some(snapshot) = Snapshot::open(&item, &state.setup.folders) else {
            return;
        };
        if let Some(file) = &snapshot.file {
            self.programs.open(file, snapshot.serial);
        }
        let uri = item.uri;
        state.deleted.remove(&uri);
        state.documents.insert(uri.clone(), snapshot);
        self.note_change();
        if state.setup.client.pulls_diagnostics {
            drop(state);
            return self.find_workspace();
        }
        let bell = state.workers.entry(uri.clone()).or_insert_with(|| {
            let bell = Arc::new(Bell::default());
            runtime::spawn(worker::run(self.clone(), uri, bell.clone()));
            bell
        });
        bell.ring(Urgency::Now);
        drop(state);
        self.find_workspace();
    }

    pub fn change(&self, uri: &Uri, version: i32, edits: Vec<TextDocumentContentChangeEvent>) {
        let mut state = self.state();
        let encoding = state.setup.client.encoding;
        if let Some(configuration) = state.configurations.get_mut(uri) {
            if let Some(edited) = configuration.edited(version, edits, encoding) {
                *configuration = edited;
            }
            return;
        }
        let Some(document) = state.documents.get_mut(uri) else {
            return;
        };
        let Some(edited) = document.edited(version, edits, encoding) else {
            let (uri, current) = (uri.as_str(), document.version);
            drop(state);
            return self.log.warning(format!("{uri}: ignored edits for version {version}, it is at {current} already"));
        };
        *document = edited;
        state.deleted.remove(uri);
        match state.setup.options.run {
            Run::OnType => state.ring(uri, Urgency::AfterTyping),
            Run::OnSave => drop(state.unsaved.insert(uri.clone())),
        }
    }

    pub fn save(self: &Arc<Self>, uri: &Uri) {
        let configuration = configuration_at(uri);
        if configuration.is_some() || file_at(uri).is_some_and(|file| tells_version(&file)) {
            self.refresh();
        }
        match configuration {
            Some(file) => self.check_configurations(vec![file]),
            None => {
                let mut state = self.state();
                state.deleted.remove(uri);
                if state.unsaved.remove(uri) {
                    self.ask_to_pull(&state.setup.client);
                }
                state.ring(uri, Urgency::Now);
            }
        }
        self.look_again(file_at(uri).into_iter().collect());
    }

    pub fn close(&self, uri: &Uri) {
        let mut state = self.state();
        state.configurations.remove(uri);
        let Some(snapshot) = state.documents.remove(uri) else { return };
        state.deleted.remove(uri);
        state.unsaved.remove(uri);
        self.note_change();
        state.ring(uri, Urgency::Now);
        drop(state);
        if let Some(file) = &snapshot.file {
            self.ring_files(&self.programs.close(file));
        }
    }

    /// Takes what the editor sent as settings; `false` when there were none in it. A change lints anew.
    pub fn configure(self: &Arc<Self>, sent: &serde_json::Value) -> bool {
        let Some((options, problems)) = Options::read(sent) else {
            return false;
        };
        problems.into_iter().for_each(|problem| self.log.warning(problem));
        let has_changed = {
            let current = &mut self.state().setup.options;
            std::mem::replace(current, options.clone()) != options
        };
        if has_changed {
            self.refresh();
        }
        true
    }

    pub fn next(&self, uri: &Uri) -> Next {
        let state = self.state();
        match state.documents.get(uri) {
            Some(snapshot) if state.setup.options.enable && !state.deleted.contains(uri) => {
                Next::Lint(snapshot.clone())
            }
            document => Next::Clear { version: document.map(|snapshot| snapshot.version) },
        }
    }

    pub fn is_current(&self, uri: &Uri, snapshot: &Arc<Snapshot>) -> bool {
        self.state().documents.get(uri).is_some_and(|current| Arc::ptr_eq(current, snapshot))
    }

    /// Called by a worker that has published: whether it is done for good.
    pub fn retire_worker(&self, uri: &Uri) -> bool {
        let mut state = self.state();
        let is_done = !state.documents.contains_key(uri);
        if is_done {
            state.workers.remove(uri);
        }
        is_done
    }

    pub async fn publish(&self, uri: &Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.client.publish_diagnostics(uri.clone(), diagnostics, version).await;
    }

    /// Runs work that nobody is waiting for, when its turn has come. `None` when it panicked.
    pub async fn compute_by_and_by<T: Send + 'static>(
        &self,
        what: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let run = self.crew.run(|| front::catch(work)).await?;
        run.map_err(|panic| self.log.error(format!("{what} failed, a defect of dwt-lint: {panic}"))).ok()
    }

    /// Runs the work of a request at once. `None` when it panicked.
    pub async fn compute<T: Send + 'static>(&self, what: &str, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let run = runtime::at_once(|| front::catch(work)).await?;
        run.map_err(|panic| self.log.error(format!("{what} failed, a defect of dwt-lint: {panic}"))).ok()
    }
}

/// The configuration file that the URI names, if it is one and in force.
pub fn configuration_at(uri: &Uri) -> Option<PathBuf> {
    file_at(uri).filter(|file| is_configuration(file))
}

pub fn file_at(uri: &Uri) -> Option<PathBuf> {
    Some(uri).filter(|uri| uri.scheme().as_str() == "file")?.to_file_path().map(Cow::into_owned)
}

pub fn tells_version(file: &Path) -> bool {
    file.file_name().is_some_and(|name| version_files().iter().any(|known| name == *known))
}

impl State {
    pub fn ring(&self, uri: &Uri, urgency: Urgency) {
        if let Some(bell) = self.workers.get(uri) {
            bell.ring(urgency);
        }
    }

    pub fn ring_all(&self) {
        self.workers.values().for_each(|bell| bell.ring(Urgency::Now));
    }
}
