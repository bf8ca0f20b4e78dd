use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tower_lsp::ls_types::Uri;

use super::config::{DocumentSettings, settings_for};
use super::convert::Places;
use super::documents::Snapshot;
use super::programs::{Linted, Open, Programs};
use super::session::{Session, Setup};
use super::workspace::Search;
use super::workspace_reports::Whole;
use crate::assist::Index;
use crate::lint::may_concern;
use crate::report::Report;
use crate::sdk::is_vendored;
use crate::settings::{ProjectVersions, Settings};
use crate::syntax;
use crate::text::Source;

/// A document at one moment, with what is needed to speak of it.
pub struct View {
    pub snapshot: Arc<Snapshot>,
    pub uri: Uri,
    pub setup: Setup,
    pub surroundings: Surroundings,
}

/// What a document is linted with besides its own text.
#[derive(Clone)]
pub struct Surroundings {
    pub programs: Arc<Programs>,
    pub versions: Arc<ProjectVersions>,
    /// All open documents that are files.
    pub open: Open,
}

impl View {
    #[must_use]
    pub fn places(&self) -> Places<'_> {
        self.snapshot.places(self.setup.client.encoding)
    }

    /// Its configuration, with the version of the SDK that its project has.
    #[must_use]
    pub fn settings(&self) -> DocumentSettings {
        let (source, file) = (&self.snapshot.source, self.snapshot.file.as_deref());
        let mut document = settings_for(file, &self.setup.options, &self.setup.folders);
        if may_concern(&source.text, &document.settings) {
            let unsaved = || self.setup.folders.first().map(|folder| folder.join("untitled"));
            let place = file.map(Path::to_owned).or_else(unsaved);
            self.surroundings.versions.complete(&mut document.settings, source, place.as_deref());
        }
        document
    }

    /// What the text holds, found once for it, in the light of what the last run saw of other files.
    #[must_use]
    pub fn index(&self, settings: &Settings) -> Arc<Index> {
        let company = self.surroundings.programs.company(self.snapshot.file.as_deref());
        self.snapshot.index(&settings.instance_names, &company)
    }

    /// The same for another text in its place, such as one that is completed at the cursor.
    #[must_use]
    pub fn index_of(&self, source: &Source, settings: &Settings) -> Arc<Index> {
        if source.text == self.snapshot.source.text {
            return self.index(settings);
        }
        let company = self.surroundings.programs.company(self.snapshot.file.as_deref());
        Arc::new(self.snapshot.index_of(source, &settings.instance_names, &company))
    }

    /// The same also when the text does not mention the SDK, as that of a page with the buttons of a script.
    #[must_use]
    pub fn full_index(&self) -> Arc<Index> {
        let settings = self.settings().settings;
        if may_concern(&self.snapshot.source.text, &settings) {
            return self.index(&settings);
        }
        let company = self.surroundings.programs.company(self.snapshot.file.as_deref());
        Arc::new(Index::of_any(&self.snapshot.source, &settings.instance_names, &company.outside))
    }

    /// The other files that it runs with, in order. Looks for those of the workspace, if nobody has yet.
    #[must_use]
    pub fn program(&self) -> Vec<PathBuf> {
        let Some(file) = &self.snapshot.file else { return Vec::new() };
        let Surroundings { programs, open, .. } = &self.surroundings;
        let Setup { folders, options, .. } = &self.setup;
        programs.workspace.find(&Search { folders, options, desk: programs.desk(open) });
        programs.program(file, open)
    }

    /// The ids of the elements of other pages that it runs in, each with what the page is called.
    #[must_use]
    pub fn ids_of_pages(&self) -> Vec<(String, String)> {
        let others = self.program().into_iter().filter_map(|path| self.other(&path));
        let pages = others.filter(|snapshot| snapshot.source.kind.is_page());
        let ids = |page: Arc<Snapshot>| {
            let ids = syntax::read(&page.source).element_ids;
            ids.into_iter().map(|(id, _)| (id, page.source.path.to_string())).collect::<Vec<_>>()
        };
        pages.flat_map(ids).collect()
    }

    /// Another file, as the editor or the disk has it.
    #[must_use]
    pub fn other(&self, path: &Path) -> Option<Arc<Snapshot>> {
        let Surroundings { programs, open, .. } = &self.surroundings;
        let from_disk = || Snapshot::of_file(programs.desk(open).source(path, &self.setup.folders)?, path);
        open.get(path).cloned().or_else(from_disk)
    }

    /// What the last run found in this very text; found now when it was not run yet.
    #[must_use]
    pub fn report(&self) -> Arc<Report> {
        self.snapshot.report(|| self.run(&self.settings()))
    }

    /// Lints, and keeps the report for later requests; a run that was begun since somebody asked will do.
    pub fn lint(&self, document: &DocumentSettings, asked: Instant) -> Linted {
        self.snapshot.lint(asked, || self.run(document))
    }

    fn run(&self, document: &DocumentSettings) -> Linted {
        let source = &self.snapshot.source;
        let is_linted = !document.is_excluded && !is_vendored(&source.path, &source.text);
        let Surroundings { programs, open, .. } = &self.surroundings;
        if is_linted { programs.lint(&self.snapshot, &document.settings, open) } else { Linted::default() }
    }
}

impl Session {
    pub fn view(&self, uri: &Uri) -> Option<View> {
        let state = self.state();
        let is_shown = state.setup.options.enable && !state.deleted.contains(uri);
        let snapshot = state.documents.get(uri).filter(|_| is_shown)?.clone();
        drop(state);
        Some(self.view_of(uri, snapshot))
    }

    /// An open configuration file.
    pub fn configuration(&self, uri: &Uri) -> Option<Arc<Snapshot>> {
        let state = self.state();
        state.configurations.get(uri).filter(|_| state.setup.options.enable).cloned()
    }

    /// The whole workspace; `None` when linting is off.
    pub fn whole(&self) -> Option<Whole> {
        let setup = self.setup();
        setup.options.enable.then(|| Whole { setup, surroundings: self.surroundings() })
    }

    /// Whether an open document uses the SDK.
    pub fn uses_sdk(&self) -> bool {
        self.state().documents.values().any(|snapshot| syntax::mentions_sdk(&snapshot.source.text))
    }

    pub fn view_of(&self, uri: &Uri, snapshot: Arc<Snapshot>) -> View {
        View { snapshot, uri: uri.clone(), setup: self.setup(), surroundings: self.surroundings() }
    }

    fn surroundings(&self) -> Surroundings {
        let state = self.state();
        let files = state.documents.values().filter_map(|snapshot| Some((snapshot.file.clone()?, snapshot.clone())));
        let (programs, versions) = (self.programs.clone(), self.versions.clone());
        Surroundings { programs, versions, open: files.collect() }
    }
}
