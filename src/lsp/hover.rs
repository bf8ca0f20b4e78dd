//! What the editor shows under the mouse: an error code of the SDK, or the rule that a suppression comment names.

use tower_lsp::ls_types::{Hover, HoverContents, Position};

use super::markup::markup;
use super::session::View;
use crate::facts;
use crate::model::codes::code_literals;
use crate::rules::{self, Rule};
use crate::sdk::{codes, describe};
use crate::settle;
use crate::syntax::{self, Document};
use crate::text::Span;

/// What is known of the thing at the position; `None` for all that is not ours to explain.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let text = &*view.snapshot.source.text;
    let (may_have_codes, may_have_rules) = (syntax::mentions_sdk(text), text.contains(settle::MARKER));
    if !may_have_codes && !may_have_rules {
        return None;
    }
    let places = view.snapshot.places(view.client.encoding);
    let offset = places.offset(position);
    let document = syntax::read(&view.snapshot.source);
    let rule = rule_in_comment(&document, text, offset);
    let (span, markdown) = rule.or_else(|| error_code(&document, offset).filter(|_| may_have_codes))?;
    let content = markup(markdown, &view.client.hover_format);
    Some(Hover { contents: HoverContents::Markup(content), range: Some(places.range(span)) })
}

fn error_code(document: &Document<'_>, offset: usize) -> Option<(Span, String)> {
    let facts = facts::lower(document);
    let literal = code_literals(&facts).into_iter().find(|literal| literal.span.touches(offset))?;
    let found = codes::lookup(literal.value)?;
    Some((literal.span, describe::code_markdown(&found, &|rule| rules::find(rule).map(Rule::url))))
}

fn rule_in_comment(document: &Document<'_>, text: &str, offset: usize) -> Option<(Span, String)> {
    let suppressions = settle::parse(text, &document.comments_with(settle::MARKER));
    let mut names = suppressions.into_iter().flat_map(|suppression| suppression.rules);
    let name = names.find(|name| name.span.touches(offset))?;
    let rule = rules::find(&name.name)?;
    Some((name.span, rule_markdown(rule)))
}

fn rule_markdown(rule: &Rule) -> String {
    let (category, severity) = (rule.category.name(), rule.severity.name());
    format!("**{}** ({category}, {severity})\n\n{}.\n\n[Documentation]({})", rule.id, rule.summary, rule.url())
}
