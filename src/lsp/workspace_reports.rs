//! The findings of the whole workspace: of every file that a run of the command line in its folders would lint and that
//! uses the SDK, as the editor and the disk have it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Uri};

use super::config::ManySettings;
use super::diagnostics::diagnostics;
use super::documents::Snapshot;
use super::session::Setup;
use super::view::Surroundings;
use super::workspace::Search;
use crate::lint::{Member, Together, fenced, read};
use crate::program::Company;
use crate::report::Report;
use crate::settings::Settings;
use crate::text::Source;

/// What is to be shown of one file.
pub struct FileReport {
    pub uri: Uri,
    /// Of a document that is open.
    pub version: Option<i32>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether the next report is still wanted.
pub type Tell<'a> = dyn Fn(FileReport) -> bool + 'a;

/// The workspace at one moment.
pub struct Whole {
    pub setup: Setup,
    pub surroundings: Surroundings,
}

impl Whole {
    /// Lints every file, and tells of each, also of those without findings.
    pub fn report(&self, tell: &Tell<'_>) {
        let Surroundings { programs, open, .. } = &self.surroundings;
        let search = self.search();
        if !programs.workspace.find(&search) {
            let open: Vec<PathBuf> = open.keys().cloned().collect();
            programs.workspace.look_again(&open, &search);
        }
        let settings = self.settings(programs.workspace.files(), &search);
        let mut alone: Vec<(&PathBuf, Report)> = Vec::new();
        let mut linked = Vec::new();
        for (path, (source, settings)) in &settings {
            let Ok(read) = fenced(|| Arc::new(read(source))) else { continue };
            if read.links.is_empty() {
                alone.push((path, fenced(|| read.lint(settings, &Company::default())).unwrap_or_default()));
            } else {
                linked.push(Member { path: path.clone(), read, settings: settings.clone() });
            }
        }
        let own = |path: &Path, _: &Source| settings.get(path).map(|(_, settings)| settings.clone());
        let together = Together::of(linked, &search.desk, &own);
        let members: HashSet<&PathBuf> = together.members.iter().map(|member| &member.path).collect();
        alone.retain(|(path, _)| !members.contains(path));
        let together =
            together.members.iter().enumerate().map(|(at, it)| (&it.path, together.lint(at).unwrap_or_default()));
        for (path, report) in alone.into_iter().chain(together) {
            let is_wanted = settings.get(path).is_none_or(|(source, _)| self.tell(path, source, &report, tell));
            if !is_wanted {
                return;
            }
        }
    }

    pub fn search(&self) -> Search<'_> {
        let Surroundings { programs, open, .. } = &self.surroundings;
        Search { folders: &self.setup.folders, options: &self.setup.options, desk: programs.desk(open) }
    }

    fn settings(&self, files: Vec<PathBuf>, search: &Search<'_>) -> BTreeMap<PathBuf, (Source, Settings)> {
        let mut many = ManySettings::new(search.options, search.folders);
        let mut of_file = |path: PathBuf| {
            let source = search.desk.source(&path, search.folders)?;
            let mut settings = many.of(&path).settings;
            self.surroundings.versions.complete(&mut settings, &source, Some(&path));
            Some((path, (source, settings)))
        };
        files.into_iter().filter_map(&mut of_file).collect()
    }

    fn tell(&self, path: &Path, source: &Source, report: &Report, tell: &Tell<'_>) -> bool {
        let open = self.surroundings.open.get(path);
        let Some(snapshot) = open.cloned().or_else(|| Snapshot::of_file(source.clone(), path)) else { return true };
        let diagnostics = diagnostics(report, &snapshot, &self.setup.client);
        tell(FileReport { uri: snapshot.uri.clone(), version: open.map(|snapshot| snapshot.version), diagnostics })
    }
}
