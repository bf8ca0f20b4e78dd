use memchr::memmem;

use super::component;
use super::markdown;
use super::page;
use super::piece::{Host, Piece};
use super::{Grammar, Memory, Region, Role};
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
    /// What a component's template sees; `None` in other files.
    pub template: Option<TemplateScope>,
    /// The fences of a Markdown file: each is read alone, and a program of its own.
    pub excerpts: Vec<Document<'s>>,
    host: &'s str,
}

/// What the expressions of a template see besides the names of the component's scripts.
#[derive(Clone, Debug, Default)]
pub struct TemplateScope {
    /// Names that the template itself declares, each with where it is seen: the items of lists, what a slot is given.
    pub locals: Vec<(String, Span)>,
    /// Whether any other name is a member of the component.
    pub sees_members: bool,
    pub elements: Vec<TemplateElement>,
}

/// A tag of a template that gives another component values: `<scan-view :unit="d"/>`.
#[derive(Clone, Debug)]
pub struct TemplateElement {
    /// As scripts spell it: `ScanView`.
    pub component: String,
    pub name: Span,
    /// The properties, as scripts spell them, and the regions with their values.
    pub properties: Vec<(String, Span)>,
}

/// Finds the code of a file and parses it. Never fails: what cannot be read gives a region that is not confident.
#[must_use]
pub fn read(source: &Source) -> Document<'_> {
    read_kind(source.kind, &source.text, &source.text, &Memory::default())
}

/// Reads what is `shown` of a host: the text up to some place, with blanks for what does not belong to it.
pub(super) fn read_kind<'s>(kind: FileKind, host: &'s str, shown: &str, memory: &Memory) -> Document<'s> {
    match kind {
        FileKind::JavaScript => read_script_file(host, Grammar::JavaScript, memory),
        FileKind::TypeScript => read_script_file(host, Grammar::TypeScript, memory),
        FileKind::Tsx => read_script_file(host, Grammar::Tsx, memory),
        FileKind::Html => page::read(host, shown, None, memory),
        FileKind::Template(template) => page::read(host, shown, Some(template), memory),
        FileKind::Vue => component::read_vue(host, shown, memory),
        FileKind::Svelte => component::read_svelte(host, shown, memory),
        FileKind::Markdown => markdown::read(host),
    }
}

fn read_script_file<'s>(text: &'s str, grammar: Grammar, memory: &Memory) -> Document<'s> {
    let mut document = Document { host: text, ..Document::default() };
    document.parse(vec![Piece::code(Role::File, grammar, Span::new(0, text.len()))], &Host::plain(text, memory));
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

    pub(super) fn parse(&mut self, pieces: Vec<Piece>, host: &Host<'s, '_>) {
        self.regions.extend(pieces.into_iter().filter_map(|piece| Region::parse(piece, host)));
    }

    /// Its own, and those of its excerpts.
    pub fn all_regions(&self) -> impl Iterator<Item = &Region<'s>> {
        self.regions.iter().chain(self.excerpts.iter().flat_map(|excerpt| &excerpt.regions))
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
        comments.extend(self.excerpts.iter().flat_map(|excerpt| excerpt.comments_with(marker)));
        comments.sort_unstable();
        comments.dedup();
        comments
    }
}
