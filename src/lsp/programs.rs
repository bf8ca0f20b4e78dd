//! The programs of the open documents: what each sees of the files that it runs with, kept from one keystroke to the next.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::companies::{Companies, Kept, Stamp};
use super::documents::{Snapshot, name_in};
use super::workspace::Workspace;
use crate::lint::{Files, Member, Read, gather, may_concern, may_matter, named, read};
use crate::model::Outside;
use crate::program::{Alias, Company, Summary, aliases_of, assemble};
use crate::report::Report;
use crate::settings::Settings;
use crate::text::{FileKind, MAX_BYTES, Source, decode};

/// The open documents that are files.
pub type Open = HashMap<PathBuf, Arc<Snapshot>>;

#[derive(Default)]
pub struct Programs {
    pub workspace: Workspace,
    state: Mutex<State>,
    /// Of a document that runs alone.
    nobody: Arc<Company>,
}

#[derive(Default)]
struct State {
    /// What was read of each file, open or not, while it is as it was.
    reads: HashMap<PathBuf, (Stamp, Option<Arc<Read>>)>,
    companies: Companies,
}

/// What linting a document gave.
#[derive(Default)]
pub struct Linted {
    pub report: Arc<Report>,
    /// Documents of its program that may have seen something else of the others, to be linted anew.
    pub affected: Vec<PathBuf>,
}

impl Linted {
    fn of(report: Report, affected: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { report: Arc::new(report), affected: affected.into_iter().collect() }
    }
}

impl Programs {
    /// Lints a document in the company of the files that it runs with, as the editor and the disk have them.
    pub fn lint(&self, snapshot: &Snapshot, settings: &Settings, open: &Open) -> Linted {
        let is_ours = may_concern(&snapshot.source.text, settings);
        let lint_alone = || snapshot.read(true).lint(settings, &Company::default());
        let Some(path) = &snapshot.file else {
            return Linted::of(if is_ours { lint_alone() } else { Report::default() }, []);
        };
        let relatives = self.workspace.relatives(path);
        let is_in_company =
            || !relatives.is_empty() || self.state().companies.has(path) || self.is_new_and_named(path, open);
        let is_linted = is_ours || (may_matter(&snapshot.source) && is_in_company());
        if !is_linted {
            return Linted::of(Report::default(), self.state().companies.leave(path));
        }
        let own = snapshot.read(true);
        let around = around(path, relatives, open);
        if own.links.is_empty() && around.is_empty() {
            return Linted::of(own.lint(settings, &Company::default()), self.state().companies.leave(path));
        }
        let summary = Arc::new(own.summary(settings, &Outside::default()));
        let (before, epoch) = {
            let state = self.state();
            (state.companies.of(path).cloned(), state.companies.epoch)
        };
        let has_changed = before.as_ref().is_none_or(|kept| kept.own != summary);
        let kept = match before.filter(|kept| !has_changed && kept.epoch == epoch && still_holds(kept, &around, open)) {
            Some(kept) => Kept { serial: snapshot.serial, ..kept },
            None => {
                let kept = self.assemble(path, &own, summary, settings, around, open);
                Kept { serial: snapshot.serial, epoch, ..kept }
            }
        };
        let report = own.lint(settings, &kept.company);
        Linted::of(report, self.state().companies.keep(path, kept, has_changed))
    }

    /// Whether an open document names a file that is not on disk yet: when it was linted, there was no such file.
    fn is_new_and_named(&self, path: &Path, open: &Open) -> bool {
        let desk = self.desk(open);
        let names_it = |other: &PathBuf| {
            let read = desk.read(other, may_matter);
            read.is_some_and(|read| named(other, &read, &desk).iter().any(|named| named == path))
        };
        !path.is_file() && open.keys().filter(|other| *other != path).any(names_it)
    }

    /// A document was opened, with the text of this serial number.
    pub fn open(&self, path: &Path, serial: u64) {
        self.state().companies.open(path, serial);
    }

    /// Forgets a document that was closed. Gives the files that see it: what they see is now what is on disk.
    pub fn close(&self, path: &Path) -> Vec<PathBuf> {
        let mut state = self.state();
        state.reads.remove(path);
        state.companies.close(path).into_iter().collect()
    }

    /// What a document sees of the files that it runs with, as of its last run.
    pub fn company(&self, path: Option<&Path>) -> Arc<Company> {
        let state = self.state();
        let kept = path.and_then(|path| state.companies.of(path));
        kept.map_or_else(|| self.nobody.clone(), |kept| kept.company.clone())
    }

