//! Truth, equality, and what a condition says of the paths behind it.

use smallvec::smallvec;

use crate::facts::{BinaryOperator, ExprId, ExprKind, LogicalOperator, UnaryOperator};

use super::builtins::method_of_text;
use super::images::Depth;
use super::interpreter::Interpreter;
use super::paths::Forks;
use super::state::State;
use super::symbols::{Meaning, Symbol};
use super::value::Value;

/// Conjunctions longer than this, or nested deeper, are taken apart into paths.
const MAX_PARTS: usize = 12;
const MAX_NESTING: usize = 4;

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
    fn is_truth(&self, symbol: Symbol) -> bool {
        matches!(self.symbols.meaning(symbol), Meaning::Equal(..) | Meaning::All(_))
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
                None => self.symbol_truth(*symbol, state),
            },
            Value::Not(symbol) => self.truth(&Value::Unknown(*symbol), state).map(|truth| !truth),
            Value::Function(_) | Value::Object(_) | Value::Array(_) | Value::Promise(_) => Some(true),
        }
    }

    fn symbol_truth(&self, symbol: Symbol, state: &State) -> Option<bool> {
        let assumed = state.assumed(symbol);
        let Meaning::All(parts) = self.symbols.meaning(symbol) else { return assumed };
        let mut known = parts.iter().map(|(part, wanted)| Some(self.symbol_truth(*part, state)? == *wanted));
        if known.clone().any(|it| it == Some(false)) {
            return Some(false);
        }
        if known.all(|it| it == Some(true)) { Some(true) } else { assumed }
    }

    /// A condition: `a && b` of two unknown values is one truth, and not two paths that merging would mix up.
    pub(super) fn condition(&mut self, expr: ExprId, state: State) -> Forks {
        let forks = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.condition_at(expr, state));
        self.bounded(forks)
    }

    fn condition_at(&mut self, expr: ExprId, state: State) -> Forks {
        let facts = self.model.facts;
        match facts.kind(expr) {
            ExprKind::Unary { operator: UnaryOperator::Not, operand } => {
                let forks = self.condition(*operand, state);
                let negate = |this: &Self, state: State, value: Value| {
                    let value = match this.truth(&value, &state) {
                        Some(truth) => Value::Bool(!truth),
                        None => value.negated().unwrap_or(Value::Undefined),
                    };
                    (state, value)
                };
                forks.into_iter().map(|(state, value)| negate(self, state, value)).collect()
            }
            ExprKind::Logical { operator, left, right } if *operator != LogicalOperator::Coalesce => {
                let mut forks = Forks::new();
                for (state, value) in self.condition(*left, state) {
                    forks.extend(self.both(*operator == LogicalOperator::And, value, *right, state));
                }
                forks
            }
            _ => self.eval(expr, state),
        }
    }

    /// `left && right`, or `left || right`, where the left side has been evaluated.
    fn both(&mut self, is_and: bool, left: Value, right: ExprId, state: State) -> Forks {
        let Some(goes_on) = self.assume(state.clone(), &left, is_and) else { return smallvec![(state, left)] };
        let forks = self.condition(right, goes_on.clone());
        if let [(after, right)] = &*forks
            && after.differs_only_in_conditions(&goes_on)
            && let (Some(left), Some(right)) = (self.literal(&left, &state), self.literal(right, after))
        {
            let left = (left.0, left.1 == is_and);
            let right = (right.0, right.1 == is_and);
            if let Some(symbol) = self.conjunction(left, right) {
                return smallvec![(state, if is_and { Value::Unknown(symbol) } else { Value::Not(symbol) })];
            }
        }
        let mut forks = forks;
        if let Some(stops) = self.assume(state, &left, !is_and) {
            forks.push((stops, left));
        }
        forks
    }

    /// Whether both are as wanted; `None` when that would be too long to keep.
    fn conjunction(&mut self, left: (Symbol, bool), right: (Symbol, bool)) -> Option<Symbol> {
        let mut parts: Vec<(Symbol, bool)> = Vec::new();
        for (symbol, wanted) in [left, right] {
            match (self.symbols.meaning(symbol), wanted) {
                (Meaning::All(inner), true) => parts.extend(inner.iter().copied()),
                _ => parts.push((symbol, wanted)),
            }
        }
        parts.sort_unstable();
        parts.dedup();
        let is_short = parts.len() <= MAX_PARTS && parts.iter().all(|(part, _)| self.depth(*part) < MAX_NESTING);
        is_short.then(|| self.symbols.intern(Meaning::All(parts.into())))
    }

    /// How far conjunctions stand inside of one another.
    fn depth(&self, symbol: Symbol) -> usize {
        match self.symbols.meaning(symbol) {
            Meaning::All(parts) => 1 + parts.iter().map(|(part, _)| self.depth(*part)).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// The symbol whose truth decides a value's, and whether it is the same or the opposite.
    fn literal(&self, value: &Value, state: &State) -> Option<(Symbol, bool)> {
        match value {
            _ if self.truth(value, state).is_some() => None,
            Value::Unknown(symbol) => Some((*symbol, true)),
            Value::Not(symbol) => Some((*symbol, false)),
            _ => None,
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
        match self.symbols.meaning(symbol).clone() {
            Meaning::Equal(subject, constant) => self.learn(&mut state, subject, &constant, truth),
            Meaning::All(parts) => return self.assume_all(state, &parts, truth),
            _ => {}
        }
        self.follow(state, symbol)
    }

    /// What a new assumption says of conjunctions that do not hold: when all other parts do, the last one does not.
    fn follow(&mut self, mut state: State, symbol: Symbol) -> Option<State> {
        let failed: Vec<Symbol> = state.assumptions.iter().filter(|(_, truth)| !truth).map(|(all, _)| *all).collect();
        for all in failed {
            let Meaning::All(parts) = self.symbols.meaning(all).clone() else { continue };
            if parts.iter().any(|(part, _)| *part == symbol) {
                state = self.assume_all(state, &parts, false)?;
            }
        }
        Some(state)
    }

    /// All of them hold; or not all, and then the last one in question does not.
    fn assume_all(&mut self, mut state: State, parts: &[(Symbol, bool)], truth: bool) -> Option<State> {
        let open = |this: &Self, state: &State, part: Symbol| this.symbol_truth(part, state).is_none();
        if truth {
            for (part, wanted) in parts {
                state = self.assume(state, &Value::Unknown(*part), *wanted)?;
            }
            return Some(state);
        }
        let fails = |(part, wanted): &(Symbol, bool)| self.symbol_truth(*part, &state) == Some(!wanted);
        if parts.iter().any(fails) {
            return Some(state);
        }
        let mut unknown = parts.iter().filter(|(part, _)| open(self, &state, *part));
        match (unknown.next(), unknown.next()) {
            (None, _) => None,
            (Some((part, wanted)), None) => self.assume(state, &Value::Unknown(*part), !wanted),
            _ => Some(state),
        }
    }

    fn learn(&self, state: &mut State, subject: Symbol, constant: &str, is_equal: bool) {
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
        if let Some(is_secure) = self.compare_scheme(operator, &left, &right) {
            return Some(is_secure);
        }
        if let (Value::Unknown(depth), Some(bound)) = (&left, right.as_number())
            && let Some(is_deep) = self.compare_depth(operator, *depth, bound)
        {
            return Some(is_deep);
        }
        match operator {
            BinaryOperator::Equal => self.equal(left, right),
            BinaryOperator::NotEqual => self.equal(left, right)?.negated(),
            _ => relation(operator, left.as_number()?, right.as_number()?).map(Value::Bool),
        }
    }

    /// `GetImageBitDepth(i) > 1`: there are no depths between 1 and 8.
    fn compare_depth(&mut self, operator: BinaryOperator, depth: Symbol, bound: f64) -> Option<Value> {
        let Meaning::BitDepth(..) = self.symbols.meaning(depth) else { return None };
        let is_deeper = match operator {
            BinaryOperator::Greater if (1.0..8.0).contains(&bound) => true,
            BinaryOperator::GreaterEqual if bound > 1.0 && bound <= 8.0 => true,
            BinaryOperator::LessEqual if (1.0..8.0).contains(&bound) => false,
            BinaryOperator::Less if bound > 1.0 && bound <= 8.0 => false,
            _ => return None,
        };
        let is_one = self.symbols.intern(Meaning::Equal(depth, "1".into()));
        Some(if is_deeper { Value::Not(is_one) } else { Value::Unknown(is_one) })
    }

    /// A page comes by http or by https: whatever tells the two apart is the same question.
    fn compare_scheme(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
        let (Value::Unknown(symbol), Some(constant)) = (left, right.constant()) else { return None };
        let outcome = |is_secure: bool| {
            let value = self.scheme_value(*symbol, is_secure)?;
            match operator {
                BinaryOperator::Equal => Some(value.constant()? == constant),
                BinaryOperator::NotEqual => Some(value.constant()? != constant),
                _ => relation(operator, value.as_number()?, right.as_number()?),
            }
        };
        match (outcome(true)?, outcome(false)?) {
            (true, false) => Some(self.page_is_secure()),
            (false, true) => self.page_is_secure().negated(),
            _ => None,
        }
    }

    /// The value of a symbol's function; when it tells https from http, the answer to that.
    pub(super) fn truth_of_scheme(&mut self, meaning: Meaning) -> Value {
        let symbol = self.symbols.intern(meaning);
        match (self.scheme_value(symbol, true), self.scheme_value(symbol, false)) {
            (Some(Value::Bool(true)), Some(Value::Bool(false))) => self.page_is_secure(),
            _ => Value::Unknown(symbol),
        }
    }

    /// What `location.protocol`, or a function of it, is on a page that comes by https (or by http).
    fn scheme_value(&self, symbol: Symbol, is_secure: bool) -> Option<Value> {
        match self.symbols.meaning(symbol) {
            Meaning::Global(path) if &**path == "location.protocol" => {
                Some(Value::String(if is_secure { "https:" } else { "http:" }.into()))
            }
            Meaning::Derived(subject, function, arguments) => match self.scheme_value(*subject, is_secure)? {
                Value::String(text) => method_of_text(&text, function, arguments),
                _ => None,
            },
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

fn relation(operator: BinaryOperator, left: f64, right: f64) -> Option<bool> {
    match operator {
        BinaryOperator::Less => Some(left < right),
        BinaryOperator::LessEqual => Some(left <= right),
        BinaryOperator::Greater => Some(left > right),
        BinaryOperator::GreaterEqual => Some(left >= right),
        _ => None,
    }
}
