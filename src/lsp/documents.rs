//! The open documents: their text as the editor has it, version by version.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::convert::Places;
use super::programs::Linted;
use super::runtime;
use crate::assist::Index;
use crate::lint::{Read, read_again};
use crate::model::Outside;
use crate::program::Company;
use crate::report::Report;
use crate::settle::Silencer;
use crate::syntax::{self, Memory};
use crate::text::{Encoding, FileKind, LineIndex, Source};

/// One version of a document. Never changes: an edit makes a new one.
pub struct Snapshot {
    pub uri: Uri,
    pub source: Source,
    /// Absolute; `None` for a document that is not on disk.
    pub file: Option<PathBuf>,
    pub lines: LineIndex,
    /// As the client counts.
    pub version: i32,
    /// Whether there is a later one.
    is_outdated: AtomicBool,
    /// Of all texts of the session, each later one has a higher number.
    pub serial: u64,
    /// With what it was made for.
    index: Mutex<Option<(IndexKey, Arc<Index>)>>,
    /// Shared by all versions of the document.
    common: Arc<Common>,
    /// Left by the first who needs it for the next who does.
    read: Mutex<Weak<Read>>,
    /// Held by who lints it: who comes meanwhile waits, and takes what was found.
    turn: Mutex<()>,
    /// What the last run found, which is another when the settings have changed.
    found: Mutex<Option<Found>>,
}

/// What a run has found.
struct Found {
    started: Instant,
    report: Arc<Report>,
}

#[derive(Default)]
struct Common {
    memory: Mutex<Memory>,
    /// Other files that runs have affected, and that nobody has seen to yet.
    affected: Mutex<Vec<PathBuf>>,
}

/// The schemes, besides `file`, of documents that the user edits: those that were never saved, and those of other machines.
const EDITED: [&str; 4] = ["untitled", "vscode-vfs", "vscode-remote", "vscode-test-web"];

/// What an index depends on besides the text.
struct IndexKey {
    instance_names: Vec<String>,
    company: Arc<Company>,
}

impl Snapshot {
    fn new(uri: Uri, source: Source, file: Option<PathBuf>, version: i32) -> Arc<Self> {
        Self::next(uri, source, file, version, Arc::default())
    }

