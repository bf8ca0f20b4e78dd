//! `--baseline` and `--write-baseline`: the findings that a project lives with for now.

use std::collections::{BTreeMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::report::{Finding, Severity, fingerprints};
use crate::rules;
use crate::settings::Selector;
use crate::settle::{Baseline, BaselineEntry};
use crate::text::Source;

use super::args::CheckArgs;
use super::paths::WorkingFolder;
use super::terminal::Terminal;
use super::verdict::counted;
use super::{Failure, write};

/// Who shares a baseline shares the paths in it, wherever the commands are run: they are from its folder.
pub struct BaselineFile {
    path: PathBuf,
    shown: String,
    /// The working directory of the run.
    working_folder: WorkingFolder,
    /// The folder of the baseline.
    base: WorkingFolder,
    before: Option<String>,
    /// What the file holds and the run has not met so far.
    left: Baseline,
    /// All that the run has found, when it is to be written.
    found: Option<Baseline>,
}

impl BaselineFile {
    /// The baseline of a run, if it has one. One that is to be written need not be there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(args: &CheckArgs, folder: &WorkingFolder) -> Result<Option<Self>, Failure> {
        let Some(path) = args.write_baseline.as_ref().or(args.baseline.as_ref()) else { return Ok(None) };
        let path = folder.absolute(path);
        let shown = folder.shown(&path);
        let is_written = args.write_baseline.is_some();
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if is_written && error.kind() == ErrorKind::NotFound => None,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(format!("no such baseline: {shown} (--write-baseline {shown} makes it)"));
            }
            Err(error) => return Err(format!("{shown}: cannot be read: {error}")),
        };
        let left = before.as_deref().map_or_else(|| Ok(Baseline::default()), Baseline::parse);
        let left = left.map_err(|why| format!("{shown} {why}"))?;
        let base = WorkingFolder::at(path.parent().unwrap_or(&path));
        let found = is_written.then(Baseline::default);
        Ok(Some(Self { path, shown, working_folder: folder.clone(), base, before, left, found }))
    }

    /// Takes those out of the findings of a file that the baseline has, or will have. Gives their number.
    pub fn take_out(&mut self, source: &Source, findings: &mut Vec<Finding>) -> usize {
        let path = self.base.shown(&self.working_folder.absolute(Path::new(&*source.path)));
        let there = Source { path: path.as_str().into(), ..source.clone() };
        let mut fingerprints = fingerprints(findings, &there).into_iter();
        let before = findings.len();
        findings.retain(|finding| {
            let fingerprint = fingerprints.next().unwrap_or_default();
            let is_known = self.left.remove(&path, &fingerprint);
            match &mut self.found {
                Some(found) => {
                    found.insert(BaselineEntry { path: &path, fingerprint: &fingerprint, rule: finding.rule });
                    false
                }
                None => !is_known,
            }
        });
        before - findings.len()
    }

    /// Writes what was found, or says what is gone. `linted`: the absolute paths of what the run has looked at.
    ///
    /// # Errors
    /// When the baseline cannot be written.
    pub fn close(self, linted: &[PathBuf], args: &CheckArgs, terminal: &Terminal) -> Result<(), Failure> {
        let linted: HashSet<&Path> = linted.iter().map(PathBuf::as_path).collect();
        let is_gone = |entry: &BaselineEntry<'_>| {
            let path = self.base.absolute(Path::new(entry.path));
            (linted.contains(&*path) || !path.exists()) && is_looked_for(entry.rule, args)
        };
        match &self.found {
            Some(found) => {
                let kept = self.left.entries().filter(|entry| !is_gone(entry));
                let count = self.write(found.clone(), kept)?;
                if !args.quiet {
                    terminal.remark(&format!("Wrote {} to {}.", counted(count, "finding"), self.shown));
                }
            }
            None if !args.quiet => {
                if let Some(note) = told(self.left.entries().filter(is_gone), &self.shown) {
                    terminal.note(&note);
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Writes what was found, with the entries that the run could not judge.
    fn write<'a>(&self, mut found: Baseline, kept: impl Iterator<Item = BaselineEntry<'a>>) -> Result<usize, Failure> {
        kept.for_each(|entry| found.insert(entry));
        let text = found.to_text();
        let written = match &self.before {
            Some(before) if *before == text => Ok(()),
            Some(before) => write::replace(&self.path, before, &text),
            None => write::create(&self.path, &text),
        };
        written.map_err(|why| format!("{}: {why}", self.shown))?;
        Ok(found.entries().count())
    }
}

/// Whether the run would find what the rule finds.
fn is_looked_for(rule: &str, args: &CheckArgs) -> bool {
    let Some(rule) = rules::find(rule) else { return true };
    let takes = |selectors: &[Selector]| selectors.iter().any(|selector| selector.takes(rule));
    let is_hint = rule.severity == Severity::Hint && args.min_severity > Severity::Hint;
    !is_hint && (args.only.is_empty() || takes(&args.only)) && !takes(&args.skip)
}

fn told<'a>(gone: impl Iterator<Item = BaselineEntry<'a>>, shown: &str) -> Option<String> {
    let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
    gone.for_each(|entry| *by_path.entry(entry.path).or_default() += 1);
    let files: Vec<String> = by_path.iter().map(|(path, count)| format!("{path} ({count})")).collect();
    let files = files.join(", ");
    (!files.is_empty())
        .then(|| format!("gone from the code, but still in {shown}: {files}; --write-baseline {shown} takes them out"))
}
