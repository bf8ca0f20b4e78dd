//! A text that is parsed again with the help of an earlier version's tree says what it says when it is parsed alone.

mod support;

use std::sync::Arc;

use dwt_lint::facts;
use dwt_lint::syntax::{Document, Memory, read, read_again};
use dwt_lint::text::{FileKind, Source, Template, char_boundary};
use proptest::prelude::*;
use proptest::sample::Index;
use support::{rule_examples, sources_below};

/// What people and programs put into code: much of it breaks the code for as long as the next edit is not made.
const PIECES: &[&str] = &[
    "",
    "x",
    " ",
    "\n",
    "\r\n",
    "\r",
    ";",
    "{",
    "}",
    "(",
    ")",
    "`",
    "'",
    "/",
    "/* */",
    "//",
    "é😀",
    "<!--",
    "d.HTTPPort = 80;\n",
    "if (d) { d.CloseSource(); }\n",
    "async () => await ",
    "class A { #b = 1; }\n",
    "let a: number = 1;",
    "<b>{c}</b>",
    "?.",
    "\\u0041",
    "<script>",
    "</script>",
];

/// Replaces so many bytes, about, from there on.
type Change = (Index, usize, &'static str);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let length = prop_oneof![3 => Just(0usize), 3 => 1..4usize, 1 => 4..60usize];
    proptest::collection::vec((any::<Index>(), length, proptest::sample::select(PIECES)), 1..12)
}

fn changed(text: &str, (place, length, piece): &Change) -> String {
    let start = char_boundary(text, place.index(text.len() + 1));
    let end = char_boundary(text, start + length).max(start);
    format!("{}{piece}{}", &text[..start], &text[end..])
}

fn scripts() -> Vec<Source> {
    let all = sources_below("tests/silence").into_iter().chain(sources_below("examples")).chain(rule_examples());
    let is_script = |kind| matches!(kind, FileKind::JavaScript | FileKind::TypeScript | FileKind::Tsx);
    all.filter(|source| is_script(source.kind)).collect()
}

/// Scripts, also long ones, and pages and components that hold them.
fn files() -> Vec<Source> {
    let scripts = scripts();
    let long: Vec<Source> = scripts.chunks(12).map(joined).collect();
    let in_host = |source: &Source| {
        let (name, kind, head) = match source.path.len() % 3 {
            0 => ("a.html", FileKind::Html, "<p onclick=\"d.x(&quot;\"></p>\n<script>let first = 1;</script>\n"),
            1 => ("a.vue", FileKind::Vue, "<template><p @click=\"d.x()\"/></template>\n"),
            _ => ("a.php", FileKind::Template(Template::Php), "<script>let first = <?= $x ?>;</script>\n"),
        };
        Source::new(name, kind, &format!("{head}<script>\n{}</script>\n<p>", source.text))
    };
    let hosts: Vec<Source> = scripts.iter().chain(&long).step_by(3).map(in_host).collect();
    scripts.into_iter().chain(long).chain(hosts).collect()
}

/// One file of many: where it is broken, most of it is not.
fn joined(sources: &[Source]) -> Source {
    let texts: Vec<&str> = sources.iter().map(|source| &*source.text).collect();
    Source::new(&sources[0].path, sources[0].kind, &texts.join("\n"))
}

/// All that is read off the trees.
fn content(document: &Document<'_>) -> String {
    let regions: Vec<_> =
        document.regions.iter().map(|region| (region.span, region.confident(), region.parses)).collect();
    format!("{regions:?} {:?} {:?}", document.comments_with("error"), facts::programs(document))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn the_code_is_the_same(file in any::<Index>(), changes in changes()) {
        let files = files();
        let mut source = file.get(&files).clone();
        let mut memory = Memory::default();
        let mut texts = vec![source.text.clone()];
        for change in &changes {
            texts.push(Arc::from(changed(texts.last().expect("a text"), change)));
        }
        // Back again, as an editor's undo.
        texts.extend(texts.clone().into_iter().rev());
        for text in texts {
            source.text = text;
            prop_assert_eq!(content(&read_again(&source, &mut memory)), content(&read(&source)), "{}", &source.text);
        }
    }
}
