//! What each open document was last linted with, and which documents must be linted anew for that.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::program::{Company, Summary};

/// Which text of a file was read: one of the editor's, by its serial number, or what is on disk since some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    Open(u64),
    Disk(Option<SystemTime>),
}

/// The company of a document, and what it holds for.
#[derive(Clone)]
pub struct Kept {
    /// The serial number of the text that was linted.
    pub serial: u64,
    pub own: Arc<Summary>,
    /// The files that it runs with.
    pub others: Vec<(PathBuf, Stamp)>,
    /// The files that it names, whether or not they have to do with the SDK.
    pub named: Vec<PathBuf>,
    /// The files that were looked at for whether they name it: those that are open, and those of the workspace that links
    /// connect it with.
    pub around: Vec<PathBuf>,
    /// When these were looked at.
    pub epoch: u64,
    pub company: Arc<Company>,
}

impl Kept {
    fn sees(&self, path: &Path) -> bool {
        self.others.iter().any(|(other, _)| other == path)
    }
}

/// By the file of the document.
#[derive(Default)]
pub struct Companies {
    /// Counts what may change which documents run together.
    pub epoch: u64,
    kept: HashMap<PathBuf, Kept>,
    /// Of each open document, the serial number of its first text. What is said of an earlier one is out of date.
    opened: HashMap<PathBuf, u64>,
}

impl Companies {
    pub fn of(&self, path: &Path) -> Option<&Kept> {
        self.kept.get(path)
    }

    /// Whether a document runs with the file, or would if the file had to do with the SDK.
    pub fn has(&self, path: &Path) -> bool {
        self.kept.values().any(|kept| kept.sees(path) || kept.named.iter().any(|named| named == path))
    }

    /// Keeps what a document was linted with. Gives the documents, it among them, that have seen something else than they
    /// would see now.
    pub fn keep(&mut self, path: &Path, kept: Kept, has_changed: bool) -> BTreeSet<PathBuf> {
        let mut affected = BTreeSet::new();
        if self.is_over(path, kept.serial) {
            return affected;
        }
        let before = self.kept.get(path);
        let last = before.map(|kept| kept.serial);
        // Those that were in its company, and are so no more, may have been linted for that alone.
        let left = before.into_iter().flat_map(|before| before.others.iter().filter(|(other, _)| !kept.sees(other)));
        affected.extend(left.map(|(other, _)| other.clone()));
        for (other, theirs) in self.kept.iter_mut().filter(|(other, _)| *other != path) {
            for (_, stamp) in theirs.others.iter_mut().filter(|(seen, _)| seen == path) {
                match *stamp {
                    Stamp::Open(serial) if serial == kept.serial => {}
                    // What it has seen of that text it would see of this one.
                    Stamp::Open(serial) if !has_changed && Some(serial) == last => *stamp = Stamp::Open(kept.serial),
                    _ => drop(affected.insert(other.clone())),
                }
            }
        }
        let does_not_see = |other: &Path| self.kept.get(other).is_some_and(|theirs| !theirs.sees(path));
        let around = kept.others.iter().map(|(other, _)| other).filter(|other| has_changed || does_not_see(other));
        affected.extend(around.cloned());
        if kept.others.iter().any(|(other, stamp)| self.is_outdated(other, *stamp)) {
            affected.insert(path.to_owned());
        }
        self.kept.insert(path.to_owned(), kept);
        self.epoch += u64::from(!affected.is_empty());
        affected
    }

    /// Whether another text of a file has been linted, or it was closed, since it was read.
    fn is_outdated(&self, path: &Path, stamp: Stamp) -> bool {
        let linted = self.kept.get(path);
        match stamp {
            Stamp::Open(serial) => self.is_over(path, serial) || linted.is_some_and(|kept| kept.serial > serial),
            Stamp::Disk(_) => linted.is_some(),
        }
    }

    /// Whether the document was closed since it had this text.
    fn is_over(&self, path: &Path, serial: u64) -> bool {
        self.opened.get(path).is_none_or(|&first| serial < first)
    }

    /// The document now runs alone. Gives those that have seen it in their company.
    pub fn leave(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        let was_in_company = self.kept.remove(path).is_some();
        self.epoch += u64::from(was_in_company);
        let sees = |(_, kept): &(&PathBuf, &Kept)| was_in_company && kept.sees(path);
        self.kept.iter().filter(sees).map(|(other, _)| other.clone()).collect()
    }

