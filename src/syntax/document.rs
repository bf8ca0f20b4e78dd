use memchr::memmem;

use super::page;
use super::piece::{Host, Piece};
use super::{Grammar, Region, Role};
use crate::text::{FileKind, Source, Span};

/// A host file: the code in it, and what its markup says that code depends on.
#[derive(Debug, Default)]
pub struct Document<'s> {
    /// In document order.
    pub regions: Vec<Region<'s>>,
    /// The `src` of every `<script>` that is JavaScript, in document order.
    pub script_sources: Vec<(String, Span)>,
    /// The `id` of every element, in document order.
    pub element_ids: Vec<(String, Span)>,
    pub html_comments: Vec<Span>,
    /// What a server takes out of the page and puts something else in place of, in document order.
    pub islands: Vec<Span>,
    host: &'s str,
}

/// Finds the code of a file and parses it. Never fails: what cannot be read gives a region that is not confident.
#[must_use]
pub fn read(source: &Source) -> Document<'_> {
    let text = &*source.text;
    match source.kind {
        FileKind::JavaScript => read_script_file(text, Grammar::JavaScript),
        FileKind::TypeScript => read_script_file(text, Grammar::TypeScript),
        FileKind::Tsx => read_script_file(text, Grammar::Tsx),
        FileKind::Html => page::read(text, None),
        FileKind::Template(template) => page::read(text, Some(template)),
        FileKind::Vue | FileKind::Svelte | FileKind::Markdown => page::read(text, None),
    }
}

fn read_script_file(text: &str, grammar: Grammar) -> Document<'_> {
    let mut document = Document { host: text, ..Document::default() };
    document.parse(vec![Piece::code(Role::File, grammar, Span::new(0, text.len()))], &Host::plain(text));
    document
}

/// The [`Document::script_sources`] of a page alone: no code is parsed for them.
#[must_use]
pub fn script_sources(source: &Source) -> Vec<String> {
    let sources = match source.kind {
        FileKind::Html => page::script_sources(&source.text, None),
        FileKind::Template(template) => page::script_sources(&source.text, Some(template)),
        _ => Vec::new(),
    };
    sources.into_iter().map(|(address, _)| address).collect()
}

impl<'s> Document<'s> {
    pub(super) fn new(host: &'s str) -> Self {
        Self { host, ..Self::default() }
    }

    pub(super) fn parse(&mut self, pieces: Vec<Piece>, host: &Host<'s>) {
        self.regions.extend(pieces.into_iter().filter_map(|piece| Region::parse(piece, host)));
    }

    /// The comments that hold `marker`, of the markup and of the code, in order of place. Costs nothing to speak of in a file
    /// that does not hold it.
    #[must_use]
    pub fn comments_with(&self, marker: &str) -> Vec<Span> {
        let mut comments: Vec<Span> = self.regions.iter().flat_map(|region| region.comments_with(marker)).collect();
        let in_markup = self.html_comments.iter().copied();
        comments.extend(
            in_markup.filter(|comment| memmem::find(comment.of(self.host).as_bytes(), marker.as_bytes()).is_some()),
        );
        comments.sort_unstable();
        comments.dedup();
        comments
    }
}
