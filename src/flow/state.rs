use std::sync::Arc;

use crate::facts::{ExprId, Name};
use crate::model::{BindingId, InstanceId};
use crate::sdk::semantics::Member;
use crate::text::Span;

use super::chains::Chain;
use super::images::Images;
use super::settings::{Setting, Transfer};
use super::shared::Shared;
use super::symbols::Symbol;
use super::value::Value;

/// A path that has met more conditions remembers no further ones.
const MAX_ASSUMPTIONS: usize = 128;
/// Of what happened to a source, a path remembers the last so many things.
const MAX_EVENTS: usize = 64;

/// What is known at one point of one path. Cheap to clone: a change copies only what changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub(super) locals: Shared<(BindingId, Value)>,
    /// What conditions on the path have said of unknown values.
    pub(super) assumptions: Shared<(Symbol, bool)>,
    /// Unknown values that a condition has found equal to a constant.
    pub(super) equal: Shared<(Symbol, Value)>,
    pub(super) instances: Shared<(InstanceId, Arc<InstanceState>)>,
    pub(super) pending: Shared<Arc<Chain>>,
    /// Counts the turns of the event loop on this path: what runs in a later turn runs after all of an earlier one.
    pub(super) turn: u32,
}

/// What is known of one instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceState {
    pub source: SourceState,
    /// Created on this path, so that what was not set has its default.
    pub is_new: bool,
    pub(super) properties: Shared<(Name, PropertyValue)>,
    /// Properties that code out of sight may have set.
    pub(super) is_blurred: bool,
    /// What happened to the source on this path, oldest first.
    pub events: Shared<Event>,
    /// The last call on the instance, when it has not ended at once.
    pub unanswered: Option<Span>,
    /// Code out of sight has run since the last scan was started, and may have closed the source.
    pub(super) may_be_closed: bool,
    pub images: Images,
    /// The settings of transfers that the path has come to, in order, each place once.
    pub settings: Shared<Setting>,
    pub(super) transfers: Shared<Transfer>,
}

/// Where the TWAIN source stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceState {
    #[default]
    Unknown,
    ManagerClosed,
    ManagerOpen,
    Selected,
    /// After a call of which the documentation does not say which of the two.
    SelectedOrOpen,
    Open,
    Acquiring,
}

/// The value that code gave to a property of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyValue {
    pub value: Value,
    /// The assignment.
    pub write: ExprId,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PropertyState<'a> {
    Set(&'a PropertyValue),
    /// The instance was created on this path, and nothing has set it.
    Default,
    Unknown,
}

/// A call that goes on while the code does.
#[derive(Clone, Copy, Debug)]
pub struct Unfinished {
    pub span: Span,
    pub meaning: &'static Member,
}

/// Something that happened to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: EventKind,
    pub span: Span,
    pub turn: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    Select,
    Open,
    Acquire,
    Disable,
    Close,
    /// `IfDisableSourceAfterAcquire` was turned on.
    DisableAfterAcquire,
    /// A member that belongs to the open source was used while it was closed.
    EarlyUse,
    /// The scan of the call at this place has failed.
    Failed,
}

impl InstanceState {
    #[must_use]
    pub fn property(&self, name: Name) -> PropertyState<'_> {
        match self.properties.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => PropertyState::Set(value),
            None if self.is_new && !self.is_blurred => PropertyState::Default,
            None => PropertyState::Unknown,
        }
    }

    pub(super) fn set_property(&mut self, name: Name, value: PropertyValue) {
        let properties = self.properties.to_mut();
        properties.retain(|(known, _)| *known != name);
        properties.push((name, value));
    }

    /// Code out of sight has run: whatever it may have changed is unknown.
    pub(super) fn blur(&mut self) {
        self.properties = Shared::default();
        self.is_blurred = true;
        self.source = SourceState::Unknown;
        self.unanswered = None;
        self.may_be_closed = true;
        self.images.blur();
    }

    pub(super) fn push(&mut self, kind: EventKind, span: Span, turn: u32) {
        let event = Event { kind, span, turn };
        // A loop must not make the history longer each time round.
        let events = self.events.to_mut();
        events.retain(|known| (known.kind, known.span) != (kind, span));
        if events.len() >= MAX_EVENTS {
            events.remove(0);
        }
        events.push(event);
    }

    fn join(&self, other: &Self) -> Self {
        Self {
            source: if self.source == other.source { self.source } else { SourceState::Unknown },
            is_new: self.is_new && other.is_new,
            properties: self.properties.in_both(&other.properties),
            is_blurred: true,
            events: self.events.in_both(&other.events),
            unanswered: if self.unanswered == other.unanswered { self.unanswered } else { None },
            may_be_closed: self.may_be_closed || other.may_be_closed,
            images: self.images.join(&other.images),
            settings: self.settings.in_both(&other.settings),
            transfers: self.transfers.in_both(&other.transfers),
        }
    }
}

impl State {
    /// What is known of an instance; nothing when the path has not touched it.
    #[must_use]
    pub fn instance(&self, id: InstanceId) -> Option<&InstanceState> {
        self.instances.iter().find(|(known, _)| *known == id).map(|(_, state)| &**state)
    }

