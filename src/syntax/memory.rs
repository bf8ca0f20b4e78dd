use std::sync::Arc;

use tree_sitter::{InputEdit, Point, Tree};

use super::chunks::{self, Known};
use super::document::{self, Document};
use super::parse::{self, Parsed};
use super::{Code, Grammar, Region, Role};
use crate::text::{Source, Span};

/// The trees of the scripts in earlier versions of a file, which make parsing the next one quick. Only of scripts without
/// syntax errors: how an error is recovered from depends on what was parsed before.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    scripts: Vec<Script>,
}

#[derive(Clone, Debug)]
struct Script {
    /// The whole file, as it was.
    text: Arc<str>,
    span: Span,
    grammar: Grammar,
    tree: Tree,
}

/// The same as [`read`](super::read), quicker where the memory holds trees of a text that is much alike.
#[must_use]
pub fn read_again<'s>(source: &'s Source, memory: &mut Memory) -> Document<'s> {
    if parse::has_lone_returns(&source.text) {
        return document::read(source);
    }
    let document = document::read_kind(source.kind, &source.text, &source.text, memory);
    let scripts = document.regions.iter().filter_map(|region| memory.script(region, &source.text));
    memory.scripts = scripts.collect();
    document
}

impl Memory {
    /// Parses a script, by what is new in it where something is remembered that helps.
    pub(super) fn parse(&self, grammar: Grammar, text: &str, span: Span) -> Vec<Parsed> {
        self.parse_new(grammar, text, span).unwrap_or_else(|| parse::parse_code(grammar, text, span))
    }

    fn parse_new(&self, grammar: Grammar, text: &str, span: Span) -> Option<Vec<Parsed>> {
        let (script, edit) = self.find(text, span.start).filter(|(script, _)| script.grammar == grammar)?;
        let mut tree = script.tree.clone();
        edit.iter().for_each(|edit| tree.edit(edit));
        let parsed = parse::parse_again(grammar, text, span, &tree)?;
        if parsed.is_sound() {
            return Some(vec![parsed]);
        }
        let edit = edit?;
        let changed = Span::new(edit.start_byte, edit.new_end_byte);
        let end = moved(script.span.end, &edit).unwrap_or(changed.start);
        let known = Known::new(&tree, end, changed);
        chunks::parse(grammar, text, span, Some(&known))
            .or_else(|| Some(vec![parse::parse_broken(grammar, text, span)?]))
    }

    /// The script that began where now `start` is, and what is new in the file.
    fn find(&self, text: &str, start: u32) -> Option<(&Script, Option<InputEdit>)> {
        self.scripts.iter().find_map(|script| {
            let edit = difference(&script.text, text);
            let now = edit.map_or(Some(script.span.start), |edit| moved(script.span.start, &edit));
            (now == Some(start)).then_some((script, edit))
        })
    }

    /// What to remember of a region: of one that is broken, what was remembered.
    fn script(&self, region: &Region<'_>, text: &Arc<str>) -> Option<Script> {
        if !is_remembered(&region.role, &region.code) {
            return None;
        }
        match region.parts.as_slice() {
            [only] if only.is_sound() => {
                let (grammar, tree) = (only.grammar, only.tree.clone());
                Some(Script { text: text.clone(), span: region.span, grammar, tree })
            }
            _ => self.find(text, region.span.start).map(|(script, _)| script.clone()),
        }
    }
}

/// Only of what may be long, and stands in the file as it is.
pub(super) fn is_remembered(role: &Role, code: &Code<'_>) -> bool {
    !role.is_in_markup() && code.is_host()
}

/// Where an offset is after an edit; `None` when it was replaced.
fn moved(offset: u32, edit: &InputEdit) -> Option<u32> {
    match offset as usize {
        before if before <= edit.start_byte => Some(offset),
        after if after >= edit.old_end_byte => u32::try_from(after - edit.old_end_byte + edit.new_end_byte).ok(),
        _ => None,
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
