use std::sync::LazyLock;

use memchr::memmem;
use rustc_hash::FxHashMap;
use streaming_iterator::StreamingIterator;
use tree_sitter::{Query, QueryCursor, Tree};

use super::Grammar;
use super::parse::parse;
use crate::text::Span;

const REGIONS: &str = include_str!("../../queries/html/regions.scm");

/// The vocabulary of `queries/html/regions.scm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capture {
    Tag,
    AttributeName,
    AttributeValue,
    Raw,
    Comment,
}

impl Capture {
    const ALL: [(&'static str, Self); 5] = [
        ("tag", Self::Tag),
        ("attribute.name", Self::AttributeName),
        ("attribute.value", Self::AttributeValue),
        ("raw", Self::Raw),
        ("comment", Self::Comment),
    ];

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|&(known, _)| known == name).map(|(_, capture)| capture)
    }
}

/// A page as a flat list, in document order.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Start and end tags.
    pub tags: Vec<Tag>,
    pub comments: Vec<Span>,
    /// Whether there is something that the grammar could not read.
    pub broken: bool,
}

#[derive(Debug)]
pub(super) struct Tag {
    pub name: Span,
    pub attributes: Vec<Attribute>,
    /// The text inside of a `<script>` or `<style>`.
    pub raw: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub name: Span,
    /// Without its quotes; `None` when there is no value, or an empty one.
    pub value: Option<Span>,
}

impl Page {
    /// For each tag, from it to the end tag of its element; where there is none, the tag alone.
    pub(super) fn elements(&self, text: &str) -> Vec<Span> {
        let mut elements: Vec<Span> = self.tags.iter().map(|tag| tag.name.cover(tag.last_part())).collect();
        let mut open: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, tag) in self.tags.iter().enumerate().filter(|(_, tag)| !tag.is_element(text)) {
            let starts = open.entry(tag.name.of(text)).or_default();
            if !tag.is_end(text) {
                starts.push(at);
            } else if let Some(start) = starts.pop() {
                elements[start] = elements[start].cover(tag.name);
            }
        }
        elements
    }

    /// Reads the part of a page at `span`.
    pub(super) fn read(host: &str, span: Span) -> Self {
        match parse(Grammar::Html, host, span) {
            Some(parsed) if parsed.complete => Self::of_tree(&parsed.tree, host),
            _ => Self { comments: comments_by_text(host, span), broken: true, ..Self::default() },
        }
    }

    fn of_tree(tree: &Tree, host: &str) -> Self {
        static QUERY: LazyLock<(Query, Vec<Option<Capture>>)> = LazyLock::new(|| {
            let query = Query::new(&Grammar::Html.language(), REGIONS).expect("a test compiles the query");
            let captures = query.capture_names().iter().map(|name| Capture::of_name(name)).collect();
            (query, captures)
        });
        let (query, captures) = &*QUERY;
        let root = tree.root_node();
        let mut page = Self { broken: root.has_error(), ..Self::default() };
        let mut cursor = QueryCursor::new();
        let mut found = cursor.captures(query, root, host.as_bytes());
        while let Some((found, index)) = found.next() {
            let Some(capture) = found.captures().get(*index) else { continue };
            let Some(kind) = captures.get(capture.index as usize).copied().flatten() else { continue };
            page.add(kind, Span::new(capture.node.start_byte(), capture.node.end_byte()));
        }
        page
    }

    fn add(&mut self, capture: Capture, span: Span) {
        let tag = self.tags.last_mut();
        match capture {
            Capture::Tag => self.tags.push(Tag { name: span, attributes: Vec::new(), raw: None }),
            Capture::Comment => self.comments.push(span),
            Capture::Raw => {
                if let Some(tag) = tag {
                    tag.raw = Some(span);
                }
            }
            Capture::AttributeName => {
                if let Some(tag) = tag {
                    tag.attributes.push(Attribute { name: span, value: None });
                }
            }
            Capture::AttributeValue => {
                if let Some(attribute) = tag.and_then(|tag| tag.attributes.last_mut()) {
                    attribute.value = Some(span);
                }
            }
        }
    }
}

/// For a page that could not be parsed: what is commented out must still not be taken for code.
fn comments_by_text(host: &str, span: Span) -> Vec<Span> {
    let (open, close) = (memmem::Finder::new("<!--"), memmem::Finder::new("-->"));
    let text = span.of(host).as_bytes();
    let mut comments = Vec::new();
    let mut done = 0;
    while let Some(start) = open.find(&text[done..]).map(|at| done + at) {
        done = close.find(&text[start..]).map_or(text.len(), |at| start + at + "-->".len());
        comments.push(Span::new(span.start as usize + start, span.start as usize + done));
    }
    comments
}

/// Elements of HTML that have no end tag.
const VOID_ELEMENTS: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl Tag {
    pub(super) fn is(&self, name: &str, host: &str) -> bool {
        self.name.of(host).eq_ignore_ascii_case(name)
    }

    pub(super) fn is_end(&self, host: &str) -> bool {
        host[..self.name.start as usize].ends_with('/')
    }

    /// Its name or its last attribute, without the quotes.
    pub(super) fn last_part(&self) -> Span {
        self.attributes.last().map_or(self.name, |attribute| attribute.value.unwrap_or(attribute.name))
    }

    /// Whether a start tag is a whole element.
    pub(super) fn is_element(&self, host: &str) -> bool {
        let rest = host[self.last_part().end as usize..].trim_start_matches(['"', '\'']);
        VOID_ELEMENTS.iter().any(|name| self.is(name, host)) || rest.trim_start().starts_with("/>")
    }

    /// The first attribute of that name, as in browsers.
    pub(super) fn attribute(&self, name: &str, host: &str) -> Option<Attribute> {
        self.attributes.iter().copied().find(|attribute| attribute.name.of(host).eq_ignore_ascii_case(name))
    }
}

impl Attribute {
    /// The value with its entities decoded; empty when there is none.
    pub(super) fn text<'s>(self, host: &'s str) -> std::borrow::Cow<'s, str> {
        htmlize::unescape_attribute(self.value.map_or("", |value| value.of(host)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_and_the_vocabulary_are_the_same() {
        let query = Query::new(&Grammar::Html.language(), REGIONS).expect("compiles");
        let mut in_query = query.capture_names().to_vec();
        let mut known: Vec<_> = Capture::ALL.into_iter().map(|(name, _)| name).collect();
        in_query.sort_unstable();
        known.sort_unstable();
        assert_eq!(in_query, known);
    }
}