    fn next(uri: Uri, source: Source, file: Option<PathBuf>, version: i32, common: Arc<Common>) -> Arc<Self> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let serial = LAST.fetch_add(1, Ordering::Relaxed) + 1;
        let lines = LineIndex::new(&source.text);
        Arc::new(Self {
            uri,
            source,
            file,
            lines,
            version,
            is_outdated: AtomicBool::new(false),
            serial,
            index: Mutex::default(),
            common,
            read: Mutex::default(),
            turn: Mutex::default(),
            found: Mutex::default(),
        })
    }

    /// The document of an editor's `didOpen`; `None` when it is none of ours: by its scheme, its name and its language.
    /// `folders` are those of the workspace.
    pub fn open(item: &TextDocumentItem, folders: &[PathBuf]) -> Option<Arc<Self>> {
        let (name, file) = name_of(&item.uri, folders)?;
        let kind = FileKind::of_path(&name).or_else(|| FileKind::of_language_id(&item.language_id))?;
        Some(Self::new(item.uri.clone(), Source::new(&name, kind, &item.text), file, item.version))
    }

    /// A configuration file. Nothing asks for the kind of its text, which is never linted.
    pub fn open_configuration(item: &TextDocumentItem, file: &Path) -> Arc<Self> {
        let source = Source::new(&file.to_string_lossy(), FileKind::JavaScript, &item.text);
        Self::new(item.uri.clone(), source, Some(file.to_owned()), item.version)
    }

    /// A file that is not open.
    pub fn of_file(source: Source, file: &Path) -> Option<Arc<Self>> {
        Some(Self::new(Uri::from_file_path(file)?, source, Some(file.to_owned()), 0))
    }

    /// The same text, in other folders of the workspace.
    pub fn moved(&self, folders: &[PathBuf]) -> Arc<Self> {
        let name = self.file.as_ref().map_or_else(|| self.source.path.to_string(), |file| name_in(file, folders));
        let source = Source { path: name.into(), ..self.source.clone() };
        Self::new(self.uri.clone(), source, self.file.clone(), self.version)
    }

    /// The next version; `None` when the edits are older than this version, and so cannot be for this text.
    pub fn edited(
        &self,
        version: i32,
        edits: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<Arc<Self>> {
        if version < self.version {
            return None;
        }
        let mut text = self.source.text.to_string();
        for (index, edit) in edits.into_iter().enumerate() {
            if index == 0 {
                apply(&mut text, edit, &self.lines, encoding);
            } else {
                let lines = LineIndex::new(&text);
                apply(&mut text, edit, &lines, encoding);
            }
        }
        let source = Source { text: text.into(), ..self.source.clone() };
        self.is_outdated.store(true, Ordering::Release);
        Some(Self::next(self.uri.clone(), source, self.file.clone(), version, self.common.clone()))
    }

    /// Whether the user has typed on: what is found in this version is of no use any more.
    pub fn is_outdated(&self) -> bool {
        self.is_outdated.load(Ordering::Acquire)
    }

    /// Its code. What earlier versions have in common with it is not parsed again, and what was read for one purpose
    /// serves the next as well, if there is likely to be one.
    pub fn read(&self, has_next: bool) -> Arc<Read> {
        let mut left = locked(&self.read);
        if let Some(read) = std::mem::take(&mut *left).upgrade() {
            return read;
        }
        let read = Arc::new(read_again(&self.source, &mut self.memory()));
        if has_next {
            *left = Arc::downgrade(&read);
            runtime::leave(read.clone());
        }
        read
    }

    fn make_index(&self, instance_names: &[String], outside: &Outside) -> Index {
        if !Index::may_hold(&self.source, instance_names) {
            return Index::default();
        }
        let is_linted = locked(&self.found).is_some();
        let read = self.read(!is_linted);
        let document = syntax::read_again(&self.source, &mut self.memory());
        Index::of_programs(&self.source, &document, read.programs(), instance_names, outside)
    }

    /// What the user's editor asks of another text that is much alike, such as one that is completed at the cursor.
    pub fn index_of(&self, source: &Source, instance_names: &[String], company: &Company) -> Index {
        let mut memory = self.memory().clone();
        Index::again(source, instance_names, &company.outside, &mut memory)
    }

    /// Writes suppression comments into it.
    pub fn silencer(&self) -> Silencer<'_> {
        Silencer::of(&self.source, syntax::read_again(&self.source, &mut self.memory()))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        locked(&self.common.memory)
    }

    /// What the text holds for an editor's questions. Takes a parse the first time.
    pub fn index(&self, instance_names: &[String], company: &Arc<Company>) -> Arc<Index> {
        let mut kept = locked(&self.index);
        let is_for = |key: &IndexKey| key.instance_names == instance_names && Arc::ptr_eq(&key.company, company);
        if let Some((_, index)) = kept.as_ref().filter(|(key, _)| is_for(key)) {
            return index.clone();
        }
        let index = Arc::new(self.make_index(instance_names, &company.outside));
        let key = IndexKey { instance_names: instance_names.to_vec(), company: company.clone() };
        *kept = Some((key, index.clone()));
        index
    }

    /// What the last run found; runs `lint` when there was none. Waits for a run that is under way.
    pub fn report(&self, lint: impl FnOnce() -> Linted) -> Arc<Report> {
        let _turn = locked(&self.turn);
        let known = locked(&self.found).as_ref().map(|found| found.report.clone());
        known.unwrap_or_else(|| self.run(lint))
    }

    /// Runs `lint`, but for a run that was begun since somebody asked, which tells the same.
    pub fn lint(&self, asked: Instant, lint: impl FnOnce() -> Linted) -> Linted {
        let _turn = locked(&self.turn);
        let is_new = locked(&self.found).as_ref().is_some_and(|found| found.started >= asked);
        if !is_new {
            self.run(lint);
        }
        let report = locked(&self.found).as_ref().map(|found| found.report.clone()).unwrap_or_default();
        Linted { report, affected: std::mem::take(&mut *locked(&self.common.affected)) }
    }

    fn run(&self, lint: impl FnOnce() -> Linted) -> Arc<Report> {
        let started = Instant::now();
        let Linted { report, affected } = lint();
        locked(&self.common.affected).extend(affected);
        *locked(&self.found) = Some(Found { started, report: report.clone() });
        report
    }

    pub fn places(&self, encoding: Encoding) -> Places<'_> {
        Places { text: &self.source.text, lines: &self.lines, encoding }
    }
}

/// What was given up halfway left nothing half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn apply(text: &mut String, edit: TextDocumentContentChangeEvent, lines: &LineIndex, encoding: Encoding) {
    let Some(range) = edit.range else {
        *text = edit.text;
        return;
    };
    let span = Places { text, lines, encoding }.span(range);
    text.replace_range(span.range(), &edit.text);
}

/// What a document is called, and where it is on disk. Other schemes than these show what the user does not edit (`git:`,
/// `output:`).
fn name_of(uri: &Uri, folders: &[PathBuf]) -> Option<(String, Option<PathBuf>)> {
    let path = || uri.path().decode().to_string_lossy().into_owned();
    match uri.scheme().as_str() {
        "file" => {
            let file = uri.to_file_path()?.into_owned();
            Some((name_in(&file, folders), Some(file)))
        }
        scheme if EDITED.contains(&scheme) => Some((path(), None)),
        _ => None,
    }
}

