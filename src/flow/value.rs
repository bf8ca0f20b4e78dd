use std::borrow::Cow;
use std::sync::Arc;

use crate::facts::{FunctionId, Name};
use crate::text::Span;

use super::chains::ChainId;
use super::symbols::Symbol;

/// What an expression evaluates to, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(Arc<str>),
    /// A string of which only the start and the end are known.
    Text {
        prefix: Arc<str>,
        suffix: Arc<str>,
    },
    Unknown(Symbol),
    /// The negation of an unknown value's truth.
    Not(Symbol),
    Function(FunctionId),
    Object(Arc<ObjectValue>),
    Array(Arc<[Value]>),
    /// Settles when a pending chain has run.
    Promise(ChainId),
}

/// An object literal.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ObjectValue {
    pub properties: Vec<(Name, Value, Span)>,
    /// Whether it may have properties besides: a spread, a computed key.
    pub is_open: bool,
}

impl ObjectValue {
    pub(super) fn set(&mut self, name: Name, value: Value, span: Span) {
        self.properties.retain(|(key, ..)| *key != name);
        self.properties.push((name, value, span));
    }

    /// Takes over the properties of an object that is spread into this one.
    pub(super) fn extend(&mut self, other: &Self) {
        if other.is_open {
            *self = Self { is_open: true, ..Self::default() };
        }
        for (name, value, span) in &other.properties {
            self.set(*name, value.clone(), *span);
        }
    }

    #[must_use]
    pub fn get(&self, name: Name) -> Option<&Value> {
        self.properties.iter().rev().find(|(key, ..)| *key == name).map(|(_, value, _)| value)
    }
}

impl Value {
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The number when it is a whole one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        self.as_number().filter(|value| value.fract() == 0.0 && value.abs() < 1e15).map(|value| value as i64)
    }

    /// A constant as text, for comparing and for keys; `None` for what is no constant.
    #[must_use]
    pub fn constant(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Undefined | Self::Null => Some("null".into()),
            Self::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
            Self::Number(value) => Some(value.to_string().into()),
            Self::String(text) => Some((&**text).into()),
            _ => None,
        }
    }

    /// How the string begins, as far as it is known.
    #[must_use]
    pub fn prefix(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Text { prefix, .. } => Some(prefix),
            _ => None,
        }
    }

    /// How the string ends, as far as it is known.
    #[must_use]
    pub fn suffix(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Text { suffix, .. } => Some(suffix),
            _ => None,
        }
    }

    #[must_use]
    pub fn negated(self) -> Option<Self> {
        match self {
            Self::Bool(value) => Some(Self::Bool(!value)),
            Self::Unknown(symbol) => Some(Self::Not(symbol)),
            Self::Not(symbol) => Some(Self::Unknown(symbol)),
            _ => None,
        }
    }
}
