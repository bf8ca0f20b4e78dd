use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use tree_sitter::Tree;

use super::Code;
use super::memory::is_remembered;
use super::parse::{Parsed, damage, parse, parse_code};
use super::piece::{Covering, Host, Piece};
use crate::text::Span;

/// How a piece of code runs in its host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A whole file.
    File,
    /// Shares the global scope of its page.
    ClassicScript,
    /// Has a scope of its own, and runs after the page is read.
    ModuleScript,
    /// Shares the scope of its module with the other scripts of a component.
    ComponentScript {
        /// Whether the template of the component sees the names that it declares.
        is_seen: bool,
    },
    /// An expression or a handler in the template of a component.
    Template,
    /// The value of an event handler attribute, or of a `javascript:` address.
    Handler {
        /// In lower case: `onclick`, `href`.
        attribute: String,
    },
}

impl Role {
    /// Whether the code stands in a tag or between tags, where a line of its own is no line of code.
    #[must_use]
    pub fn is_in_markup(&self) -> bool {
        matches!(self, Self::Handler { .. } | Self::Template)
    }
}

/// A piece of code in a host file.
#[derive(Debug)]
pub struct Region<'s> {
    pub role: Role,
    /// In the host.
    pub span: Span,
    pub code: Code<'s>,
    /// Its statements, in order: one part, unless some of it is broken. Offsets are those of [`Code::text`]; [`Code::host`]
    /// translates them.
    pub parts: Vec<Parsed>,
    /// Whether there is no syntax error in it, and it was parsed to its end.
    pub parses: bool,
    /// Whether it is all that runs there: nothing that a server puts in, and no excerpt.
    pub is_whole: bool,
}

impl<'s> Region<'s> {
    /// Parses a piece of a host. `None` when no parser can be had.
    pub(super) fn parse(piece: Piece, host: &Host<'s, '_>) -> Option<Self> {
        let parsed_span = piece.parsed_span();
        let read = |covered: Option<Arc<str>>| {
            let readable = covered.as_deref().unwrap_or(host.text);
            let decoded = piece.has_entities.then(|| Code::decoded(host.text, readable, parsed_span)).flatten();
            let (code, span) = match decoded {
                Some(code) => {
                    let whole = Span::new(0, code.text().len());
                    (code, whole)
                }
                None => (Code::verbatim(host.text, covered), parsed_span),
            };
            let parts = match piece.role {
                Role::Handler { .. } => parse(piece.grammar, code.text(), span).into_iter().collect(),
                _ if is_remembered(&piece.role, &code) => host.memory.parse(piece.grammar, host.text, span),
                _ => parse_code(piece.grammar, code.text(), span),
            };
            Self::new(piece.role.clone(), piece.span, code, parts)
        };
        let Some(covered) = host.covered.clone().filter(|covered| parsed_span.of(covered) != parsed_span.of(host.text))
        else {
            return read(None);
        };
        let mut region = read(Some(covered))?;
        match host.cover {
            Covering::Outside => return Some(region),
            Covering::Guesses if !region.parses => {
                let plain = read(None)?;
                if plain.damage() <= region.damage() {
                    return Some(plain);
                }
            }
            Covering::Guesses | Covering::Islands => {}
        }
        region.is_whole = false;
        Some(region)
    }

    /// The tree that holds what stands at an offset of [`Code::text`].
    #[must_use]
    pub fn tree_at(&self, offset: usize) -> &Tree {
        let next = self.parts.partition_point(|part| part.span.start as usize <= offset);
        &self.parts[next.saturating_sub(1)].tree
    }

    /// Whether the trees hold all of the code. Without it, nothing may be concluded from what the region does not hold.
    #[must_use]
    pub fn confident(&self) -> bool {
        self.parses && self.is_whole
    }

    /// The stretches that do not parse, in the host, in order.
    pub fn wrecks(&self) -> impl Iterator<Item = Span> + '_ {
        self.parts.iter().filter(|part| !part.is_sound()).map(|part| match self.parts.len() {
            1 => self.span,
            _ => self.code.host(part.span.start as usize, part.span.end as usize),
        })
    }

    fn damage(&self) -> usize {
        self.parts.iter().map(|part| damage(&part.tree)).sum()
    }

    /// The comments of the code that hold `marker`, in the host.
    pub(super) fn comments_with(&self, marker: &str) -> Vec<Span> {
        let text = self.code.text();
        let own = self.own();
        memmem::find_iter(&text.as_bytes()[own.clone()], marker.as_bytes())
            .map(|at| own.start + at)
            .filter_map(|at| self.tree_at(at).root_node().descendant_for_byte_range(at, at + marker.len()))
            .filter(|node| matches!(node.kind(), "comment" | "html_comment"))
            .map(|node| self.code.host(node.start_byte(), node.end_byte()))
            .collect()
    }

    /// The part of the code's text that is this region.
    fn own(&self) -> Range<usize> {
        if self.code.is_verbatim() { self.span.range() } else { 0..self.code.text().len() }
    }

    /// `None` without parts.
    fn new(role: Role, span: Span, code: Code<'s>, parts: Vec<Parsed>) -> Option<Self> {
        let parses = parts.iter().all(Parsed::is_sound);
        (!parts.is_empty()).then_some(Self { role, span, code, parts, parses, is_whole: true })
    }
}
