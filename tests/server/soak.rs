//! Thousands of random edits, openings, closings and questions, over files that run together: after each burst, what was
//! published is what a fresh run over the same texts finds. `DWT_LINT_SOAK` says how many; `DWT_LINT_SEED` repeats a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dwt_lint::lint::{Files, Member, Read, Together, lint, may_concern, read};
use dwt_lint::program::Alias;
use dwt_lint::report::{Finding, Report};
use dwt_lint::settings::Settings;
use dwt_lint::text::{Encoding, FileKind, LineColumn, LineIndex, Source};
use serde_json::{Value, json};

use crate::client::Client;

const BURST: usize = 25;
/// What the protocol calls an answer that would be of a text that has changed.
const CONTENT_MODIFIED: i64 = -32801;
/// In a build without optimisations a few seconds' worth.
const USUAL: usize = 1_500;

/// What documents begin with; each names another.
const STARTS: [(&str, &str); 5] = [
    (
        "page.html",
        "<div id=\"box\"></div>\r\n<script src=\"scan.js\"></script>\r\n<script>\r\nvar unit = Dynamsoft.DWT.GetWebTwain('box');\r\n</script>\r\n",
    ),
    ("scan.js", "function scan() {\r\n  unit.RegisterEvent('onpostload', f); // 😀 Dynamsoft\r\n}\r\n"),
    ("made.js", "export const made = Dynamsoft.DWT.GetWebTwain('b');\nmade.IfSSL = true; /* é */\n"),
    (
        "used.js",
        "import { made } from './made';\nmade.HTTPPort = 80; // Dynamsoft\nmade.HTTPUpload('u', [0], 7, 0, ok, no);\n",
    ),
    ("alone.ts", "const DWObject = Dynamsoft.DWT.GetWebTwain('c');\n\nDWObject.AcquireImage();\n"),
];

/// What is typed.
const PIECES: [&str; 22] = [
    "\n",
    "\r\n",
    "😀",
    "é",
    "{",
    "}",
    "'",
    "\"",
    "(",
    ");",
    "// ",
    "/* ",
    " */",
    "<script>",
    "</script>",
    "DWObject.AcquireImage();",
    "unit.RegisterEvent('OnPostTransfers', f);",
    "made.IfSSL = true; made.HTTPPort = 80;",
    "if (unit.ErrorCode == -2003) {}",
    "DWObject.Print();",
    " // dwt-lint-disable-line no-such-rule -- é\r\n",
    "import { made } from './made';\n",
];

#[test]
fn what_is_published_is_what_a_fresh_run_finds() {
    let number = |name: &str, usual: usize| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(usual);
    let (steps, seed) = (number("DWT_LINT_SOAK", USUAL), number("DWT_LINT_SEED", 7));
    for (encoding, units) in [("utf-16", Encoding::Utf16), ("utf-8", Encoding::Utf8)] {
        let mut soak = Soak::new(seed as u64, encoding, units);
        for burst in 0..steps / BURST / 2 {
            (0..BURST).for_each(|_| soak.step());
            soak.compare(&format!("{encoding}, seed {seed}, burst {burst}"));
        }
        soak.end();
    }
}

struct Soak {
    client: Client,
    folder: tempfile::TempDir,
    random: Random,
    encoding: Encoding,
    open: BTreeMap<&'static str, (i32, String)>,
    shown: BTreeMap<String, Vec<String>>,
    /// Each with whether the server may say that the text has changed meanwhile.
    asked: Vec<(i64, bool)>,
}

