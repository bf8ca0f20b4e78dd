//! Callbacks for a scan that has none.

use crate::facts::ExprKind;
use crate::flow::Operation;
use crate::report::Edit;
use crate::text::Span;

use super::Context;

/// Adds callbacks, as code, behind the configuration of a scan; `None` where the call has other arguments, which may be callbacks.
pub(super) fn add_callbacks(context: &Context<'_>, scan: &Operation, callbacks: &str) -> Option<Edit> {
    let position = context.meaning(scan)?.configuration?;
    let arguments = context.arguments(scan);
    let is_literal = |&argument| matches!(context.model.facts.kind(argument), ExprKind::Object(_));
    let call = context.span(scan.expr);
    let before_end = context.text(call).strip_suffix(')')?.trim_end();
    if arguments.len() > position + 1 || !arguments.iter().all(is_literal) || before_end.ends_with(',') {
        return None;
    }
    let comma = if arguments.is_empty() { "" } else { ", " };
    let end = call.start as usize + before_end.len();
    Some(Edit { span: Span::new(end, end), text: format!("{comma}{callbacks}") })
}
