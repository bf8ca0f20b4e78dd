//! What SDK calls and writes do to the state of an instance.

use crate::facts::{ExprId, Name};
use crate::model::InstanceId;
use crate::sdk::enums;
use crate::sdk::semantics::{self, BufferEffect, Role, SourceEffect, need_of_open_source, role};
use crate::text::Span;

use super::chains::Completion;
use super::images::{Depth, Fact, ImageIndex, Images};
use super::interpreter::Interpreter;
use super::state::{EventKind, InstanceState, PropertyState, PropertyValue, SourceState, State};
use super::symbols::Meaning;
use super::value::Value;

/// The settings that decide the bit depth of a scanned page, the first one first.
const DEPTH_SETTINGS: [Role; 2] = [Role::PixelType, Role::BitDepth];

const UNKNOWN: Fact = Fact { depth: Depth::Unknown, because: None };

impl Interpreter<'_> {
    pub(super) fn write(&mut self, expr: ExprId, target: ExprId, property: Name, value: Value, state: &mut State) {
        let Some(instance) = self.model.receiver(target) else { return };
        let span = self.model.facts.span(expr);
        let turn = state.turn;
        let read = self.symbols.intern(Meaning::Property(instance, property));
        state.forget(read);
        self.note_setting(expr, target, None, state);
        let name = self.model.facts.names.text(property);
        let instance = state.instance_mut(instance);
        instance.note_use(name, span, turn);
        match role(name) {
            Some(Role::CurrentImage) => instance.images.set_current_moved(),
            Some(Role::DisableAfterAcquire) if value == Value::Bool(true) => {
                instance.push(EventKind::DisableAfterAcquire, span, turn);
            }
            _ => {}
        }
        instance.set_property(property, PropertyValue { value, write: expr, span });
    }

    /// What a call does at once.
    pub(super) fn begin(&mut self, state: &mut State, call: &Completion) {
        let turn = state.turn;
        let instance = state.instance_mut(call.instance);
        instance.note_use(call.meaning.name, call.span, turn);
        let Some(effect) = call.meaning.source else { return };
        let (kind, source) = match effect {
            SourceEffect::OpenManager => {
                instance.source = SourceState::ManagerOpen;
                return;
            }
            SourceEffect::Select => (EventKind::Select, instance.source),
            SourceEffect::Open => (EventKind::Open, instance.source),
            SourceEffect::Acquire => {
                instance.may_be_closed = false;
                (EventKind::Acquire, SourceState::Acquiring)
            }
            SourceEffect::Disable => (EventKind::Disable, instance.source),
            SourceEffect::Close => (EventKind::Close, SourceState::Selected),
            SourceEffect::CloseManager => (EventKind::Close, SourceState::ManagerClosed),
        };
        instance.source = source;
        instance.push(kind, call.span, turn);
    }

    /// What a call has done when it completes.
    pub(super) fn complete(&mut self, state: &mut State, call: &Completion) {
        let index = self.index_of(call);
        let depth = new_depth(call);
        let scanned = self.scan_depth(state, call);
        let instance = state.instance_mut(call.instance);
        match call.meaning.source {
            Some(SourceEffect::Select) if call.meaning.may_open => instance.source = SourceState::SelectedOrOpen,
            Some(SourceEffect::Select) => instance.source = SourceState::Selected,
            Some(SourceEffect::Open) => instance.source = SourceState::Open,
            Some(SourceEffect::Acquire) => {
                instance.source = SourceState::Open;
                instance.images.add(scanned);
            }
            _ => {}
        }
        match call.meaning.buffer {
            Some(BufferEffect::Empty) => instance.images.set_empty(),
            Some(BufferEffect::Shift) => instance.images.shift(),
            Some(BufferEffect::Load) => instance.images.add(UNKNOWN),
            None => {}
        }
        if let (Some(index), Some(depth)) = (index, depth) {
            instance.images.set(index, depth, Some(call.span));
        }
    }

    /// The value of a call that completes at once.
    pub(super) fn answer(&mut self, call: ExprId, completion: &Completion, state: &mut State) -> Value {
        match self.index_of(completion).filter(|_| completion.meaning.tells_depth) {
            Some(index) => self.bit_depth(completion.instance, index, state),
            None => self.result_of(call, state),
        }
    }

    fn bit_depth(&mut self, instance: InstanceId, index: ImageIndex, state: &mut State) -> Value {
        let images = &mut state.instance_mut(instance).images;
        let depth = images.depth(index);
        images.check(index);
        if depth == Depth::BlackWhite {
            return Value::Number(1.0);
        }
        let symbol = self.symbols.intern(Meaning::BitDepth(instance, index));
        state.forget(symbol);
        let is_one = self.symbols.intern(Meaning::Equal(symbol, "1".into()));
        state.forget(is_one);
        if depth == Depth::Deeper {
            state.assume(is_one, false);
        }
        Value::Unknown(symbol)
    }

    /// The image that a call's index argument names.
    fn index_of(&self, call: &Completion) -> Option<ImageIndex> {
        self.image_index(call.values.get(call.meaning.index?)?)
    }

    fn image_index(&self, value: &Value) -> Option<ImageIndex> {
        image_index(&self.symbols, &self.model.facts.names, value)
    }

    /// The depth of the pages that a scan gives: by its configuration, or by the settings before it.
    fn scan_depth(&self, state: &State, call: &Completion) -> Fact {
        if call.meaning.source != Some(SourceEffect::Acquire) || call.meaning.setup.is_some() {
            return UNKNOWN;
        }
        if let Some(position) = call.meaning.configuration
            && let Some(Value::Object(configuration)) = call.values.get(position)
        {
            let setting = |(key, value, span): &(Name, Value, Span)| {
                depth_of_setting(role(self.model.facts.names.text(*key))?, value, *span)
            };
            if let Some(fact) = configuration.properties.iter().find_map(setting) {
                return fact;
            }
            if configuration.is_open {
                return UNKNOWN;
            }
        }
        match state.instance(call.instance) {
            Some(instance) => self.depth_by_properties(instance),
            None => UNKNOWN,
        }
    }

    fn depth_by_properties(&self, instance: &InstanceState) -> Fact {
        for setting in DEPTH_SETTINGS {
            if let Some(name) = self.model.facts.names.find(semantics::property_with(setting))
                && let PropertyState::Set(set) = instance.property(name)
            {
                return depth_of_setting(setting, &set.value, set.span).unwrap_or(UNKNOWN);
            }
        }
        UNKNOWN
    }
}

