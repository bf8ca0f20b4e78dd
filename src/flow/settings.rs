//! Settings of transfers, and whether they come before the transfer or after it.

use crate::facts::{ExprId, ExprKind, Name};
use crate::sdk::semantics::{self, KEYED_SETTINGS};

use super::interpreter::Interpreter;
use super::state::State;
use super::value::Value;

/// A path remembers so many settings, the first ones, and so many transfers, the last ones.
const MAX_SETTINGS: usize = 32;
const MAX_TRANSFERS: usize = 8;

/// A setting that a path has come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The assignment or the call.
    pub at: ExprId,
    /// `WebTwain.HTTPPort`
    pub path: &'static str,
    /// What tells it from others of the same path.
    key: Option<Value>,
    /// The last transfer before it in the same turn, when nothing has set the same before.
    pub after: Option<ExprId>,
}

/// A transfer that was started.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Transfer {
    call: ExprId,
    method: Name,
    turn: u32,
}

impl Interpreter<'_> {
    /// A call of an instance's method may be a transfer, or a setting for those to come.
    pub(super) fn note_transfer(&self, call: ExprId, callee: ExprId, values: &[Value], mut state: State) -> State {
        let (Some(instance), ExprKind::Member { property, .. }) =
            (self.model.receiver(callee), self.model.facts.kind(callee))
        else {
            return state;
        };
        if semantics::is_transfer(self.model.facts.names.text(*property)) {
            let transfer = Transfer { call, method: *property, turn: state.turn };
            let transfers = state.instance_mut(instance).transfers.to_mut();
            transfers.retain(|known| known.call != call);
            if transfers.len() >= MAX_TRANSFERS {
                transfers.remove(0);
            }
            transfers.push(transfer);
        }
        self.note_setting(call, callee, values.first(), &mut state);
        state
    }

    /// A call of a method on a part of an instance: `DWObject.Addon.PDF.Write.Setup(…)`.
    pub(super) fn set_by_part(&self, call: ExprId, callee: ExprId, arguments: &[ExprId], mut state: State) -> State {
        if !arguments.is_empty() {
            self.note_setting(call, callee, None, &mut state);
        }
        state
    }

    pub(super) fn note_setting(&self, at: ExprId, member: ExprId, key: Option<&Value>, state: &mut State) {
        let ExprKind::Member { property, .. } = self.model.facts.kind(member) else { return };
        let name = self.model.facts.names.text(*property);
        if !semantics::may_be_setting(name) {
            return;
        }
        let Some(access) = self.model.access(member) else { return };
        let Some(instance) = access.instance else { return };
        let path = format!("{}.{name}", access.on.name());
        let Some((path, group)) = semantics::transfer_settings(&path) else { return };
        let turn = state.turn;
        let key = key.filter(|_| KEYED_SETTINGS.contains(&path)).cloned();
        let settings = state.instance(instance).map_or(&[][..], |known| &known.settings);
        if settings.len() >= MAX_SETTINGS || settings.iter().any(|setting| setting.at == at) {
            return;
        }
        let known = state.instance_mut(instance);
        let is_set_before = known.settings.iter().any(|setting| {
            (setting.path == path && setting.key == key) || semantics::cleared_by(path) == Some(setting.path)
        });
        let is_earlier =
            |transfer: &&Transfer| transfer.turn == turn && group.are_for(self.model.facts.names.text(transfer.method));
        let earlier = known.transfers.iter().rev().find(is_earlier).map(|transfer| transfer.call);
        known.settings.to_mut().push(Setting { at, path, key, after: earlier.filter(|_| !is_set_before) });
    }
}
