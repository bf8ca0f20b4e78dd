//! The programs of the open documents: what each sees of the files that it runs with, kept from one keystroke to the next.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::documents::Snapshot;
use crate::lint::{Files, Member, Read, gather, may_concern, read};
use crate::model::Outside;
use crate::program::{Alias, Company, Summary, aliases_of, assemble};
use crate::report::Report;
use crate::settings::Settings;
use crate::text::{FileKind, Source, decode};

/// The open documents that are files.
pub type Open = HashMap<PathBuf, Arc<Snapshot>>;

#[derive(Default)]
pub struct Programs {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What was read of each file, open or not, while it is as it was.
    reads: HashMap<PathBuf, (Stamp, Option<Arc<Read>>)>,
    companies: HashMap<PathBuf, Kept>,
}

/// Which text of a file was read: a version of the editor's, or what is on disk since some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stamp {
    Version(i32),
    Disk(Option<SystemTime>),
}

/// The company of a document, and what it holds for.
#[derive(Clone)]
struct Kept {
    own: Arc<Summary>,
    others: Vec<(PathBuf, Stamp)>,
    /// The documents that were open: another may name this one.
    open: Vec<PathBuf>,
    company: Arc<Company>,
}

/// What linting a document gave.
#[derive(Default)]
pub struct Linted {
    pub report: Arc<Report>,
    /// Other open documents of its program, when they may now see something else of it.
    pub affected: Vec<PathBuf>,
}

impl Programs {
    /// Lints a document in the company of the files that it runs with, as the editor and the disk have them.
    pub fn lint(&self, snapshot: &Snapshot, settings: &Settings, open: &Open) -> Linted {
        let alone = |report| Linted { report: Arc::new(report), affected: Vec::new() };
        let Some(path) = &snapshot.file else {
            let is_ours = may_concern(&snapshot.source.text, settings);
            return alone(if is_ours {
                read(&snapshot.source).lint(settings, &Company::default())
            } else {
                Report::default()
            });
        };
        let is_ours = may_concern(&snapshot.source.text, settings);
        if !is_ours && !self.is_in_company(path) {
            return alone(Report::default());
        }
        let own = Arc::new(read(&snapshot.source));
        if own.links.is_empty() && open.len() <= 1 {
            return alone(own.lint(settings, &Company::default()));
        }
        let summary = Arc::new(own.summary(settings, &Outside::default()));
        let before = self.state().companies.get(path).cloned();
        let has_changed = before.as_ref().is_none_or(|kept| kept.own != summary);
        let kept = match before.filter(|kept| !has_changed && self.still_holds(kept, open)) {
            Some(kept) => kept,
            None => self.assemble(path, &own, summary, settings, open),
        };
        let report = Arc::new(own.lint(settings, &kept.company));
        let affected =
            kept.others.iter().map(|(other, _)| other).filter(|other| has_changed && open.contains_key(*other));
        let affected = affected.cloned().collect();
        self.state().companies.insert(path.clone(), kept);
        Linted { report, affected }
    }

    /// Forgets a document that was closed. Gives the files that see it: what they see is now what is on disk.
    pub fn close(&self, path: &Path) -> Vec<PathBuf> {
        let mut state = self.state();
        state.reads.remove(path);
        state.companies.remove(path);
        let sees = |kept: &Kept| kept.others.iter().any(|(other, _)| other == path);
        state.companies.iter().filter(|(_, kept)| sees(kept)).map(|(file, _)| file.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_in_company(&self, path: &Path) -> bool {
        self.state().companies.values().any(|kept| kept.others.iter().any(|(other, _)| other == path))
    }

    fn still_holds(&self, kept: &Kept, open: &Open) -> bool {
        kept.open == names(open) && kept.others.iter().all(|(path, stamp)| stamp_of(path, open) == *stamp)
    }

    fn assemble(&self, path: &Path, own: &Arc<Read>, summary: Arc<Summary>, settings: &Settings, open: &Open) -> Kept {
        let desk = Desk { programs: self, open };
        let member = |path: PathBuf, read| Member { path, read, settings: settings.clone() };
        let mut members = vec![member(path.to_owned(), own.clone())];
        for other in names(open).into_iter().filter(|other| other != path) {
            if let Some(read) = desk.read(&other, is_any) {
                members.push(member(other, read));
            }
        }
        let nodes = gather(&mut members, &desk);
        let mut companies = assemble(&nodes, &|at, outside| members[at].read.summary(settings, outside));
        let company = if companies.is_empty() { Company::default() } else { companies.swap_remove(0) };
        let together = crate::program::together(&nodes, 0);
        let others = together.into_iter().map(|at| &members[at].path).filter(|other| *other != path);
        let others = others.map(|other| (other.clone(), stamp_of(other, open))).collect();
        Kept { own: summary, others, open: names(open), company: Arc::new(company) }
    }
}

fn is_any(_: &Source) -> bool {
    true
}

fn names(open: &Open) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = open.keys().cloned().collect();
    names.sort_unstable();
    names
}

fn stamp_of(path: &Path, open: &Open) -> Stamp {
    match open.get(path) {
        Some(snapshot) => Stamp::Version(snapshot.version),
        None => Stamp::Disk(std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok()),
    }
}

/// The files as the user sees them: unsaved text before what is on disk.
struct Desk<'a> {
    programs: &'a Programs,
    open: &'a Open,
}

impl Files for Desk<'_> {
    fn is_file(&self, path: &Path) -> bool {
        self.open.contains_key(path) || path.is_file()
    }

    fn read(&self, path: &Path, is_wanted: fn(&Source) -> bool) -> Option<Arc<Read>> {
        let stamp = stamp_of(path, self.open);
        if let Some((known, read)) = self.programs.state().reads.get(path)
            && *known == stamp
        {
            return read.clone();
        }
        let source = match self.open.get(path) {
            Some(snapshot) => Some(snapshot.source.clone()),
            None => source_on_disk(path),
        };
        let found = source.filter(is_wanted).map(|source| Arc::new(read(&source)));
        self.programs.state().reads.insert(path.to_owned(), (stamp, found.clone()));
        found
    }

    fn aliases(&self, path: &Path) -> Vec<Alias> {
        aliases_of(path.parent().unwrap_or(path), &|path| std::fs::read_to_string(path).ok())
    }
}

fn source_on_disk(path: &Path) -> Option<Source> {
    let name = path.to_string_lossy().replace('\\', "/");
    let kind = FileKind::of_path(&name)?;
    let text = decode(std::fs::read(path).ok()?).ok()?;
    Some(Source::new(&name, kind, &text))
}
