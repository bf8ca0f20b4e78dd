//! What one editor's session knows. Every change of state is one short lock, made before anything is awaited: that is
//! what keeps messages in order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::abilities::Abilities;
use super::config_problems::{ConfigProblems, config_diagnostics, is_configuration};
use super::crew::Crew;
use super::documents::Snapshot;
use super::front;
use super::log::Log;
use super::options::{Options, Run};
use super::programs::Programs;
use super::view::{Surroundings, View};
use super::worker::{self, Bell, Urgency};
use crate::settings::{ConfigProblem, ProjectVersions, load, version_files};

pub struct Session {
    pub client: Client,
    pub log: Log,
    pub versions: Arc<ProjectVersions>,
    state: Mutex<State>,
    crew: Crew,
    pub programs: Arc<Programs>,
    /// Locked while they are published, so that the last word is the last one sent.
    config_problems: tokio::sync::Mutex<ConfigProblems>,
}

#[derive(Default)]
struct State {
    setup: Setup,
    documents: HashMap<Uri, Arc<Snapshot>>,
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
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
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
            return self.check_configurations(vec![file]);
        }
        let mut state = self.state();
        let Some(snapshot) = Snapshot::open(&item, &state.setup.folders) else {
            return;
        };
        let uri = item.uri;
        state.documents.insert(uri.clone(), snapshot);
        let bell = state.workers.entry(uri.clone()).or_insert_with(|| {
            let bell = Arc::new(Bell::default());
            tokio::spawn(worker::run(self.clone(), uri, bell.clone()));
            bell
        });
        bell.ring(Urgency::Now);
    }

    pub fn change(&self, uri: &Uri, version: i32, edits: Vec<TextDocumentContentChangeEvent>) {
        let mut state = self.state();
        let encoding = state.setup.client.encoding;
        let Some(document) = state.documents.get_mut(uri) else {
            return;
        };
        let Some(edited) = document.edited(version, edits, encoding) else {
            let (uri, current) = (uri.as_str(), document.version);
            drop(state);
            return self.log.warning(format!("{uri}: ignored edits for version {version}, it is at {current} already"));
        };
        *document = edited;
        if state.setup.options.run == Run::OnType {
            state.ring(uri, Urgency::AfterTyping);
        }
    }

    pub fn save(self: &Arc<Self>, uri: &Uri) {
        let configuration = configuration_at(uri);
        if configuration.is_some() || file_at(uri).is_some_and(|file| tells_version(&file)) {
            self.refresh();
        }
        match configuration {
            Some(file) => self.check_configurations(vec![file]),
            None => self.state().ring(uri, Urgency::Now),
        }
    }

    pub fn close(&self, uri: &Uri) {
        let mut state = self.state();
        let Some(snapshot) = state.documents.remove(uri) else { return };
        state.ring(uri, Urgency::Now);
        drop(state);
        if let Some(file) = &snapshot.file {
            self.ring_files(&self.programs.close(file));
        }
    }

    /// Lints open files anew: something that they depend on has changed.
    pub fn ring_files(&self, files: &[PathBuf]) {
        let state = self.state();
        for (uri, snapshot) in &state.documents {
            if snapshot.file.as_ref().is_some_and(|file| files.contains(file)) {
                state.ring(uri, Urgency::Now);
            }
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

    /// Looks at everything anew: what it depends on has changed.
    pub fn refresh(self: &Arc<Self>) {
        self.versions.distrust();
        let redraws_hints = {
            let state = self.state();
            state.ring_all();
            state.setup.client.redraws_hints
        };
        let session = self.clone();
        tokio::spawn(async move {
            if redraws_hints {
                let _refusal_changes_nothing = session.client.inlay_hint_refresh().await;
            }
            let known = session.config_problems.lock().await.configurations();
            session.check_configurations(known);
        });
    }

    fn check_configurations(self: &Arc<Self>, files: Vec<PathBuf>) {
        let session = self.clone();
        tokio::spawn(async move {
            for file in files {
                let read = file.clone();
                let read = session.compute_by_and_by("reading the configuration", move || load(&read).err());
                if let Some(error) = read.await {
                    session.show_problems_of(&file, error.map(|error| error.problems).unwrap_or_default()).await;
                }
            }
        });
    }

    /// Publishes what reading the configuration has told, wherever it is not shown yet.
    pub async fn show_problems_of(&self, configuration: &Path, problems: Vec<ConfigProblem>) {
        let setup = self.setup();
        let problems = if setup.options.enable { problems } else { Vec::new() };
        let mut shown = self.config_problems.lock().await;
        for (file, problems) in shown.update(configuration, problems) {
            if let Some(uri) = Uri::from_file_path(&file) {
                let diagnostics = config_diagnostics(&file, &problems, setup.client.encoding);
                self.publish(&uri, diagnostics, None).await;
            }
        }
    }

    pub fn view(&self, uri: &Uri) -> Option<View> {
        let state = self.state();
        let snapshot = state.documents.get(uri).filter(|_| state.setup.options.enable)?.clone();
        drop(state);
        Some(self.view_of(uri, snapshot))
    }

    pub fn view_of(&self, uri: &Uri, snapshot: Arc<Snapshot>) -> View {
        let state = self.state();
        let files = state.documents.values().filter_map(|snapshot| Some((snapshot.file.clone()?, snapshot.clone())));
        let (programs, versions) = (self.programs.clone(), self.versions.clone());
        let surroundings = Surroundings { programs, versions, open: files.collect() };
        View { snapshot, uri: uri.clone(), setup: state.setup.clone(), surroundings }
    }

    pub fn next(&self, uri: &Uri) -> Next {
        let state = self.state();
        match state.documents.get(uri) {
            Some(snapshot) if state.setup.options.enable => Next::Lint(snapshot.clone()),
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

    /// Runs the work of a request at once, on a thread with the stack that the parsing code needs. `None` when it panicked.
    pub async fn compute<T: Send + 'static>(&self, what: &str, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let run = tokio::task::spawn_blocking(|| front::catch(work)).await.ok()?;
        run.map_err(|panic| self.log.error(format!("{what} failed, a defect of dwt-lint: {panic}"))).ok()
    }
}

/// The configuration file that the URI names, if it is one and in force.
fn configuration_at(uri: &Uri) -> Option<PathBuf> {
    file_at(uri).filter(|file| is_configuration(file))
}

fn file_at(uri: &Uri) -> Option<PathBuf> {
    Some(uri).filter(|uri| uri.scheme().as_str() == "file")?.to_file_path().map(Cow::into_owned)
}

fn tells_version(file: &Path) -> bool {
    file.file_name().is_some_and(|name| version_files().iter().any(|known| name == *known))
}

impl State {
    fn ring(&self, uri: &Uri, urgency: Urgency) {
        if let Some(bell) = self.workers.get(uri) {
            bell.ring(urgency);
        }
    }

    fn ring_all(&self) {
        self.workers.values().for_each(|bell| bell.ring(Urgency::Now));
    }
}
