//! A text that is parsed again with the help of an earlier version's tree has the tree that it has when it is parsed alone.

mod support;

use std::sync::Arc;

use dwt_lint::syntax::{Document, Memory, read, read_again};
use dwt_lint::text::{FileKind, Source, char_boundary};
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

/// Every node, with its place.
fn nodes(document: &Document<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for region in &document.regions {
        all.push(format!("{:?} {:?} {} {}", region.grammar, region.span, region.confident, region.parses));
        let mut cursor = region.tree.walk();
        let mut has_more = true;
        while has_more {
            let node = cursor.node();
            all.push(format!(
                "{} {:?} {:?} {}",
                node.kind(),
                cursor.field_name(),
                node.byte_range(),
                node.is_missing()
            ));
            has_more = cursor.goto_first_child() || cursor.goto_next_sibling();
            while !has_more && cursor.goto_parent() {
                has_more = cursor.goto_next_sibling();
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn the_tree_is_the_same(file in any::<Index>(), changes in changes()) {
        let scripts = scripts();
        let mut source = file.get(&scripts).clone();
        let mut memory = Memory::default();
        let mut texts = vec![source.text.clone()];
        for change in &changes {
            texts.push(Arc::from(changed(texts.last().expect("a text"), change)));
        }
        // Back again, as an editor's undo.
        texts.extend(texts.clone().into_iter().rev());
        for text in texts {
            source.text = text;
            prop_assert_eq!(nodes(&read_again(&source, &mut memory)), nodes(&read(&source)), "{}", &source.text);
        }
    }
}
