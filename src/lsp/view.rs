use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::config::{DocumentSettings, settings_for};
use super::convert::Places;
use super::documents::Snapshot;
use super::programs::{Linted, Open, Programs};
use super::session::Setup;
use crate::assist::Index;
use crate::lint::may_concern;
use crate::report::Report;
use crate::sdk::is_vendored;
use crate::settings::{ProjectVersions, Settings};
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
        Arc::new(Index::of(source, &settings.instance_names, &company.outside))
    }

    /// What the last run found in this very text; found now when it was not run yet.
    #[must_use]
    pub fn report(&self) -> Arc<Report> {
        self.snapshot.report().unwrap_or_else(|| self.lint(&self.settings()).report)
    }

    /// Lints, and keeps the report for later requests.
    pub fn lint(&self, document: &DocumentSettings) -> Linted {
        let source = &self.snapshot.source;
        let is_linted = !document.is_excluded && !is_vendored(&source.path, &source.text);
        let Surroundings { programs, open, .. } = &self.surroundings;
        let linted =
            if is_linted { programs.lint(&self.snapshot, &document.settings, open) } else { Linted::default() };
        Linted { report: self.snapshot.keep(linted.report), ..linted }
    }
}
