use crate::report::{Finding, Severity, Suppressed};
use crate::text::{Source, Span};

/// What linting a set of files gave: the input of every format.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Only files with findings, shown or suppressed, sorted by path.
    pub files: Vec<FileFindings>,
    /// Sorted by path.
    pub problems: Vec<Problem>,
    /// How many files were linted, with findings or without.
    pub linted: usize,
    /// How many findings the baseline has.
    pub baselined: usize,
    /// How many findings were fixed.
    pub fixed: usize,
    /// The way from the repository's root to the working directory, with `/` at its end; empty at the root, and where there
    /// is no repository.
    pub repository_prefix: String,
}

/// A file and what is to be shown of it.
#[derive(Clone, Debug)]
pub struct FileFindings {
    pub source: Source,
    /// Sorted by start, then rule.
    pub findings: Vec<Finding>,
    /// Likewise.
    pub suppressed: Vec<Suppressed>,
    /// The code that does not parse: fixes there are for people to apply.
    pub broken: Vec<Span>,
}

/// A file that could not be linted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub path: String,
    pub message: String,
}

/// How many findings of each severity a run shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub hints: usize,
}

impl Run {
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary::of(self.files.iter().flat_map(|file| &file.findings))
    }

    /// How many findings suppression comments took out.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.files.iter().map(|file| file.suppressed.len()).sum()
    }

    /// A path from the working directory as one from the repository's root; an absolute path stays.
    #[must_use]
    pub fn repository_path(&self, path: &str) -> String {
        if is_absolute(path) {
            return path.to_owned();
        }
        let mut parts: Vec<&str> = self.repository_prefix.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}

/// With a root, or a drive of Windows.
pub(super) fn is_absolute(path: &str) -> bool {
    let has_drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    path.starts_with('/') || has_drive
}

impl Summary {
    #[must_use]
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
                Severity::Hint => summary.hints += 1,
            }
        }
        summary
    }

    #[must_use]
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.infos + self.hints
    }
}

impl std::ops::Add for Summary {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            infos: self.infos + other.infos,
            hints: self.hints + other.hints,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::{FileKind, Span};

    pub fn source(text: &str) -> Source {
        Source::new("a.js", FileKind::JavaScript, text)
    }

    pub fn finding(start: usize, end: usize) -> Finding {
        Finding {
            rule: "some-rule",
            severity: Severity::Error,
            span: Span::new(start, end),
            message: "this is wrong".into(),
            help: None,
            codes: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    pub fn run(text: &str, findings: Vec<Finding>) -> Run {
        let file = FileFindings { source: source(text), findings, suppressed: Vec::new(), broken: Vec::new() };
        Run { files: vec![file], linted: 1, ..Run::default() }
    }

    #[test]
    fn paths_are_told_from_the_root_of_the_repository() {
        for (prefix, path, expected) in [
            ("", "src/a.js", "src/a.js"),
            ("web/app/", "a.js", "web/app/a.js"),
            ("web/app/", "../../b.js", "b.js"),
            ("web/", "../../c.js", "../c.js"),
            ("web/", "/srv/d.js", "/srv/d.js"),
            ("web/", "C:/e.js", "C:/e.js"),
            ("web/", "<stdin>", "web/<stdin>"),
        ] {
            let run = Run { repository_prefix: prefix.into(), ..Run::default() };
            assert_eq!(run.repository_path(path), expected);
        }
    }

    #[test]
    fn findings_are_counted_by_severity() {
        let mut info = finding(0, 1);
        info.severity = Severity::Info;
        let summary = run("a", vec![finding(0, 1), info.clone(), info]).summary();
        assert_eq!(summary, Summary { errors: 1, infos: 2, ..Summary::default() });
        assert_eq!(summary.total(), 3);
    }
}
