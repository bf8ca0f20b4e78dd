//! Text at a cursor that is still being typed, made whole enough to be understood.

use std::sync::Arc;

use crate::text::{Source, Span};

use super::index::Index;
use super::open_brackets::Open;
use super::slot::Slot;

/// What stands at the cursor where nothing is typed yet: a name that no program has.
const NAME: &str = "_x0";
/// The same behind a minus sign.
const NUMBER: &str = "1";

/// Gives the index of a text.
pub type MakeIndex<'a> = dyn Fn(&Source) -> Arc<Index> + 'a;

/// A text with a cursor in it.
#[derive(Clone, Copy)]
pub struct HalfTyped<'a> {
    pub source: &'a Source,
    pub offset: usize,
}

/// A place that something may be put into.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The part of the text that is replaced.
    pub span: Span,
    pub slot: Slot,
    /// What the file has of the kind already: the other keys of the object; the ids of elements and containers.
    pub names: Vec<String>,
}

/// The text with something put in at the cursor, and its index.
pub(super) struct Completed<'i> {
    pub index: &'i Index,
    pub text: &'i str,
    /// How many bytes were put in.
    inserted: usize,
}

impl HalfTyped<'_> {
    /// What may stand at the cursor. `index` gives the index of a text: of this one, and of it completed.
    #[must_use]
    pub fn blank(&self, index: &MakeIndex<'_>) -> Option<Blank> {
        self.find(index, |completed| {
            let (span, slot) = completed.index.slot_at(self.offset)?;
            let is_whole = completed.index.piece_at(self.offset).is_some_and(|piece| piece.is_whole);
            if slot == Slot::Statement && !is_whole {
                return None;
            }
            let names = completed.names(slot, span);
            let end = (span.end as usize).saturating_sub(completed.inserted).max(self.offset);
            Some(Blank { span: Span::new(span.start as usize, end), slot, names })
        })
    }

    pub(super) fn find<T>(&self, index: &MakeIndex<'_>, look: impl Fn(&Completed<'_>) -> Option<T>) -> Option<T> {
        let text = &*self.source.text;
        let word = placeholder(text, self.offset);
        let mut code = Span::new(0, text.len());
        for attempt in [Attempt::AsItIs, Attempt::Word, Attempt::Quote, Attempt::Line, Attempt::Code] {
            let Some(completed) = self.complete(attempt, word, code) else { continue };
            let source = Source { text: completed.as_str().into(), ..self.source.clone() };
            let found = index(&source);
            let inserted = if attempt == Attempt::AsItIs { 0 } else { word.len() };
            if let Some(it) = look(&Completed { index: &found, text: &completed, inserted }) {
                return Some(it);
            }
            let Some(piece) = found.piece_at(self.offset) else { continue };
            if piece.is_whole && attempt != Attempt::AsItIs {
                return None;
            }
            let behind = completed.len() - piece.span.end as usize;
            code = Span::new(piece.span.start as usize, text.len() - behind);
        }
        None
    }

    /// The text as an attempt would have it; `None` where it would be none. `code` is the piece of code that the cursor is in.
    fn complete(&self, attempt: Attempt, word: &str, code: Span) -> Option<String> {
        let text = &*self.source.text;
        let (before, after) = (text.get(..self.offset)?, text.get(self.offset..)?);
        let rest = text.get(self.offset..code.end as usize)?;
        let line = rest.split(['\n', '\r']).next().unwrap_or("");
        let (in_word, behind) = after.split_at(word_length(line));
        let mut open = Open::default();
        open.read(text.get(line_start(text, self.offset).max(code.start as usize)..self.offset)?);
        let quote = open.quote.filter(|quote| !line.contains(*quote)).map(String::from);
        match attempt {
            Attempt::AsItIs => Some(text.to_owned()).filter(|_| word.is_empty() || open.quote.is_some()),
            // A string that its line does not close is closed first, unless it may go on below.
            Attempt::Word if quote.as_deref().is_some_and(|quote| quote != "`") => None,
            Attempt::Word => Some(format!("{before}{word}{after}")).filter(|_| !word.is_empty()),
            Attempt::Quote => Some(format!("{before}{word}{in_word}{}{behind}", quote?)),
            Attempt::Line | Attempt::Code => {
                let closed = if attempt == Attempt::Line { line } else { rest };
                if attempt == Attempt::Code {
                    open = Open::default();
                    open.read(text.get(code.start as usize..self.offset)?);
                }
                let quote = quote.unwrap_or_default();
                let (on, below) = behind.split_at(closed.len() - in_word.len());
                open.read(in_word);
                open.read(&quote);
                open.read(on);
                let brackets = open.closing();
                let is_open = !brackets.is_empty();
                is_open.then(|| format!("{before}{word}{in_word}{quote}{on}{brackets}{below}"))
            }
        }
    }
}

impl Completed<'_> {
    fn names(&self, slot: Slot, at: Span) -> Vec<String> {
        let (index, text) = (self.index, self.text);
        let name = |span: Span| span.of(text).to_owned();
        match slot {
            Slot::OptionKey(_) => {
                let keys = index.option_keys_at(at.start as usize).iter().copied();
                keys.filter(|key| *key != at).map(name).collect()
            }
            Slot::Container => {
                let containers = index.slots().iter().filter(|(span, known)| *known == slot && *span != at);
                let elements = index.element_ids.iter().map(|(id, _)| id.clone());
                elements.chain(containers.map(|(span, _)| name(*span))).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What is tried, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    AsItIs,
    /// With a word where there is none.
    Word,
    /// And the string closed that the cursor is in.
    Quote,
    /// And at the end of the line the brackets closed that are open there.
    Line,
    /// The same at the end of the code.
    Code,
}

/// What is put in at the cursor: nothing where it touches a word.
fn placeholder(text: &str, offset: usize) -> &'static str {
    let before = text.get(..offset).and_then(|before| before.chars().next_back());
    let after = text.get(offset..).and_then(|after| after.chars().next());
    match before {
        Some('-') if after.is_none_or(|after| !after.is_ascii_digit()) => NUMBER,
        _ if [before, after].into_iter().flatten().any(is_part_of_word) => "",
        _ => NAME,
    }
}

fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

fn word_length(text: &str) -> usize {
    text.find(|character| !is_part_of_word(character)).unwrap_or(text.len())
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
}
