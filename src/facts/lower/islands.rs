//! Islands of a server's page, where the code shows them: as names, and in strings.

use tree_sitter::Node;

use super::{Lowering, strings};
use crate::facts::{ExprId, ExprKind};
use crate::syntax::COVER;

impl<'t> Lowering<'_, 't> {
    /// What the host has at a node, when an island is in it.
    pub(super) fn island(&self, node: Node<'_>) -> Option<&'t str> {
        self.code.island(node.start_byte(), node.end_byte())
    }

    /// A string or a piece of a template with islands in it: of its value, the start and the end are known. What stands between
    /// two islands may be left out with them.
    pub(super) fn around_islands(&mut self, node: Node<'t>, unescaped: &str) -> Option<(String, ExprId, String)> {
        self.island(node)?;
        let (start, end) = (unescaped.find(COVER)?, unescaped.rfind(COVER)? + COVER.len_utf8());
        let range = node.byte_range();
        let text = self.code.text().get(range.clone())?;
        let (first, last) = (range.start + text.find(COVER)?, range.start + text.rfind(COVER)? + COVER.len_utf8());
        let name = self.facts.names.intern(self.code.island(first, last)?);
        let hole = self.facts.add_expr(self.code.host(first, last), ExprKind::Name(name));
        Some((unescaped[..start].to_owned(), hole, unescaped[end..].to_owned()))
    }

    /// A member whose name the server puts in.
    pub(super) fn unknown_member(&mut self, node: Node<'t>, object: ExprId, property: Node<'t>) -> ExprId {
        let index = self.name_expr(property);
        self.leaf(node, ExprKind::Index { object, index })
    }

    pub(super) fn string(&mut self, node: Node<'t>) -> ExprId {
        let text = strings::unquote(self.text(node));
        let kind = match self.around_islands(node, &text) {
            Some((before, hole, after)) => {
                ExprKind::Template { texts: [before.into(), after.into()].into(), holes: [hole].into() }
            }
            None => ExprKind::String(text.into()),
        };
        self.leaf(node, kind)
    }
}
