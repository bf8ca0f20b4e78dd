//! Configuration files of the session: read, and what is wrong in them told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Uri};

use super::config_problems::config_diagnostics;
use super::runtime;
use super::session::Session;
use crate::settings::{ConfigProblem, load};

impl Session {
    pub fn check_configurations(self: &Arc<Self>, files: Vec<PathBuf>) {
        let session = self.clone();
        runtime::spawn(async move {
            for file in files {
                session.check_configuration(&file).await;
            }
        });
    }

    async fn check_configuration(&self, file: &Path) {
        let read = file.to_owned();
        let read = self.compute_by_and_by("reading the configuration", move || load(&read).err());
        if let Some(error) = read.await {
            self.show_problems_of(file, error.map(|error| error.problems).unwrap_or_default()).await;
        }
    }

    /// Publishes what reading the configuration has told, wherever it is not shown yet.
    pub async fn show_problems_of(&self, configuration: &Path, problems: Vec<ConfigProblem>) {
        let setup = self.setup();
        let problems = if setup.options.enable { problems } else { Vec::new() };
        let mut shown = self.config_problems.lock().await;
        let changed = shown.update(configuration, problems);
        if !changed.is_empty() {
            self.note_change();
            self.ask_to_pull(&setup.client);
        }
        for (file, problems) in changed.into_iter().filter(|_| !setup.client.pulls_diagnostics) {
            if let Some(uri) = Uri::from_file_path(&file) {
                let diagnostics = config_diagnostics(&file, &problems, setup.client.encoding);
                self.publish(&uri, diagnostics, None).await;
            }
        }
    }

    /// What is wrong in a configuration file, for a client that asks.
    pub async fn problems_in(&self, file: &Path) -> Vec<Diagnostic> {
        self.check_configuration(file).await;
        let problems = self.config_problems.lock().await.in_file(file);
        config_diagnostics(file, &problems, self.setup().client.encoding)
    }

    /// What is wrong in all configuration files that were read, by file.
    pub async fn all_config_problems(&self) -> Vec<(PathBuf, Vec<Diagnostic>)> {
        let encoding = self.setup().client.encoding;
        let problems = self.config_problems.lock().await.all();
        let shown = |(file, problems): (PathBuf, Vec<ConfigProblem>)| {
            let diagnostics = config_diagnostics(&file, &problems, encoding);
            (file, diagnostics)
        };
        problems.into_iter().map(shown).collect()
    }
}
