//! Expressions: each gives one value a path.

use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::facts::{ExprId, ExprKind, Name, Property};
use crate::model::{BindingId, BindingKind};
use crate::sdk::enums;
use crate::sdk::semantics::{PAGE_IS_SECURE, Role, need_of_open_source, role};

use super::builtins::{is_conversion, is_pure_method};
use super::interpreter::Interpreter;
use super::operation::OperationKind;
use super::operators::concatenated;
use super::paths::{self, Forks};
use super::state::{PropertyState, State};
use super::symbols::{Meaning, Symbol};
use super::value::{ObjectValue, Value};

/// A constant that is made of constants is followed this far.
const MAX_CONSTANT_DEPTH: usize = 8;

/// The values of several expressions, on each path.
type Evaluated = SmallVec<[(State, Vec<Value>); 1]>;

impl Interpreter<'_> {
    pub(super) fn eval(&mut self, expr: ExprId, state: State) -> Forks {
        let forks = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.eval_at(expr, state));
        self.bounded(forks)
    }

    pub(super) fn bounded(&mut self, mut forks: Forks) -> Forks {
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
            ExprKind::String(text) => Value::String(Arc::from(&**text)),
            ExprKind::Name(_) => return self.name(expr, state),
            ExprKind::This => self.symbol(Meaning::This(self.model.scopes.this(expr))),
            ExprKind::Super => self.symbol(Meaning::Result(expr)),
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
    pub(super) fn eval_all(&mut self, exprs: &[ExprId], state: State) -> Evaluated {
        let mut paths: Evaluated = smallvec![(state, Vec::with_capacity(exprs.len()))];
        for &expr in exprs {
            let mut next = Evaluated::with_capacity(paths.len());
            for (state, mut values) in paths {
                let mut forks = self.eval(expr, state).into_iter();
                while let Some((state, value)) = forks.next() {
                    let is_last = forks.len() == 0;
                    let mut values = if is_last { std::mem::take(&mut values) } else { values.clone() };
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

    /// Evaluates parts for what they do; what they give is not known.
    pub(super) fn opaque(&mut self, expr: ExprId, parts: &[ExprId], state: State) -> Forks {
        let mut states = vec![state];
        for &part in parts {
            if self.relevance.is_relevant(self.model.facts.span(part)) {
                states = states.into_iter().flat_map(|state| self.eval(part, state)).map(|(state, _)| state).collect();
                paths::merge(&mut states);
            }
        }
        let finish = |mut state: State| {
            let value = self.result_of(expr, &mut state);
            (state, value)
        };
        states.into_iter().map(finish).collect()
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
        if path == PAGE_IS_SECURE {
            return self.page_is_secure();
        }
        Value::Unknown(self.global(path))
    }

    /// `location.protocol === "https:"`
    pub(super) fn page_is_secure(&mut self) -> Value {
        let protocol = self.global("location.protocol");
        self.symbol(Meaning::Equal(protocol, "https:".into()))
    }

    pub(super) fn property_of(&mut self, expr: ExprId, object: Value, property: Name) -> Value {
        match object {
            Value::Object(object) => match object.get(property) {
                Some(value) => value.clone(),
                None if object.is_open => self.symbol(Meaning::Result(expr)),
                None => Value::Undefined,
            },
            Value::Unknown(symbol) => Value::Unknown(self.symbol_of_member(symbol, property)),
            _ => self.symbol(Meaning::Result(expr)),
        }
    }

    pub(super) fn symbol_of_member(&mut self, owner: Symbol, property: Name) -> Symbol {
        let text = self.model.facts.names.text(property);
        let meaning = match self.symbols.meaning(owner) {
            // The document's and the window's location are one.
            Meaning::Global(path) if &**path == "document" && text == "location" => Meaning::Global("location".into()),
            Meaning::Global(path) => Meaning::Global(format!("{path}.{text}").into()),
            _ => Meaning::Member(owner, property),
        };
        self.symbols.intern(meaning)
    }

    fn read(&mut self, expr: ExprId, property: Name, mut state: State) -> Forks {
        self.record(expr, expr, OperationKind::Read, &state, Vec::new());
        let Some(instance) = self.model.receiver(expr) else { return smallvec![] };
        let name = self.model.facts.names.text(property);
        let (span, turn) = (self.model.facts.span(expr), state.turn);
        if need_of_open_source(name).is_some() {
            state.instance_mut(instance).note_use(name, span, turn);
        }
        let set = match state.instance(instance).map(|instance| instance.property(property)) {
            Some(PropertyState::Set(set)) => Some(set.value.clone()),
            _ => None,
        };
        let is_set_by_scanning = role(self.model.facts.names.text(property)) == Some(Role::CurrentImage);
        let value = match set {
            Some(value) if !is_set_by_scanning => value,
            _ => self.symbol(Meaning::Property(instance, property)),
        };
        let value = self.resolved(value, &state);
        smallvec![(state, value)]
    }

    fn object(&mut self, properties: &[Property], state: State) -> Forks {
        let value_of = |property: &Property| match self.model.facts.kind(property.value) {
            ExprKind::Spread(inner) if property.key.is_none() => *inner,
            _ => property.value,
        };
        let exprs: Vec<ExprId> = properties.iter().map(value_of).collect();
        let paths = self.eval_all(&exprs, state);
        paths.into_iter().map(|(state, values)| (state, self.object_of(properties, values))).collect()
    }

    fn object_of(&mut self, properties: &[Property], values: Vec<Value>) -> Value {
        let mut object = ObjectValue::default();
        for (property, value) in properties.iter().zip(values) {
            match (property.key, value) {
                (Some(key), _) if self.relevance.is_unsteady(key) => {
                    let value = self.symbol(Meaning::Result(property.value));
                    object.set(key, value, property.key_span);
                }
                (Some(key), value) => object.set(key, value, property.key_span),
                (None, Value::Object(inner)) if property.computed.is_none() => object.extend(&inner),
                (None, Value::Undefined | Value::Null | Value::Bool(_)) if property.computed.is_none() => {}
                // Whatever stands before it may be overwritten.
                (None, _) => object = ObjectValue { is_open: true, ..ObjectValue::default() },
            }
        }
        Value::Object(Arc::new(object))
    }

    fn array(&mut self, items: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(items, state);
        paths.into_iter().map(|(state, values)| (state, Value::Array(values.into()))).collect()
    }

    fn template(&mut self, texts: &[Box<str>], holes: &[ExprId], state: State) -> Forks {
        let paths = self.eval_all(holes, state);
        let joined = |values: &[Value]| {
            let mut whole = Value::String(Arc::from(texts.first().map_or("", |text| text)));
            for (at, value) in values.iter().enumerate() {
                whole = concatenated(&whole, value);
                if let Some(text) = texts.get(at + 1).filter(|text| !text.is_empty()) {
                    whole = concatenated(&whole, &Value::String(Arc::from(&**text)));
                }
            }
            whole
        };
        paths.into_iter().map(|(state, values)| (state, joined(&values))).collect()
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
                ExprKind::Name(name) => is_conversion(facts.names.text(*name)),
                ExprKind::Member { object, property, .. } => {
                    is_pure_method(facts.names.text(*property)) && pure(object)
                }
                _ => false,
            };
            is_conversion && arguments.iter().all(pure)
        }
        _ => false,
    }
}