    /// The document was closed. Gives those that have seen it: what they see is now what is on disk.
    pub fn close(&mut self, path: &Path) -> BTreeSet<PathBuf> {
        self.epoch += 1;
        self.opened.remove(path);
        self.kept.remove(path);
        self.kept.iter().filter(|(_, kept)| kept.sees(path)).map(|(other, _)| other.clone()).collect()
    }

    /// A document was opened, with the text of this serial number.
    pub fn open(&mut self, path: &Path, serial: u64) {
        self.epoch += 1;
        self.opened.insert(path.to_owned(), serial);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "/page.html";
    const SCRIPT: &str = "/scan.js";

    /// What a document with this text was linted with, of which another had that text.
    fn kept(serial: u64, others: &[(&str, u64)]) -> Kept {
        Kept {
            serial,
            own: Arc::default(),
            others: others.iter().map(|&(other, serial)| (other.into(), Stamp::Open(serial))).collect(),
            named: Vec::new(),
            around: Vec::new(),
            epoch: 0,
            company: Arc::default(),
        }
    }

    fn keep(companies: &mut Companies, path: &str, kept: Kept, has_changed: bool) -> Vec<String> {
        let affected = companies.keep(Path::new(path), kept, has_changed);
        affected.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
    }

    /// A page with the text 1 and its script with the text 2, each linted with the other.
    fn together() -> Companies {
        let mut companies = Companies::default();
        companies.open(Path::new(PAGE), 1);
        companies.open(Path::new(SCRIPT), 2);
        assert_eq!(keep(&mut companies, PAGE, kept(1, &[(SCRIPT, 2)]), true), [SCRIPT]);
        assert_eq!(keep(&mut companies, SCRIPT, kept(2, &[(PAGE, 1)]), true), [PAGE]);
        assert_eq!(keep(&mut companies, PAGE, kept(1, &[(SCRIPT, 2)]), false), [] as [&str; 0]);
        companies
    }

    #[test]
    fn typing_that_changes_nothing_for_others_affects_nobody() {
        let mut companies = together();
        for serial in 3..6 {
            assert_eq!(keep(&mut companies, PAGE, kept(serial, &[(SCRIPT, 2)]), false), [] as [&str; 0]);
        }
        assert_eq!(keep(&mut companies, PAGE, kept(6, &[(SCRIPT, 2)]), true), [SCRIPT]);
    }

    #[test]
    fn who_has_seen_a_text_that_was_never_linted_is_linted_anew() {
        let mut companies = together();
        keep(&mut companies, SCRIPT, kept(4, &[(PAGE, 3)]), false);
        assert_eq!(keep(&mut companies, PAGE, kept(5, &[(SCRIPT, 4)]), false), [SCRIPT]);
    }

    #[test]
    fn who_has_seen_an_old_text_is_linted_anew_by_itself() {
        let mut companies = together();
        keep(&mut companies, PAGE, kept(3, &[(SCRIPT, 2)]), true);
        assert_eq!(keep(&mut companies, SCRIPT, kept(2, &[(PAGE, 1)]), false), [SCRIPT]);
    }

    #[test]
    fn who_is_no_longer_in_the_company_is_linted_anew() {
        let mut companies = together();
        assert_eq!(keep(&mut companies, PAGE, kept(3, &[]), false), [SCRIPT]);
        assert!(together().leave(Path::new(PAGE)).contains(Path::new(SCRIPT)));
    }

    #[test]
    fn a_run_that_ends_after_its_document_was_closed_leaves_nothing_behind() {
        let mut companies = together();
        assert!(companies.close(Path::new(PAGE)).contains(Path::new(SCRIPT)));
        assert_eq!(keep(&mut companies, PAGE, kept(1, &[(SCRIPT, 2)]), false), [] as [&str; 0]);
        assert!(companies.of(Path::new(PAGE)).is_none());
        companies.open(Path::new(PAGE), 3);
        keep(&mut companies, PAGE, kept(1, &[(SCRIPT, 2)]), false);
        assert!(companies.of(Path::new(PAGE)).is_none(), "nor when it was opened again");
        assert_eq!(keep(&mut companies, SCRIPT, kept(2, &[(PAGE, 1)]), false), [SCRIPT]);
    }
}
