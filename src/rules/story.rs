//! What happened to a source, told in order.

use crate::flow::{Event, EventKind};
use crate::report::Label;

/// What an event is called in a story; `None` when it is no part of one.
pub(super) fn story_line(kind: EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Select => Some("the source is selected here"),
        EventKind::Open => Some("the source is opened here"),
        EventKind::Acquire => Some("the scan is started here"),
        EventKind::Disable => Some("the source is disabled here"),
        EventKind::Close => Some("the source is closed here"),
        EventKind::DisableAfterAcquire | EventKind::EarlyUse | EventKind::Failed => None,
    }
}

/// The related places of a finding.
pub(super) fn story<'e>(events: impl IntoIterator<Item = &'e Event>) -> Vec<Label> {
    let told = |event: &Event| Some(Label { span: event.span, message: story_line(event.kind)?.to_owned() });
    events.into_iter().filter_map(told).collect()
}
