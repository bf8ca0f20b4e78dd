use std::sync::Arc;

use tree_sitter::{InputEdit, Point, Tree};

use super::chunks::{self, Known};
use super::document::{self, Document};
use super::parse::{self, Parsed};
use super::{Grammar, Region};
use crate::text::{FileKind, Source, Span};

/// The tree of an earlier version of a file, which makes parsing the next one quick. Only of files that are one piece of
/// code, and only of a version without syntax errors: how an error is recovered from depends on what was parsed before.
#[derive(Debug, Default)]
pub struct Memory {
    last: Option<Last>,
}

#[derive(Debug)]
struct Last {
    text: Arc<str>,
    grammar: Grammar,
    tree: Tree,
}

/// The same as [`read`](super::read), quicker where the memory holds a tree of a text that is much alike.
#[must_use]
pub fn read_again<'s>(source: &'s Source, memory: &mut Memory) -> Document<'s> {
    match grammar_of(source.kind) {
        Some(grammar) if !parse::has_lone_returns(&source.text) => read_script(source, grammar, memory),
        _ => document::read(source),
    }
}

fn grammar_of(kind: FileKind) -> Option<Grammar> {
    match kind {
        FileKind::JavaScript => Some(Grammar::JavaScript),
        FileKind::TypeScript => Some(Grammar::TypeScript),
        FileKind::Tsx => Some(Grammar::Tsx),
        _ => None,
    }
}

fn read_script<'s>(source: &'s Source, grammar: Grammar, memory: &mut Memory) -> Document<'s> {
    let text = &source.text;
    let whole = Span::new(0, text.len());
    let parts = memory.parse(grammar, text).unwrap_or_else(|| parse::parse_code(grammar, text, whole));
    if let [only] = parts.as_slice()
        && only.grammar == grammar
        && only.is_sound()
    {
        memory.last = Some(Last { text: text.clone(), grammar, tree: only.tree.clone() });
    }
    let mut document = Document::new(text);
    document.regions.extend(Region::of_file(text, parts));
    document
}

impl Memory {
    /// Parses a text by what is new in it. `None` when nothing is remembered that would help.
    fn parse(&self, grammar: Grammar, text: &str) -> Option<Vec<Parsed>> {
        let last = self.last.as_ref().filter(|last| last.grammar == grammar)?;
        let mut tree = last.tree.clone();
        let edit = difference(&last.text, text);
        edit.iter().for_each(|edit| tree.edit(edit));
        let parsed = parse::parse_again(grammar, text, &tree)?;
        if parsed.is_sound() {
            return Some(vec![parsed]);
        }
        let changed = edit.map(|edit| Span::new(edit.start_byte, edit.new_end_byte))?;
        let whole = Span::new(0, text.len());
        chunks::parse(grammar, text, whole, Some(&Known::new(&tree, changed)))
            .or_else(|| Some(vec![parse::parse_broken(grammar, text, whole)?]))
    }
}

/// The one stretch that has to be replaced to make one text of the other; `None` when they are the same.
fn difference(before: &str, after: &str) -> Option<InputEdit> {
    let (before, after) = (before.as_bytes(), after.as_bytes());
    if before == after {
        return None;
    }
    let start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let ends = before[start..].iter().rev().zip(after[start..].iter().rev());
    let kept = ends.take_while(|(one, other)| one == other).count();
    Some(InputEdit {
        start_byte: start,
        old_end_byte: before.len() - kept,
        new_end_byte: after.len() - kept,
        start_position: Point::default(),
        old_end_position: Point::default(),
        new_end_position: Point::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(before: &str, after: &str) -> Option<(usize, usize, usize)> {
        difference(before, after).map(|edit| (edit.start_byte, edit.old_end_byte, edit.new_end_byte))
    }

    #[test]
    fn the_difference_is_one_stretch() {
        for (before, after, expected) in [
            ("same", "same", None),
            ("", "new", Some((0, 0, 3))),
            ("ab", "axb", Some((1, 1, 2))),
            ("axb", "ab", Some((1, 2, 1))),
            ("aa", "aaa", Some((2, 2, 3))),
            ("one two three", "one 2 three", Some((4, 7, 5))),
        ] {
            assert_eq!(edit(before, after), expected, "{before} to {after}");
        }
    }
}
