//! What the editor shows under the mouse: an error code of the SDK, or the rule that a suppression comment names.

use tower_lsp::ls_types::{Hover, HoverContents, Position};

use super::markup::markup;
use super::targets::{Target, is_plain_word};
use super::view::View;
use crate::rules::{self, Rule};
use crate::sdk::{codes, describe};

/// What is known of the thing at the position; `None` for all that is not ours to explain.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let snapshot = &view.snapshot;
    let places = view.places();
    let offset = places.offset(position);
    if is_plain_word(&snapshot.source.text, offset) {
        return None;
    }
    let (span, target) = snapshot.targets().at(offset)?;
    let markdown = match target {
        Target::Rule(rule) => rule_markdown(rule),
        Target::Code(value) => {
            describe::code_markdown(&codes::lookup(value)?, &|rule| rules::find(rule).map(Rule::url))
        }
    };
    let content = markup(markdown, &view.setup.client.hover_format);
    Some(Hover { contents: HoverContents::Markup(content), range: Some(places.range(span)) })
}

fn rule_markdown(rule: &Rule) -> String {
    let (category, severity) = (rule.category.name(), rule.severity.name());
    format!("**{}** ({category}, {severity})\n\n{}.\n\n[Documentation]({})", rule.id, rule.summary, rule.url())
}