    /// Whether a document was last linted with a look at all files that may name it now.
    pub fn has_looked_around(&self, path: &Path, open: &Open) -> bool {
        let relatives = self.workspace.relatives(path);
        match self.state().companies.of(path) {
            Some(kept) => kept.around == around(path, relatives, open),
            None => relatives.is_empty(),
        }
    }

    /// The other files that a file runs with, in order: by what it names, by the workspace, by its last run.
    pub fn program(&self, path: &Path, open: &Open) -> Vec<PathBuf> {
        let desk = self.desk(open);
        let named = desk.read(path, is_any).map(|read| named(path, &read, &desk)).unwrap_or_default();
        let last = self.state().companies.of(path).map(|kept| kept.others.clone()).unwrap_or_default();
        let last = last.into_iter().map(|(other, _)| other);
        let all: BTreeSet<PathBuf> = named.into_iter().chain(self.workspace.relatives(path)).chain(last).collect();
        all.into_iter().filter(|other| other != path).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files as the user sees them.
    pub fn desk<'a>(&'a self, open: &'a Open) -> Desk<'a> {
        Desk { programs: self, open }
    }

    fn assemble(
        &self,
        path: &Path,
        own: &Arc<Read>,
        summary: Arc<Summary>,
        settings: &Settings,
        around: Vec<PathBuf>,
        open: &Open,
    ) -> Kept {
        let desk = self.desk(open);
        let member = |path: PathBuf, read| Member { path, read, settings: settings.clone() };
        let mut members = vec![member(path.to_owned(), own.clone())];
        for other in &around {
            let read = desk.read(other, is_any);
            let read = read.filter(|read| may_concern(&read.source.text, settings) && !read.links.is_empty());
            members.extend(read.map(|read| member(other.clone(), read)));
        }
        let nodes = gather(&mut members, &desk);
        let mut companies = assemble(&nodes, &|at, outside| members[at].read.summary(settings, outside));
        let company = if companies.is_empty() { Company::default() } else { companies.swap_remove(0) };
        let together = crate::program::together(&nodes, 0);
        let others = together.into_iter().map(|at| &members[at].path).filter(|other| *other != path);
        let others = others.map(|other| (other.clone(), stamp_of(other, open))).collect();
        let named = named(path, own, &desk);
        Kept { serial: 0, epoch: 0, own: summary, others, named, around, company: Arc::new(company) }
    }
}

fn is_any(_: &Source) -> bool {
    true
}

/// The other files that may name a file, in order.
fn around(path: &Path, relatives: Vec<PathBuf>, open: &Open) -> Vec<PathBuf> {
    let mut around: Vec<PathBuf> = open.keys().filter(|other| *other != path).cloned().chain(relatives).collect();
    around.sort_unstable();
    around.dedup();
    around
}

fn still_holds(kept: &Kept, around: &[PathBuf], open: &Open) -> bool {
    kept.around == around && kept.others.iter().all(|(path, stamp)| stamp_of(path, open) == *stamp)
}

fn stamp_of(path: &Path, open: &Open) -> Stamp {
    match open.get(path) {
        Some(snapshot) => Stamp::Open(snapshot.serial),
        None => Stamp::Disk(std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok()),
    }
}

/// The files as the user sees them: unsaved text before what is on disk.
pub struct Desk<'a> {
    programs: &'a Programs,
    open: &'a Open,
}

impl Desk<'_> {
    /// The text of a file, called as in its folder of the workspace.
    pub fn source(&self, path: &Path, folders: &[PathBuf]) -> Option<Source> {
        match self.open.get(path) {
            Some(snapshot) => Some(snapshot.source.clone()),
            None => source_on_disk(path, &name_in(path, folders)),
        }
    }
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
        let source = self.source(path, &[]);
        let found = source.filter(is_wanted).map(|source| Arc::new(read(&source)));
        self.programs.state().reads.insert(path.to_owned(), (stamp, found.clone()));
        found
    }

    fn aliases(&self, path: &Path) -> Vec<Alias> {
        aliases_of(path.parent().unwrap_or(path), &|path| std::fs::read_to_string(path).ok())
    }
}

fn source_on_disk(path: &Path, name: &str) -> Option<Source> {
    let kind = FileKind::of_path(name)?;
    let is_readable = std::fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() <= MAX_BYTES as u64);
    if !is_readable {
        return None;
    }
    let text = decode(std::fs::read(path).ok()?).ok()?;
    Some(Source::new(name, kind, &text))
}
