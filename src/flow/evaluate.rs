//! Expressions: each gives one value a path.

use std::rc::Rc;

use smallvec::smallvec;

use crate::facts::{
    AssignOperator, BinaryOperator, ExprId, ExprKind, LogicalOperator, Name, Pattern, Property, UnaryOperator,
};
use crate::model::{BindingId, BindingKind};
use crate::sdk::enums;

use super::interpreter::Interpreter;
use super::operation::OperationKind;
use super::paths::{self, Forks};
use super::state::{PropertyState, State};
use super::symbols::Meaning;
use super::value::{ObjectValue, Value};

/// A constant that is made of constants is followed this far.
const MAX_CONSTANT_DEPTH: usize = 8;

impl Interpreter<'_> {
    pub(super) fn eval(&mut self, expr: ExprId, state: State) -> Forks {
        let mut forks = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.eval_at(expr, state));
        if forks.len() > paths::MAX_PATHS {
            self.is_complete = false;
            paths::bound(&mut forks);
        }
        forks
    }

    fn eval_at(&mut self, expr: ExprId, state: State) -> Forks {
        let facts = self.model.facts;
        let value = match facts.kind(expr) {
            ExprKind::Undefined => Value::Undefined,
            ExprKind::Null => Value::Null,
            ExprKind::Bool(value) => Value::Bool(*value),
            ExprKind::Number(value) => Value::Number(*value),
            ExprKind::String(text) => Value::String(Rc::from(&**text)),
            ExprKind::Name(_) => return self.name(expr, state),
            ExprKind::This | ExprKind::Super => self.symbol(Meaning::Result(expr)),
            ExprKind::Function(function) => Value::Function(*function),
            ExprKind::Class(_) => self.symbol(Meaning::Result(expr)),
            ExprKind::Member { object, property, .. } => return self.member(expr, *object, *property, state),
            ExprKind::Index { object, index } => return self.opaque(expr, &[*object, *index], state),
            ExprKind::Opaque(parts) => return self.opaque(expr, parts, state),
            ExprKind::Call { callee, arguments } => return self.call(expr, *callee, arguments, state),
            ExprKind::New { callee, arguments } => return self.construct(expr, *callee, arguments, state),
            ExprKind::Object(properties) => return self.object(properties, state),
            ExprKind::Array(items) => return self.array(items, state),
            ExprKind::Template { texts, holes } => return self.template(texts, holes, state),
            ExprKind::Assign { target, operator, value } => return self.assign(expr, target, *operator, *value, state),
            ExprKind::Update { target } => return self.update(expr, *target, state),
            ExprKind::Unary { operator, operand } => return self.unary(expr, *operator, *operand, state),
            ExprKind::Binary { operator, left, right } => return self.binary(expr, *operator, *left, *right, state),
            ExprKind::Logical { operator, left, right } => return self.logical(*operator, *left, *right, state),
            ExprKind::Conditional { test, consequent, alternate } => {
                return self.conditional(*test, *consequent, *alternate, state);
            }
            ExprKind::Sequence(parts) => return self.sequence(parts, state),
            ExprKind::Await(operand) => return self.wait(expr, *operand, state),
            ExprKind::Spread(operand) => return self.opaque(expr, &[*operand], state),
        };
        smallvec![(state, value)]
    }

    /// Evaluates several expressions in order; one list of values a path.
    pub(super) fn eval_all(&mut self, exprs: &[ExprId], state: State) -> Vec<(State, Vec<Value>)> {
        let mut paths = vec![(state, Vec::with_capacity(exprs.len()))];
        for &expr in exprs {
            let mut next = Vec::with_capacity(paths.len());
            for (state, values) in paths {
                for (state, value) in self.eval(expr, state) {
                    let mut values = values.clone();
                    values.push(value);
                    next.push((state, values));
                }
            }
            if next.len() > paths::MAX_PATHS {
                self.is_complete = false;
                next.truncate(paths::MAX_PATHS);
            }
            paths = next;
        }
        paths
    }

    fn opaque(&mut self, expr: ExprId, parts: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(parts, state);
        paths
            .into_iter()
            .map(|(mut state, _)| {
                let value = self.result_of(expr, &mut state);
                (state, value)
            })
            .collect()
    }

    fn sequence(&mut self, parts: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(parts, state);
        paths.into_iter().map(|(state, mut values)| (state, values.pop().unwrap_or(Value::Undefined))).collect()
    }

    fn name(&mut self, expr: ExprId, state: State) -> Forks {
        if let Some(function) = self.model.functions.target(expr) {
            return smallvec![(state, Value::Function(function))];
        }
        let Some(binding) = self.model.scopes.resolve(expr) else {
            let value = self.symbol(Meaning::Result(expr));
            return smallvec![(state, value)];
        };
        if let Some(value) = state.local(binding) {
            let value = self.resolved(value.clone(), &state);
            return smallvec![(state, value)];
        }
        let scope = self.model.scopes.binding(binding);
        if let Some(value) = scope.only_value()
            && !self.constants.contains(&binding)
            && is_pure(self.model.facts, value, MAX_CONSTANT_DEPTH)
        {
            self.constants.push(binding);
            let forks = self.eval(value, state);
            self.constants.pop();
            return forks;
        }
        let value = self.unassigned(binding);
        let value = self.resolved(value, &state);
        smallvec![(state, value)]
    }

    /// What a binding holds when the path has not assigned it.
    fn unassigned(&mut self, binding: BindingId) -> Value {
        let scope = self.model.scopes.binding(binding);
        if scope.kind == BindingKind::Undeclared && scope.writes.is_empty() {
            let symbol = self.global(self.model.facts.names.text(scope.name));
            return Value::Unknown(symbol);
        }
        self.symbol(Meaning::Binding(binding))
    }

    fn member(&mut self, expr: ExprId, object: ExprId, property: Name, state: State) -> Forks {
        if let Some(path) = self.model.path(expr) {
            let value = self.library_value(path);
            return smallvec![(state, value)];
        }
        if self.model.scopes.resolve(expr).is_some() {
            return self.name(expr, state);
        }
        if self.model.receiver(expr).is_some() {
            return self.read(expr, property, state);
        }
        let paths = self.eval(object, state);
        let member = |this: &mut Self, state: State, value: Value| {
            let value = this.property_of(expr, value, property);
            let value = this.resolved(value, &state);
            (state, value)
        };
        paths.into_iter().map(|(state, value)| member(self, state, value)).collect()
    }

    /// A member of an enumeration, or a name in the library.
    fn library_value(&mut self, path: &str) -> Value {
        let mut parts = path.rsplit('.');
        if let (Some(member), Some(enumeration)) = (parts.next(), parts.next())
            && let Some(value) = enums::value(enumeration, member)
        {
            return Value::Number(value as f64);
        }
        Value::Unknown(self.global(path))
    }

    fn property_of(&mut self, expr: ExprId, object: Value, property: Name) -> Value {
        let text = self.model.facts.names.text(property);
        match object {
            Value::Object(object) => match object.get(property) {
                Some(value) => value.clone(),
                None if object.is_open => self.symbol(Meaning::Result(expr)),
                None => Value::Undefined,
            },
            Value::Unknown(symbol) => {
                let meaning = match self.symbols.meaning(symbol) {
                    // The document's and the window's location are one.
                    Meaning::Global(path) if &**path == "document" && text == "location" => {
                        Meaning::Global("location".into())
                    }
                    Meaning::Global(path) => Meaning::Global(format!("{path}.{text}").into()),
                    _ => Meaning::Member(symbol, property),
                };
                self.symbol(meaning)
            }
            _ => self.symbol(Meaning::Result(expr)),
        }
    }

    fn read(&mut self, expr: ExprId, property: Name, state: State) -> Forks {
        self.record(expr, expr, OperationKind::Read, &state, Vec::new());
        let Some(instance) = self.model.receiver(expr) else { return smallvec![] };
        let set = match state.instance(instance).map(|instance| instance.property(property)) {
            Some(PropertyState::Set(set)) => Some(set.value.clone()),
            _ => None,
        };
        let is_set_by_scanning = self.model.facts.names.text(property) == "CurrentImageIndexInBuffer";
        let value = match set {
            Some(value) if !is_set_by_scanning => value,
            _ => self.symbol(Meaning::Property(instance, property)),
        };
        let value = self.resolved(value, &state);
        smallvec![(state, value)]
    }

    fn object(&mut self, properties: &[Property], state: State) -> Forks {
        let exprs: Vec<ExprId> = properties.iter().map(|property| property.value).collect();
        let is_open = properties.iter().any(|property| property.key.is_none());
        let paths = self.eval_all(&exprs, state);
        paths
            .into_iter()
            .map(|(state, values)| {
                let named = properties.iter().zip(values);
                let properties = named.filter_map(|(it, value)| Some((it.key?, value, it.key_span))).collect();
                (state, Value::Object(Rc::new(ObjectValue { properties, is_open })))
            })
            .collect()
    }

    fn array(&mut self, items: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(items, state);
        paths.into_iter().map(|(state, values)| (state, Value::Array(values.into()))).collect()
    }

    fn template(&mut self, texts: &[Box<str>], holes: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(holes, state);
        let joined = |values: &[Value]| {
            let mut whole = Value::String(Rc::from(texts.first().map_or("", |text| text)));
            for (at, value) in values.iter().enumerate() {
                whole = concatenated(&whole, value);
                let text = Value::String(Rc::from(texts.get(at + 1).map_or("", |text| text)));
                whole = concatenated(&whole, &text);
            }
            whole
        };
        paths.into_iter().map(|(state, values)| (state, joined(&values))).collect()
    }

    fn assign(
        &mut self,
        expr: ExprId,
        target: &Pattern,
        operator: AssignOperator,
        value: ExprId,
        state: State,
    ) -> Forks {
        if let (AssignOperator::Logical(logical), Pattern::Target(target)) = (operator, target) {
            return self.assign_logically(expr, *target, logical, value, state);
        }
        let paths = self.eval(value, state);
        let store = |this: &mut Self, mut state: State, value: Value| {
            let value = if operator == AssignOperator::Plain { value } else { this.result_of(expr, &mut state) };
            let state = this.store(expr, target, value.clone(), state);
            (state, value)
        };
        paths.into_iter().map(|(state, value)| store(self, state, value)).collect()
    }

    /// `a ||= b` stores on one path and leaves the other as it was.
    fn assign_logically(
        &mut self,
        expr: ExprId,
        target: ExprId,
        operator: LogicalOperator,
        value: ExprId,
        state: State,
    ) -> Forks {
        let mut forks = Forks::new();
        for (state, old) in self.eval(target, state) {
            let stores_when = operator == LogicalOperator::And;
            if let Some(kept) = self.assume(state.clone(), &old, !stores_when) {
                forks.push((kept, old.clone()));
            }
            if let Some(stored) = self.assume(state, &old, stores_when) {
                for (state, value) in self.eval(value, stored) {
                    let state = self.store(expr, &Pattern::Target(target), value.clone(), state);
                    forks.push((state, value));
                }
            }
        }
        forks
    }

    /// Stores a value in what a pattern names.
    pub(super) fn store(&mut self, expr: ExprId, target: &Pattern, value: Value, mut state: State) -> State {
        match target {
            Pattern::Target(target) => self.store_in(expr, *target, value, state),
            Pattern::Object(parts) => {
                for (key, part) in parts {
                    let part_value = match key {
                        Some(key) => self.property_of(expr, value.clone(), *key),
                        None => self.symbol(Meaning::Result(expr)),
                    };
                    let part_value = match part_value {
                        Value::Unknown(symbol) if *self.symbols.meaning(symbol) == Meaning::Result(expr) => {
                            self.unknown_target(part)
                        }
                        known => known,
                    };
                    state = self.store(expr, part, part_value, state);
                }
                state
            }
            Pattern::Array(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let Some(part) = part else { continue };
                    let item = match &value {
                        Value::Array(items) => items.get(at).cloned().unwrap_or(Value::Undefined),
                        _ => self.unknown_target(part),
                    };
                    state = self.store(expr, part, item, state);
                }
                state
            }
            Pattern::Default(inner, default) => {
                let value = match value {
                    Value::Undefined => {
                        self.eval(*default, state.clone()).into_iter().next().map_or(Value::Undefined, |it| it.1)
                    }
                    known => known,
                };
                self.store(expr, inner, value, state)
            }
            Pattern::Rest(inner) => {
                let value = self.unknown_target(inner);
                self.store(expr, inner, value, state)
            }
        }
    }

    /// A value of its own for each name of a pattern.
    fn unknown_target(&mut self, pattern: &Pattern) -> Value {
        let mut first = None;
        pattern.each_target(&mut |target| first = first.or(Some(target)));
        match first {
            Some(target) => self.symbol(Meaning::Result(target)),
            None => Value::Undefined,
        }
    }

    fn store_in(&mut self, expr: ExprId, target: ExprId, value: Value, mut state: State) -> State {
        if let Some(binding) = self.model.scopes.resolve(target) {
            self.store_local(binding, value, &mut state);
            return state;
        }
        if let ExprKind::Member { object, property, .. } = self.model.facts.kind(target) {
            if self.model.receiver(target).is_some() {
                self.record(expr, target, OperationKind::Write, &state, vec![value.clone()]);
                self.write(expr, target, *property, value, &mut state);
                return state;
            }
            return self.store_in_object(*object, *property, self.model.facts.span(expr), value, state);
        }
        state
    }

    pub(super) fn store_local(&mut self, binding: BindingId, value: Value, state: &mut State) {
        let symbol = self.symbols.intern(Meaning::Binding(binding));
        state.forget(symbol);
        if self.relevance.is_kept(binding) {
            state.set_local(binding, value);
        } else {
            state.forget_local(binding);
        }
    }

    /// `options.key = value` on an object literal that a local variable holds.
    fn store_in_object(
        &mut self,
        object: ExprId,
        property: Name,
        span: crate::text::Span,
        value: Value,
        mut state: State,
    ) -> State {
        let Some(binding) = self.model.scopes.resolve(object) else { return state };
        if let Some(Value::Object(held)) = state.local(binding) {
            let mut changed = (**held).clone();
            changed.properties.retain(|(key, ..)| *key != property);
            changed.properties.push((property, value, span));
            state.set_local(binding, Value::Object(Rc::new(changed)));
        }
        state
    }

    fn update(&mut self, expr: ExprId, target: ExprId, state: State) -> Forks {
        let paths = self.eval(target, state);
        let count = |this: &mut Self, mut state: State| {
            let value = this.result_of(expr, &mut state);
            let state = this.store(expr, &Pattern::Target(target), value.clone(), state);
            (state, value)
        };
        paths.into_iter().map(|(state, _)| count(self, state)).collect()
    }

    fn unary(&mut self, expr: ExprId, operator: UnaryOperator, operand: ExprId, state: State) -> Forks {
        let paths = self.eval(operand, state);
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

    fn binary(&mut self, expr: ExprId, operator: BinaryOperator, left: ExprId, right: ExprId, state: State) -> Forks {
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
    fn last_image(&mut self, count: super::Symbol) -> Option<Value> {
        match self.symbols.meaning(count) {
            Meaning::Property(instance, name) if self.model.facts.names.text(*name) == "HowManyImagesInBuffer" => {
                let instance = *instance;
                Some(self.symbol(Meaning::LastImage(instance)))
            }
            _ => None,
        }
    }

    fn logical(&mut self, operator: LogicalOperator, left: ExprId, right: ExprId, state: State) -> Forks {
        let mut forks = Forks::new();
        for (state, value) in self.eval(left, state) {
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

    fn conditional(&mut self, test: ExprId, consequent: ExprId, alternate: ExprId, state: State) -> Forks {
        let mut forks = Forks::new();
        for (state, value) in self.eval(test, state) {
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
fn concatenated(left: &Value, right: &Value) -> Value {
    match (left.constant(), right.constant()) {
        (Some(left), Some(right)) => Value::String(Rc::from(left + &right)),
        (left_text, right_text) => {
            let prefix = match &left_text {
                Some(left) => left.clone() + right.prefix().unwrap_or(""),
                None => left.prefix().unwrap_or("").to_owned(),
            };
            let suffix = match &right_text {
                Some(right) => left.suffix().unwrap_or("").to_owned() + right,
                None => right.suffix().unwrap_or("").to_owned(),
            };
            Value::Text { prefix: prefix.into(), suffix: suffix.into() }
        }
    }
}

/// Whether evaluating an expression again gives the same and does nothing.
fn is_pure(facts: &crate::facts::Facts, expr: ExprId, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    let pure = |&part: &ExprId| is_pure(facts, part, depth - 1);
    match facts.kind(expr) {
        ExprKind::Undefined
        | ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Name(_)
        | ExprKind::Function(_) => true,
        ExprKind::Member { object, .. } => pure(object),
        ExprKind::Template { holes, .. } => holes.iter().all(pure),
        ExprKind::Array(items) => items.iter().all(pure),
        ExprKind::Object(properties) => properties.iter().all(|property| pure(&property.value)),
        ExprKind::Unary { operand, .. } => pure(operand),
        ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => pure(left) && pure(right),
        ExprKind::Conditional { test, consequent, alternate } => pure(test) && pure(consequent) && pure(alternate),
        ExprKind::Call { callee, arguments } => {
            let is_conversion = match facts.kind(*callee) {
                ExprKind::Name(name) => super::calls::is_conversion(facts.names.text(*name)),
                ExprKind::Member { object, property, .. } => {
                    super::calls::is_pure_method(facts.names.text(*property)) && pure(object)
                }
                _ => false,
            };
            is_conversion && arguments.iter().all(pure)
        }
        _ => false,
    }
}
