//! Types that JSDoc comments declare: `@type {WebTwain}`, `@param {WebTwain} scanner`.

use tree_sitter::Node;

use super::Lowering;
use crate::facts::{ExprKind, Pattern, TypeRef};

/// A comment stands before the statement that a function is in: so far out.
const MAX_STEPS: usize = 4;

impl<'t> Lowering<'_, 't> {
    /// Keeps the types of the parameters of a function that is lowered from a node.
    pub(super) fn annotate_documented(&mut self, parameters: &[Pattern], node: Node<'t>) {
        let Some(comment) = self.doc_comment(node) else { return };
        for parameter in parameters {
            let Pattern::Target(target) = *parameter else { continue };
            let ExprKind::Name(name) = *self.facts.kind(target) else { continue };
            let of = type_of_parameter(comment, self.facts.names.text(name)).and_then(|of| self.documented(of));
            if let Some(of) = of {
                self.facts.annotations.entry(target).or_insert(of);
            }
        }
    }

    /// The type that the comment before a declaration gives it.
    pub(super) fn documented_type(&mut self, node: Node<'t>) -> Option<TypeRef> {
        let comment = self.doc_comment(node)?;
        self.documented(in_braces(comment.split_once("@type")?.1)?)
    }

    /// The comment before a node, or before what begins with it.
    fn doc_comment(&self, node: Node<'t>) -> Option<&'t str> {
        if !self.has_documented_types {
            return None;
        }
        let mut node = node;
        for _ in 0..MAX_STEPS {
            let before = node.prev_sibling();
            if let Some(comment) = before.filter(|before| before.kind() == "comment") {
                let text = self.code.host(comment.start_byte(), comment.end_byte()).of(self.code.host_text());
                return Some(text).filter(|text| text.starts_with("/**"));
            }
            let parent = node.parent()?;
            let is_around = matches!(
                parent.kind(),
                "variable_declarator"
                    | "lexical_declaration"
                    | "variable_declaration"
                    | "export_statement"
                    | "assignment_expression"
                    | "expression_statement"
                    | "pair"
                    | "field_definition"
            );
            node = Some(parent).filter(|_| is_around)?;
        }
        None
    }

    /// One name, but for `null` and `undefined`, with the signs of JSDoc.
    fn documented(&mut self, text: &str) -> Option<TypeRef> {
        let mut parts = text
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '!' | '(' | '='))
            .split('|')
            .map(str::trim)
            .filter(|part| !matches!(*part, "null" | "undefined"));
        let (first, second) = (parts.next()?, parts.next());
        let is_type = first.starts_with(|c: char| c.is_alphabetic()) && !first.contains(['<', '*', ' ', '[']);
        let path = Some(first).filter(|_| is_type && second.is_none())?;
        Some(TypeRef { path: self.facts.names.intern(path), arguments: [].into() })
    }
}

fn in_braces(text: &str) -> Option<&str> {
    text.trim_start().strip_prefix('{')?.split_once('}').map(|(inner, _)| inner)
}

fn type_of_parameter<'c>(comment: &'c str, name: &str) -> Option<&'c str> {
    comment.split("@param").skip(1).find_map(|text| {
        let (_, rest) = text.split_once('}')?;
        let named = rest.trim_start().trim_start_matches('[');
        let end = named.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(named.len());
        (&named[..end] == name && !named[end..].starts_with('.')).then(|| in_braces(text)).flatten()
    })
}

/// Whether a text may declare types so: looking for comments costs time.
pub(super) fn may_document_types(text: &str) -> bool {
    let has = |words: &str| memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some();
    has("/**") && (has("@type") || has("@param"))
}
