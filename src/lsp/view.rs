use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::config::{DocumentSettings, settings_for};
use super::convert::Places;
use super::documents::Snapshot;
use super::session::Setup;
use crate::assist::Index;
use crate::lint::lint;
use crate::report::Report;
use crate::sdk::is_vendored;
use crate::settings::Settings;

/// A document at one moment, with what is needed to speak of it.
pub struct View {
    pub snapshot: Arc<Snapshot>,
    pub uri: Uri,
    pub setup: Setup,
}

impl View {
    #[must_use]
    pub fn places(&self) -> Places<'_> {
        self.snapshot.places(self.setup.client.encoding)
    }

    #[must_use]
    pub fn settings(&self) -> DocumentSettings {
        settings_for(self.snapshot.file.as_deref(), &self.setup.options, &self.setup.folders)
    }

    /// What the text holds, found once for it.
    #[must_use]
    pub fn index(&self, settings: &Settings) -> Arc<Index> {
        self.snapshot.index(&settings.instance_names)
    }

    /// What the last run found in this very text; found now when it was not run yet.
    #[must_use]
    pub fn report(&self) -> Arc<Report> {
        self.snapshot.report().unwrap_or_else(|| self.lint(&self.settings()))
    }

    /// Lints, and keeps the report for later requests.
    pub fn lint(&self, document: &DocumentSettings) -> Arc<Report> {
        let source = &self.snapshot.source;
        let is_linted = !document.is_excluded && !is_vendored(&source.path, &source.text);
        let report = if is_linted { lint(source, &document.settings) } else { Report::default() };
        self.snapshot.keep(Arc::new(report))
    }
}