impl Soak {
    fn new(seed: u64, encoding: &str, units: Encoding) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let capabilities = json!({ "general": { "positionEncodings": [encoding] } });
        let root = format!("file://{}", folder.path().display());
        let (client, _) = Client::initialized(json!({ "capabilities": capabilities, "rootUri": root }));
        let (open, shown, asked) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { client, folder, random: Random(seed), encoding: units, open, shown, asked }
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    fn step(&mut self) {
        let (name, start) = STARTS[self.random.below(STARTS.len())];
        let uri = self.uri(name);
        if !self.open.contains_key(name) {
            let language = if name.ends_with("html") { "html" } else { "javascript" };
            self.client.open(&uri, language, start);
            self.open.insert(name, (1, start.to_owned()));
            return;
        }
        match self.random.below(20) {
            0 => {
                self.client.close(&uri);
                self.open.remove(name);
            }
            1 => self.edit(name, None, start),
            2..=4 => self.ask(name),
            _ => {
                let text = &self.open[name].1;
                let from = self.random.place(text);
                let to = if self.random.below(3) == 0 { from + self.random.below(12) } else { from };
                let to = (to.min(text.len())..=text.len()).find(|&at| is_place(text, at)).unwrap_or(from);
                let piece = PIECES[self.random.below(PIECES.len())];
                self.edit(name, Some((from, to)), piece);
            }
        }
    }

    fn edit(&mut self, name: &'static str, range: Option<(usize, usize)>, piece: &str) {
        let uri = self.uri(name);
        let (version, text) = self.open.get_mut(name).expect("it is open");
        *version += 1;
        let edit = match range {
            None => json!({ "text": piece }),
            Some((from, to)) => {
                let (start, end) = (place(text, from, self.encoding), place(text, to, self.encoding));
                json!({ "range": { "start": start, "end": end }, "text": piece })
            }
        };
        match range {
            None => *text = piece.to_owned(),
            Some((from, to)) => text.replace_range(from..to, piece),
        }
        self.client.change(&uri, *version, json!([edit]));
    }

    fn ask(&mut self, name: &str) {
        let text = &self.open[name].1;
        let position = place(text, self.random.place(text), self.encoding);
        let document = json!({ "uri": self.uri(name) });
        let at = json!({ "textDocument": document, "position": position });
        let (method, params) = match self.random.below(6) {
            0 => ("textDocument/hover", at),
            1 => ("textDocument/completion", at),
            2 => ("textDocument/signatureHelp", at),
            3 => ("textDocument/definition", at),
            4 => ("textDocument/documentSymbol", json!({ "textDocument": document })),
            _ => {
                let range = json!({ "start": position, "end": position });
                let context = json!({ "diagnostics": [] });
                ("textDocument/codeAction", json!({ "textDocument": document, "range": range, "context": context }))
            }
        };
        let may_be_given_up = matches!(method, "textDocument/documentSymbol" | "textDocument/codeAction");
        self.asked.push((self.client.ask(method, params), may_be_given_up));
    }

    /// Waits until what is shown of every file is right, and every question was answered.
    fn compare(&mut self, when: &str) {
        for (asked, may_be_given_up) in std::mem::take(&mut self.asked) {
            let answer = self.client.answer_to(asked);
            let is_given_up = may_be_given_up && answer["error"]["code"] == CONTENT_MODIFIED;
            assert!(answer["error"].is_null() || is_given_up, "{when}: {answer}");
        }
        let expected = self.expected();
        while self.shown != expected {
            let what = format!("{when}: {:#?}\n is shown of {:#?}, not {expected:#?}", self.shown, self.open);
            let is_published = |it: &Value| it["method"] == "textDocument/publishDiagnostics";
            let published = self.client.wait_for(&what, is_published);
            let params = &published["params"];
            let name = params["uri"].as_str().expect("a URI").rsplit('/').next().expect("a name").to_owned();
            let diagnostics = params["diagnostics"].as_array().expect("a list");
            let shown: Vec<String> = diagnostics.iter().map(line_of_the_server).collect();
            if shown.is_empty() {
                self.shown.remove(&name);
            } else {
                self.shown.insert(name, shown);
            }
        }
    }