impl InstanceState {
    /// Remembers that something was used which the closed source does not have.
    pub(super) fn note_use(&mut self, member: &str, span: Span, turn: u32) {
        let is_open = matches!(self.source, SourceState::Unknown | SourceState::Open | SourceState::Acquiring);
        if !is_open && need_of_open_source(member).is_some() {
            self.push(EventKind::EarlyUse, span, turn);
        }
    }
}

/// A new instance has its defaults, and an empty buffer.
pub(super) fn create(state: &mut State, instance: InstanceId) {
    let mut images = Images::default();
    images.set_empty();
    *state.instance_mut(instance) =
        InstanceState { is_new: true, source: SourceState::ManagerClosed, images, ..InstanceState::default() };
}

/// The image that a value names as an index.
#[must_use]
pub fn image_index(symbols: &super::Symbols, names: &crate::facts::Names, value: &Value) -> Option<ImageIndex> {
    match value {
        Value::Number(_) | Value::String(_) => value.as_integer().map(ImageIndex::Number),
        Value::Unknown(symbol) => Some(match symbols.meaning(*symbol) {
            Meaning::Property(_, name) if role(names.text(*name)) == Some(Role::CurrentImage) => ImageIndex::Current,
            Meaning::LastImage(_) => ImageIndex::Last,
            _ => ImageIndex::Symbol(*symbol),
        }),
        _ => None,
    }
}

fn new_depth(call: &Completion) -> Option<Depth> {
    let bits = match (call.meaning.sets_depth, call.meaning.depth_argument) {
        (Some(bits), _) => i64::from(bits),
        (None, Some(position)) => match call.values.get(position).and_then(Value::as_integer) {
            Some(bits) => bits,
            None => return Some(Depth::Checked),
        },
        (None, None) => return None,
    };
    Some(if bits == 1 { Depth::BlackWhite } else { Depth::Deeper })
}

/// The depth that a scan setting asks for; `None` when it is no setting of depth.
fn depth_of_setting(setting: Role, value: &Value, span: Span) -> Option<Fact> {
    let black_and_white = match setting {
        Role::PixelType => enums::value_of(semantics::BLACK_AND_WHITE),
        Role::BitDepth => Some(1),
        _ => return None,
    };
    let depth = match value.as_integer() {
        Some(value) if Some(value) == black_and_white => Depth::BlackWhite,
        Some(_) => Depth::Deeper,
        None => Depth::Unknown,
    };
    Some(Fact { depth, because: Some(span) })
}
