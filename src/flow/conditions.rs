//! Truth, equality, and what a condition says of the paths behind it.

use crate::facts::BinaryOperator;

use super::images::Depth;
use super::interpreter::Interpreter;
use super::state::State;
use super::symbols::Meaning;
use super::value::Value;

impl Interpreter<'_> {
    /// The constant that a condition on the path has found an unknown value equal to, or the value itself.
    pub(super) fn resolved(&self, value: Value, state: &State) -> Value {
        match value {
            Value::Unknown(symbol) => match (state.known_equal(symbol), self.is_truth(symbol), state.assumed(symbol)) {
                (Some(known), ..) => known.clone(),
                (None, true, Some(truth)) => Value::Bool(truth),
                _ => value,
            },
            Value::Not(symbol) => match state.assumed(symbol) {
                Some(truth) => Value::Bool(!truth),
                None => value,
            },
            other => other,
        }
    }

    /// Whether a symbol can only be `true` or `false`.
    fn is_truth(&self, symbol: super::Symbol) -> bool {
        matches!(self.symbols.meaning(symbol), Meaning::Equal(..))
    }

    pub(super) fn truth(&self, value: &Value, state: &State) -> Option<bool> {
        match value {
            Value::Undefined | Value::Null => Some(false),
            Value::Bool(value) => Some(*value),
            Value::Number(value) => Some(*value != 0.0 && !value.is_nan()),
            Value::String(text) => Some(!text.is_empty()),
            Value::Text { prefix, suffix } => (!prefix.is_empty() || !suffix.is_empty()).then_some(true),
            Value::Unknown(symbol) => match state.known_equal(*symbol) {
                Some(known) => self.truth(&known.clone(), state),
                None => state.assumed(*symbol),
            },
            Value::Not(symbol) => state.assumed(*symbol).map(|truth| !truth),
            Value::Function(_) | Value::Object(_) | Value::Array(_) | Value::Promise(_) => Some(true),
        }
    }

    /// The state on the path where a value is true (or false); `None` when the path cannot be.
    pub(super) fn assume(&mut self, mut state: State, value: &Value, truth: bool) -> Option<State> {
        if let Some(known) = self.truth(value, &state) {
            return (known == truth).then_some(state);
        }
        let (symbol, truth) = match value {
            Value::Unknown(symbol) => (*symbol, truth),
            Value::Not(symbol) => (*symbol, !truth),
            _ => return Some(state),
        };
        state.assume(symbol, truth);
        if let Meaning::Equal(subject, constant) = self.symbols.meaning(symbol).clone() {
            self.learn(&mut state, subject, &constant, truth);
        }
        Some(state)
    }

    fn learn(&self, state: &mut State, subject: super::Symbol, constant: &str, is_equal: bool) {
        if let Meaning::BitDepth(instance, index) = self.symbols.meaning(subject) {
            let depth = match (constant, is_equal) {
                ("1", true) => Depth::BlackWhite,
                ("1", false) | (_, true) => Depth::Deeper,
                (_, false) => return,
            };
            state.instance_mut(*instance).images.set(*index, depth, None);
        } else if is_equal {
            state.set_equal(subject, Value::String(constant.into()));
        }
    }

    pub(super) fn compare(
        &mut self,
        operator: BinaryOperator,
        left: Value,
        right: Value,
        state: &State,
    ) -> Option<Value> {
        let (left, right) = (self.resolved(left, state), self.resolved(right, state));
        match operator {
            BinaryOperator::Equal => self.equal(left, right),
            BinaryOperator::NotEqual => self.equal(left, right)?.negated(),
            BinaryOperator::Less => ordered(&left, &right, |left, right| left < right),
            BinaryOperator::LessEqual => ordered(&left, &right, |left, right| left <= right),
            BinaryOperator::Greater => ordered(&left, &right, |left, right| left > right),
            BinaryOperator::GreaterEqual => ordered(&left, &right, |left, right| left >= right),
            _ => None,
        }
    }

    fn equal(&mut self, left: Value, right: Value) -> Option<Value> {
        match (left.constant(), right.constant()) {
            (Some(left), Some(right)) => Some(Value::Bool(left == right)),
            (None, Some(constant)) => self.equals_constant(left, &constant, &right),
            (Some(constant), None) => self.equals_constant(right, &constant, &left),
            (None, None) => match (left, right) {
                (Value::Unknown(left), Value::Unknown(right)) if left == right => Some(Value::Bool(true)),
                _ => None,
            },
        }
    }

    fn equals_constant(&mut self, unknown: Value, constant: &str, value: &Value) -> Option<Value> {
        let asks_for_truth = matches!(value, Value::Bool(true));
        let asks_for_absence =
            matches!(value, Value::Bool(false) | Value::Null | Value::Undefined) || constant.is_empty();
        match unknown {
            Value::Unknown(symbol) if asks_for_truth => Some(Value::Unknown(symbol)),
            Value::Unknown(symbol) if asks_for_absence => Some(Value::Not(symbol)),
            Value::Not(symbol) if asks_for_truth => Some(Value::Not(symbol)),
            Value::Not(symbol) if asks_for_absence => Some(Value::Unknown(symbol)),
            Value::Unknown(symbol) => Some(self.symbol(Meaning::Equal(symbol, constant.into()))),
            Value::Function(_) | Value::Object(_) | Value::Array(_) | Value::Promise(_) => Some(Value::Bool(false)),
            _ => None,
        }
    }
}

fn ordered(left: &Value, right: &Value, holds: fn(f64, f64) -> bool) -> Option<Value> {
    Some(Value::Bool(holds(left.as_number()?, right.as_number()?)))
}
