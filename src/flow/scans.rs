//! How scans end: whether the source is closed where one has failed, and where it has not.

use crate::facts::{ExprId, ExprKind};
use crate::model::{InstanceId, Model};
use crate::sdk::semantics::{RELEASES, SourceEffect};
use crate::text::Span;

use super::calls::may_touch_instances;
use super::interpreter::Interpreter;
use super::operation::Release;
use super::state::{EventKind, InstanceState, State};

/// The end of a path that has scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScanEnd {
    pub instance: InstanceId,
    /// The call that started the last scan of the path.
    pub scan: Span,
    pub has_failed: bool,
    /// Where the source was closed after the scan had been started.
    pub closed: Option<Span>,
    /// Whether code out of sight may have closed it.
    pub may_be_closed: bool,
}

impl Interpreter<'_> {
    /// Remembers what has become of the scans of a path that is over.
    pub(super) fn note_end(&mut self, state: &State) {
        for (id, instance) in state.instances.iter() {
            if let Some(end) = end_of(*id, instance) {
                self.scan_ends.note(end);
            }
        }
    }

    /// Remembers a call that ends instances, where one of them still scans.
    pub(super) fn note_release(&mut self, call: ExprId, state: &State) {
        for chain in state.pending.iter() {
            if let Some(scan) = &chain.completion
                && scan.meaning.source == Some(SourceEffect::Acquire)
            {
                self.releases.note(Release { call, instance: scan.instance, scan: scan.span });
            }
        }
    }
}

impl Interpreter<'_> {
    /// Whether code that handles a failure calls a function of the page's own that is not seen, and may do more than tell of it.
    pub(super) fn calls_out(&self, code: Span) -> bool {
        let outward = self.outward_calls.get_or_init(|| outward_calls(self.model));
        let from = outward.partition_point(|call| call.start < code.start);
        outward[from..].iter().take_while(|call| call.start < code.end).any(|&call| code.contains(call))
    }
}

/// The calls of functions of the page's own that are not seen, sorted by place.
fn outward_calls(model: &Model<'_>) -> Vec<Span> {
    let facts = model.facts;
    let goes_out = |callee: ExprId| match facts.kind(callee) {
        ExprKind::Name(name) => may_touch_instances(model, callee, facts.names.text(*name)),
        _ => false,
    };
    let calls = model.scopes.calls.iter().filter(|(call, _)| match facts.kind(*call) {
        ExprKind::Call { callee, .. } => goes_out(*callee),
        _ => false,
    });
    let mut spans: Vec<Span> = calls.map(|(call, _)| facts.span(*call)).collect();
    spans.sort_unstable();
    spans
}

/// Whether a call ends an instance, or all of them.
pub(super) fn is_release(model: &Model<'_>, callee: ExprId) -> bool {
    let access = model.access(callee).filter(|access| access.instance.is_none());
    access.is_some_and(|access| RELEASES.contains(&model.facts.names.text(access.name)))
}

fn end_of(id: InstanceId, instance: &InstanceState) -> Option<ScanEnd> {
    let at = instance.events.iter().rposition(|event| event.kind == EventKind::Acquire)?;
    let (scan, after) = (instance.events[at].span, &instance.events[at + 1..]);
    let closed = after.iter().find(|event| event.kind == EventKind::Close).map(|event| event.span);
    let has_failed = after.iter().any(|event| event.kind == EventKind::Failed && event.span == scan);
    Some(ScanEnd { instance: id, scan, has_failed, closed, may_be_closed: instance.may_be_closed })
}