/// A file is called as it would be by a run of the command line in its folder of the workspace.
pub fn name_in(file: &Path, folders: &[PathBuf]) -> String {
    let inside = folders.iter().filter_map(|folder| file.strip_prefix(folder).ok());
    let shortest = inside.min_by_key(|path| path.as_os_str().len()).unwrap_or(file);
    shortest.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::str::FromStr;
    use std::time::Duration;

    use tower_lsp::ls_types::{Position, Range};

    use super::*;

    fn open(uri: &str, language: &str, text: &str) -> Option<Arc<Snapshot>> {
        let uri = Uri::from_str(uri).ok()?;
        let item = TextDocumentItem::new(uri, language.to_owned(), 1, text.to_owned());
        Snapshot::open(&item, &["/project".into(), "/project/part".into()])
    }

    fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
    }

    #[test]
    fn only_documents_that_the_user_edits_are_taken() {
        let kind = |uri, language| open(uri, language, "").map(|opened| opened.source.kind);
        assert_eq!(kind("file:///a/b.js", "plaintext"), Some(FileKind::JavaScript));
        assert_eq!(kind("file:///a/b.unknown", "html"), Some(FileKind::Html));
        assert_eq!(kind("untitled:Untitled-1", "javascript"), Some(FileKind::JavaScript));
        assert_eq!(kind("untitled:Untitled-1", "plaintext"), None);
        assert_eq!(kind("git:/a/b.js?ref=HEAD", "javascript"), None);
        assert_eq!(kind("output:extension-output", "javascript"), None);
    }

    #[test]
    fn a_file_is_called_as_in_its_folder_of_the_workspace() {
        for (uri, name, file) in [
            ("file:///a/%5Bid%5D%20%C3%A9.js", "/a/[id] é.js", "/a/[id] é.js"),
            ("file:///project/src/a.js", "src/a.js", "/project/src/a.js"),
            ("file:///project/part/a.js", "a.js", "/project/part/a.js"),
        ] {
            let opened = open(uri, "", "").expect("a document of ours");
            assert_eq!((&*opened.source.path, opened.file.as_deref()), (name, Some(file.as_ref())));
        }
    }

    #[test]
    fn edits_are_applied_one_after_the_other_in_every_encoding() {
        for (encoding, column) in [(Encoding::Utf8, 5), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            let edits = vec![edit((1, column), (1, column), "!"), edit((0, 1), (1, 0), "-")];
            let text = open("file:///a.js", "", "a\r\n😀bc")
                .and_then(|before| before.edited(2, edits, encoding))
                .map(|after| after.source.text.to_string());
            assert_eq!(text.as_deref(), Some("a-😀b!c"), "{encoding:?}");
        }
    }

    #[test]
    fn a_change_of_the_whole_text_and_one_beyond_its_end() {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "new".to_owned() };
        let text = open("file:///a.js", "", "old")
            .and_then(|before| before.edited(2, vec![whole, edit((9, 9), (9, 9), " end")], Encoding::Utf16))
            .map(|after| after.source.text.to_string());
        assert_eq!(text.as_deref(), Some("new end"));
    }

    #[test]
    fn one_run_serves_all_who_asked_before_it_began() {
        let opened = open("file:///a.js", "", "x").expect("a document of ours");
        let runs = Cell::new(0);
        let lint = |asked| {
            opened.lint(asked, || {
                runs.set(runs.get() + 1);
                Linted::default()
            })
        };
        let before = Instant::now();
        lint(before);
        lint(before);
        opened.report(|| unreachable!("a run is there"));
        assert_eq!(runs.get(), 1);
        lint(Instant::now() + Duration::from_secs(1));
        assert_eq!(runs.get(), 2);
    }

    #[test]
    fn who_is_affected_is_told_once_whatever_version_has_shown_it() {
        let opened = open("file:///a.js", "", "x").expect("a document of ours");
        opened.report(|| Linted { affected: vec!["b.js".into()], ..Linted::default() });
        let edited = opened.edited(2, Vec::new(), Encoding::Utf16).expect("a later version");
        assert!(opened.is_outdated() && !edited.is_outdated());
        let affected = || edited.lint(Instant::now(), Linted::default).affected;
        assert_eq!(affected(), [PathBuf::from("b.js")]);
        assert_eq!(affected(), [] as [PathBuf; 0]);
    }

    #[test]
    fn an_older_version_is_refused() {
        let opened = open("file:///a.js", "", "x");
        assert!(opened.as_ref().is_some_and(|before| before.edited(0, Vec::new(), Encoding::Utf16).is_none()));
        assert!(opened.is_some_and(|before| before.edited(2, Vec::new(), Encoding::Utf16).is_some()));
    }
}