    /// What the command line would find if all texts were saved.
    fn expected(&self) -> BTreeMap<String, Vec<String>> {
        let settings = Settings::default();
        let files = OpenFiles { folder: self.folder.path(), open: &self.open };
        let all: Vec<(PathBuf, Source)> = self.open.keys().filter_map(|name| files.source(name)).collect();
        let mut found: BTreeMap<PathBuf, (Source, Report)> = BTreeMap::new();
        let mut linked = Vec::new();
        for (path, source) in all.iter().filter(|(_, source)| may_concern(&source.text, &settings)) {
            found.insert(path.clone(), (source.clone(), lint(source, &settings)));
            let read = Arc::new(read(source));
            if !read.links.is_empty() {
                linked.push(Member { path: path.clone(), read, settings: settings.clone() });
            }
        }
        let together = Together::of(linked, &files, &|_, _| Some(settings.clone()));
        for (at, member) in together.members.iter().enumerate() {
            let report = together.lint(at).expect("no defect");
            found.insert(member.path.clone(), (member.read.source.clone(), report));
        }
        let lines = |(source, report): (Source, Report)| -> Vec<String> {
            report.findings.iter().map(|finding| line_of_the_run(&source, finding, self.encoding)).collect()
        };
        let found = found.into_iter().map(|(path, it)| (name_of(&path), lines(it)));
        found.filter(|(_, lines)| !lines.is_empty()).collect()
    }

    fn end(mut self) {
        for name in std::mem::take(&mut self.open).into_keys() {
            let uri = self.uri(name);
            self.client.close(&uri);
        }
        self.compare("at the end");
        self.client.shut_down();
        assert_eq!(self.client.exit(), Some(0));
    }
}

/// The open documents as if they were saved.
struct OpenFiles<'a> {
    folder: &'a Path,
    open: &'a BTreeMap<&'static str, (i32, String)>,
}

impl OpenFiles<'_> {
    fn source(&self, name: &str) -> Option<(PathBuf, Source)> {
        let (_, text) = self.open.get(name)?;
        let path = self.folder.join(name);
        let source = Source::new(&path.to_string_lossy(), FileKind::of_path(name)?, text);
        Some((path, source))
    }
}

impl Files for OpenFiles<'_> {
    fn is_file(&self, path: &Path) -> bool {
        self.source(&name_of(path)).is_some_and(|(known, _)| known == path)
    }

    fn read(&self, path: &Path, is_wanted: fn(&Source) -> bool) -> Option<Arc<Read>> {
        let (_, source) = self.source(&name_of(path)).filter(|(known, _)| known == path)?;
        is_wanted(&source).then(|| Arc::new(read(&source)))
    }

    fn aliases(&self, _: &Path) -> Vec<Alias> {
        Vec::new()
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

fn place(text: &str, offset: usize, encoding: Encoding) -> Value {
    let LineColumn { line, column } = LineIndex::new(text).place(text, offset, encoding);
    json!({ "line": line, "character": column })
}

fn line_of_the_run(source: &Source, finding: &Finding, encoding: Encoding) -> String {
    let at = |offset: u32| place(&source.text, offset as usize, encoding);
    let message = match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    };
    format!("{}-{} {}: {message}", at(finding.span.start), at(finding.span.end), finding.rule)
}

fn line_of_the_server(diagnostic: &Value) -> String {
    let text = |key: &str| diagnostic[key].as_str().unwrap_or_default().to_owned();
    let range = &diagnostic["range"];
    let place = |place: &Value| json!({ "line": place["line"], "character": place["character"] });
    format!("{}-{} {}: {}", place(&range["start"]), place(&range["end"]), text("code"), text("message"))
}

/// Good enough to choose by, and the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|&at| is_place(text, at)).unwrap_or(0)
    }
}

/// The start of a character, or the end; the protocol has no position inside of a line end.
fn is_place(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && !(text[..at].ends_with('\r') && text[at..].starts_with('\n'))
}
