//! What is wrong with configuration files, shown in them: they are not linted, so no worker speaks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Range};

use super::convert::Places;
use super::diagnostics::SOURCE;
use crate::settings::{ConfigProblem, closest};
use crate::text::{Encoding, LineIndex};

pub const CONFIGURATION_FILES: [&str; 3] = ["dwt-lint.json", "dwt-lint.jsonc", "package.json"];

/// Whether the file is the configuration of its folder.
pub fn is_configuration(file: &Path) -> bool {
    let is_called_so = file.file_name().is_some_and(|name| CONFIGURATION_FILES.iter().any(|known| name == *known));
    is_called_so && file.parent().and_then(closest).is_some_and(|closest| closest == file)
}

/// What every configuration that was read had wrong in it, by the file that was asked for. The problems may be in other
/// files, which it extends.
#[derive(Debug, Default)]
pub struct ConfigProblems {
    by_configuration: BTreeMap<PathBuf, Vec<ConfigProblem>>,
}

impl ConfigProblems {
    /// Takes what reading a configuration has told. Gives each file of which now something else is to be shown, with
    /// all that is to be shown.
    pub fn update(&mut self, configuration: &Path, problems: Vec<ConfigProblem>) -> Vec<(PathBuf, Vec<ConfigProblem>)> {
        let before = self.by_file();
        self.by_configuration.retain(|path, _| path.is_file());
        self.by_configuration.insert(configuration.to_owned(), problems);
        let after = self.by_file();
        let files: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let has_changed = |file: &&&PathBuf| before.get(**file) != after.get(**file);
        let shown = |file: &PathBuf| (file.clone(), after.get(file).cloned().unwrap_or_default());
        files.iter().filter(has_changed).map(|file| shown(file)).collect()
    }

    /// The configurations that were read.
    pub fn configurations(&self) -> Vec<PathBuf> {
        self.by_configuration.keys().cloned().collect()
    }

    pub fn in_file(&self, file: &Path) -> Vec<ConfigProblem> {
        self.by_file().remove(file).unwrap_or_default()
    }

    /// By file.
    pub fn all(&self) -> Vec<(PathBuf, Vec<ConfigProblem>)> {
        self.by_file().into_iter().collect()
    }

    fn by_file(&self) -> BTreeMap<PathBuf, Vec<ConfigProblem>> {
        let mut by_file = BTreeMap::<_, Vec<_>>::new();
        for problem in self.by_configuration.values().flatten() {
            let of_file = by_file.entry(problem.path.clone()).or_default();
            if !of_file.contains(problem) {
                of_file.push(problem.clone());
            }
        }
        by_file
    }
}

/// The problems of one file as the editor shows them.
pub fn config_diagnostics(file: &Path, problems: &[ConfigProblem], encoding: Encoding) -> Vec<Diagnostic> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let places = Places { text: &text, lines: &lines, encoding };
    let diagnostic = |problem: &ConfigProblem| Diagnostic {
        range: problem.place.map_or_else(Range::default, |place| places.range(place.span)),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        ..Diagnostic::default()
    };
    problems.iter().map(diagnostic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &Path, message: &str) -> ConfigProblem {
        ConfigProblem { path: path.to_owned(), place: None, message: message.to_owned() }
    }

    #[test]
    fn only_what_has_changed_is_given_and_nothing_stays_behind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [one, two, base] = ["one.json", "two.json", "base.json"].map(|name| folder.path().join(name));
        for file in [&one, &two, &base] {
            std::fs::write(file, "{}").expect("a file in it");
        }
        let mut problems = ConfigProblems::default();
        let wrong = problem(&base, "wrong");
        let shown = (base.clone(), vec![wrong.clone()]);
        assert_eq!(problems.update(&one, vec![wrong.clone()]), [shown]);
        assert_eq!(problems.update(&two, vec![wrong.clone()]), [], "the same through another file");
        assert_eq!(problems.update(&one, Vec::new()), [], "the other still says it");
        std::fs::remove_file(&two).expect("it was there");
        assert_eq!(problems.update(&one, Vec::new()), [(base, Vec::new())], "the other is gone");
        assert_eq!(problems.configurations(), [one]);
    }
}