    /// The calls on an instance that have not ended yet on this path, in the order in which they were made.
    pub fn unfinished(&self, id: InstanceId) -> impl Iterator<Item = Unfinished> {
        let calls = self.pending.iter().filter_map(|chain| chain.completion.as_ref());
        let own = calls.filter(move |call| call.instance == id);
        own.map(|call| Unfinished { span: call.span, meaning: call.meaning })
    }

    pub(super) fn instance_mut(&mut self, id: InstanceId) -> &mut InstanceState {
        let instances = self.instances.to_mut();
        let at = match instances.iter().position(|(known, _)| *known == id) {
            Some(at) => at,
            None => {
                instances.push((id, Arc::default()));
                instances.len() - 1
            }
        };
        Arc::make_mut(&mut instances[at].1)
    }

    pub(super) fn blur_instances(&mut self) {
        if self.instances.is_empty() {
            return;
        }
        for (_, instance) in self.instances.to_mut() {
            Arc::make_mut(instance).blur();
        }
    }

    /// Code out of sight may have closed the sources.
    pub(super) fn doubt_open_sources(&mut self) {
        for (_, instance) in self.instances.to_mut() {
            Arc::make_mut(instance).may_be_closed = true;
        }
    }

    /// Any other code may have run on the instances.
    pub(super) fn forget_instances(&mut self) {
        if self.instances.is_empty() {
            return;
        }
        for (_, instance) in self.instances.to_mut() {
            let mut blank = InstanceState::default();
            blank.blur();
            *instance = Arc::new(blank);
        }
    }

    pub(super) fn local(&self, binding: BindingId) -> Option<&Value> {
        self.locals.iter().find(|(known, _)| *known == binding).map(|(_, value)| value)
    }

    pub(super) fn set_local(&mut self, binding: BindingId, value: Value) {
        let locals = self.locals.to_mut();
        match locals.iter_mut().find(|(known, _)| *known == binding) {
            Some((_, old)) => *old = value,
            None => locals.push((binding, value)),
        }
    }

    pub(super) fn forget_local(&mut self, binding: BindingId) {
        self.locals.retain(|(known, _)| *known != binding);
    }

    /// What the path's conditions say of an unknown value's truth.
    #[must_use]
    pub fn assumed(&self, symbol: Symbol) -> Option<bool> {
        self.assumptions.iter().find(|(known, _)| *known == symbol).map(|(_, truth)| *truth)
    }

    /// The constant that a condition has found an unknown value equal to.
    #[must_use]
    pub fn known_equal(&self, symbol: Symbol) -> Option<&Value> {
        self.equal.iter().find(|(known, _)| *known == symbol).map(|(_, value)| value)
    }

    pub(super) fn assume(&mut self, symbol: Symbol, truth: bool) {
        if self.assumed(symbol).is_none() && self.assumptions.len() < MAX_ASSUMPTIONS {
            let assumptions = self.assumptions.to_mut();
            assumptions.push((symbol, truth));
            assumptions.sort_by_key(|(symbol, _)| *symbol);
        }
    }

    pub(super) fn set_equal(&mut self, symbol: Symbol, value: Value) {
        if self.known_equal(symbol).is_none() {
            self.equal.to_mut().push((symbol, value));
        }
    }

    /// The value behind a symbol may be another one from here on.
    pub(super) fn forget(&mut self, symbol: Symbol) {
        self.assumptions.retain(|(known, _)| *known != symbol);
        self.equal.retain(|(known, _)| *known != symbol);
    }

    /// Whether both know the same of everything but their conditions.
    pub(super) fn differs_only_in_conditions(&self, other: &Self) -> bool {
        self.turn == other.turn
            && self.instances == other.instances
            && self.pending == other.pending
            && self.locals == other.locals
    }

    pub(super) fn agrees_on_instances(&self, other: &Self) -> bool {
        self.instances == other.instances
    }

    /// What holds whichever of the two is true.
    pub(super) fn join(&self, other: &Self) -> Self {
        let mut instances = Vec::new();
        for (id, state) in self.instances.iter() {
            let blank = InstanceState::default();
            let joined = state.join(other.instance(*id).unwrap_or(&blank));
            instances.push((*id, Arc::new(joined)));
        }
        for (id, state) in other.instances.iter() {
            if self.instance(*id).is_none() {
                instances.push((*id, Arc::new(state.join(&InstanceState::default()))));
            }
        }
        Self {
            locals: self.locals.in_both(&other.locals),
            assumptions: self.assumptions.in_both(&other.assumptions),
            equal: self.equal.in_both(&other.equal),
            instances: instances.into_iter().collect(),
            pending: self.pending.in_either(&other.pending),
            turn: self.turn.max(other.turn),
        }
    }

    /// Joins the conditions of two states that agree in all else.
    pub(super) fn join_conditions(&mut self, other: &Self) {
        self.assumptions = self.assumptions.in_both(&other.assumptions);
        self.equal = self.equal.in_both(&other.equal);
    }
}
