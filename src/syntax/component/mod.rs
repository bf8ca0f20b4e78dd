//! Components of Vue and Svelte: scripts that are one module, and a template with expressions that see it.

mod svelte;
mod vue;

use std::sync::Arc;

use super::html::{Page, Tag};
use super::piece::{Covering, Host, Piece};
use super::script_type::ScriptType;
use super::{Document, Grammar, Memory, Role, TemplateScope};
use crate::text::Span;

pub(super) use svelte::read as read_svelte;
pub(super) use vue::read as read_vue;

/// A component that is being read.
struct Component<'t> {
    text: &'t str,
    /// Of its scripts.
    grammar: Grammar,
    pieces: Vec<Piece>,
    scope: TemplateScope,
}

impl<'t> Component<'t> {
    /// Begins with the scripts; `is_seen` tells those whose names the template sees.
    fn with_scripts(text: &'t str, readable: &str, page: &Page, is_seen: fn(&Tag, &str) -> bool) -> Self {
        let mut component =
            Self { text, grammar: Grammar::JavaScript, pieces: Vec::new(), scope: TemplateScope::default() };
        for tag in page.tags.iter().filter(|tag| tag.is("script", readable)) {
            let Some(body) = tag.raw.filter(|body| !body.of(text).trim().is_empty()) else { continue };
            let Some(grammar) = script_grammar(tag, readable) else { continue };
            if grammar != Grammar::JavaScript {
                component.grammar = grammar;
            }
            let role = Role::ComponentScript { is_seen: is_seen(tag, readable) };
            component.pieces.push(Piece::code(role, grammar, body));
        }
        component
    }

    /// Adds a handler: statements in an attribute.
    fn add_statements(&mut self, span: Span) {
        if !span.of(self.text).trim().is_empty() {
            self.pieces.push(Piece { grammar: self.template_grammar(), ..Piece::attribute(Role::Template, span) });
        }
    }

    /// Adds an expression between two bytes that are no part of it.
    fn add_expression(&mut self, span: Span, has_entities: bool) {
        let bytes = self.text.as_bytes();
        let before = (span.start as usize).checked_sub(1).and_then(|at| bytes.get(at));
        let has_room = [before, bytes.get(span.end as usize)].into_iter().all(|it| it.is_some_and(u8::is_ascii));
        if has_room && !span.of(self.text).trim().is_empty() {
            let code = Piece::code(Role::Template, self.template_grammar(), span);
            self.pieces.push(Piece { has_entities, is_expression: true, ..code });
        }
    }

    /// A template has no JSX in it, in which `<T>x` would be none of TypeScript.
    fn template_grammar(&self) -> Grammar {
        if self.grammar == Grammar::Tsx { Grammar::TypeScript } else { self.grammar }
    }

    /// Adds the names that a part of the template declares; they are seen within `scope`.
    fn add_locals(&mut self, text: &str, scope: Span) {
        self.scope.locals.extend(declared(text).map(|word| (word.to_owned(), scope)));
    }

    /// Parses what was found, which is a part of `host`.
    fn finish<'s>(self, page: Page, host: &'s str, memory: &Memory) -> Document<'s> {
        let mut document = Document::new(host);
        document.html_comments = page.comments;
        document.template = Some(self.scope);
        let covered = with_brackets(self.text, &self.pieces);
        let host = Host { text: host, memory, covered: Some(covered), cover: Covering::Outside };
        document.parse(self.pieces, &host);
        document.regions.sort_by_key(|region| region.span);
        document
    }
}

/// The words of a pattern, but for the keys in its braces: `{ unit: mine, list }` declares `mine` and `list`.
fn declared(pattern: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut braces = 0_usize;
    let mut rest = pattern;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find(is_part)?;
            for mark in rest[..start].chars() {
                match mark {
                    '{' => braces += 1,
                    '}' => braces = braces.saturating_sub(1),
                    _ => {}
                }
            }
            let (word, after) =
                rest[start..].split_at(rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start));
            rest = after;
            let is_key = braces > 0 && after.trim_start().starts_with(':');
            if !is_key && !word.starts_with(char::is_numeric) {
                return Some(word);
            }
        }
    })
}

/// The host with brackets around its expressions, so that one that begins with a brace is no block.
fn with_brackets(text: &str, pieces: &[Piece]) -> Arc<str> {
    let mut bytes = text.as_bytes().to_vec();
    for Span { start, end } in pieces.iter().filter(|piece| piece.is_expression).map(|piece| piece.span) {
        bytes[start as usize - 1] = b'(';
        bytes[end as usize] = b')';
    }
    String::from_utf8(bytes).map_or_else(|_| text.into(), Arc::from)
}

/// `None` for a language that is not read.
fn script_grammar(tag: &Tag, text: &str) -> Option<Grammar> {
    let value = |name| tag.attribute(name, text).map(|attribute| attribute.text(text).to_ascii_lowercase());
    match value("lang").as_deref() {
        None | Some("") => {
            (ScriptType::of(value("type").as_deref(), None) != ScriptType::Other).then_some(Grammar::JavaScript)
        }
        Some("js" | "javascript" | "jsx") => Some(Grammar::JavaScript),
        Some("ts" | "typescript") => Some(Grammar::TypeScript),
        Some("tsx") => Some(Grammar::Tsx),
        Some(_) => None,
    }
}
