//! Operators: arithmetic, comparison, choice.

use smallvec::smallvec;

use crate::facts::{BinaryOperator, ExprId, LogicalOperator, UnaryOperator};
use crate::sdk::semantics::{Role, role};

use super::interpreter::Interpreter;
use super::paths::Forks;
use super::state::State;
use super::symbols::{Meaning, Symbol};
use super::value::Value;

impl Interpreter<'_> {
    pub(super) fn unary(&mut self, expr: ExprId, operator: UnaryOperator, operand: ExprId, state: State) -> Forks {
        let paths = match operator {
            UnaryOperator::Not => self.condition(operand, state),
            _ => self.eval(operand, state),
        };
        let apply = |this: &mut Self, mut state: State, value: Value| {
            let value = match operator {
                UnaryOperator::Not => match this.truth(&value, &state) {
                    Some(truth) => Some(Value::Bool(!truth)),
                    None => value.negated(),
                },
                UnaryOperator::Minus => value.as_number().map(|number| Value::Number(-number)),
                UnaryOperator::Plus => match value.as_number() {
                    Some(number) => Some(Value::Number(number)),
                    None => matches!(value, Value::Unknown(_)).then_some(value),
                },
                UnaryOperator::Void => Some(Value::Undefined),
                UnaryOperator::Typeof | UnaryOperator::Other => None,
            };
            let value = value.unwrap_or_else(|| this.result_of(expr, &mut state));
            (state, value)
        };
        paths.into_iter().map(|(state, value)| apply(self, state, value)).collect()
    }

    pub(super) fn binary(
        &mut self,
        expr: ExprId,
        operator: BinaryOperator,
        left: ExprId,
        right: ExprId,
        state: State,
    ) -> Forks {
        let paths = self.eval_all(&[left, right], state);
        let combine = |this: &mut Self, mut state: State, values: Vec<Value>| {
            let [left, right] = values.try_into().unwrap_or([Value::Undefined, Value::Undefined]);
            let value = this.combined(operator, left, right, &state);
            let value = value.unwrap_or_else(|| this.result_of(expr, &mut state));
            (state, value)
        };
        paths.into_iter().map(|(state, values)| combine(self, state, values)).collect()
    }

    fn combined(&mut self, operator: BinaryOperator, left: Value, right: Value, state: &State) -> Option<Value> {
        match operator {
            BinaryOperator::Add => match (&left, &right) {
                (Value::Number(left), Value::Number(right)) => Some(Value::Number(left + right)),
                _ if left.prefix().is_some() || right.prefix().is_some() => Some(concatenated(&left, &right)),
                _ => None,
            },
            BinaryOperator::Subtract => match (&left, &right) {
                (Value::Unknown(symbol), Value::Number(1.0)) => self.last_image(*symbol),
                _ => Some(Value::Number(left.as_number()? - right.as_number()?)),
            },
            BinaryOperator::Multiply => Some(Value::Number(left.as_number()? * right.as_number()?)),
            BinaryOperator::Other => None,
            _ => self.compare(operator, left, right, state),
        }
    }

    /// `HowManyImagesInBuffer - 1`
    fn last_image(&mut self, count: Symbol) -> Option<Value> {
        match self.symbols.meaning(count) {
            Meaning::Property(instance, name) if role(self.model.facts.names.text(*name)) == Some(Role::ImageCount) => {
                let instance = *instance;
                Some(self.symbol(Meaning::LastImage(instance)))
            }
            _ => None,
        }
    }

    pub(super) fn logical(&mut self, operator: LogicalOperator, left: ExprId, right: ExprId, state: State) -> Forks {
        let mut forks = Forks::new();
        for (state, value) in self.eval(left, state) {
            if operator == LogicalOperator::Coalesce {
                forks.extend(self.coalesce(value, right, state));
                continue;
            }
            let stops_when = operator != LogicalOperator::And;
            if let Some(stopped) = self.assume(state.clone(), &value, stops_when) {
                forks.push((stopped, value.clone()));
            }
            if let Some(goes_on) = self.assume(state, &value, !stops_when) {
                forks.extend(self.eval(right, goes_on));
            }
        }
        forks
    }

    /// `a ?? b`: only an absent value gives way, and one that is false is kept.
    fn coalesce(&mut self, value: Value, right: ExprId, state: State) -> Forks {
        match value {
            Value::Undefined | Value::Null => self.eval(right, state),
            Value::Unknown(_) | Value::Not(_) => {
                let mut forks: Forks = smallvec![(state.clone(), value.clone())];
                if let Some(absent) = self.assume(state, &value, false) {
                    forks.extend(self.eval(right, absent));
                }
                forks
            }
            known => smallvec![(state, known)],
        }
    }

    pub(super) fn conditional(&mut self, test: ExprId, consequent: ExprId, alternate: ExprId, state: State) -> Forks {
        let mut forks = Forks::new();
        for (state, value) in self.condition(test, state) {
            if let Some(holds) = self.assume(state.clone(), &value, true) {
                forks.extend(self.eval(consequent, holds));
            }
            if let Some(fails) = self.assume(state, &value, false) {
                forks.extend(self.eval(alternate, fails));
            }
        }
        forks
    }
}

/// The text of two values side by side.
pub(super) fn concatenated(left: &Value, right: &Value) -> Value {
    match (left.constant(), right.constant()) {
        (Some(left), Some(right)) => Value::String([left, right].concat().into()),
        (left_text, right_text) => {
            let prefix = match &left_text {
                Some(left) => [left, right.prefix().unwrap_or("")].concat(),
                None => left.prefix().unwrap_or("").to_owned(),
            };
            let suffix = match &right_text {
                Some(right) => [left.suffix().unwrap_or(""), right].concat(),
                None => right.suffix().unwrap_or("").to_owned(),
            };
            Value::Text { prefix: prefix.into(), suffix: suffix.into() }
        }
    }
}
