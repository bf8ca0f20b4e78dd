use std::ops::Range;

use memchr::memmem;
use tree_sitter::Tree;

use super::parse::{Parsed, parse, parse_code};
use super::{Code, Grammar};
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
    /// The value of an event handler attribute, or of a `javascript:` address.
    Handler {
        /// In lower case: `onclick`, `href`.
        attribute: String,
    },
}

/// A piece of code in a host file.
#[derive(Debug)]
pub struct Region<'s> {
    pub role: Role,
    /// In the host.
    pub span: Span,
    pub grammar: Grammar,
    pub code: Code<'s>,
    /// Its offsets are those of [`Code::text`]; [`Code::host`] translates them.
    pub tree: Tree,
    /// Whether the tree holds all of the code: no syntax error, and parsed to its end. Without it, nothing may be
    /// concluded from what the region does not hold.
    pub confident: bool,
}

impl<'s> Region<'s> {
    /// Code that stands in the host as it is.
    pub(super) fn verbatim(role: Role, grammar: Grammar, host: &'s str, span: Span) -> Option<Self> {
        let parsed = match role {
            Role::Handler { .. } => parse(grammar, host, span)?,
            _ => parse_code(grammar, host, span)?,
        };
        Some(Self::new(role, span, Code::verbatim(host), parsed))
    }

    /// The value of an attribute, entities and all.
    pub(super) fn attribute_value(role: Role, host: &'s str, span: Span) -> Option<Self> {
        let Some(code) = Code::decoded(host, span) else {
            return Self::verbatim(role, Grammar::JavaScript, host, span);
        };
        let parsed = parse(Grammar::JavaScript, code.text(), Span::new(0, code.text().len()))?;
        Some(Self::new(role, span, code, parsed))
    }

    /// The comments of the code that hold `marker`, in the host.
    pub(super) fn comments_with(&self, marker: &str) -> Vec<Span> {
        let (text, root) = (self.code.text(), self.tree.root_node());
        let own = self.own();
        memmem::find_iter(&text.as_bytes()[own.clone()], marker.as_bytes())
            .map(|at| own.start + at)
            .filter_map(|at| root.descendant_for_byte_range(at, at + marker.len()))
            .filter(|node| matches!(node.kind(), "comment" | "html_comment"))
            .map(|node| self.code.host(node.start_byte(), node.end_byte()))
            .collect()
    }

    /// The part of the code's text that is this region.
    fn own(&self) -> Range<usize> {
        if self.code.is_verbatim() { self.span.range() } else { 0..self.code.text().len() }
    }

    fn new(role: Role, span: Span, code: Code<'s>, parsed: Parsed) -> Self {
        let confident = parsed.complete && !parsed.tree.root_node().has_error();
        Self { role, span, grammar: parsed.grammar, code, tree: parsed.tree, confident }
    }
}
