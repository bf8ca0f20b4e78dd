//! Finds the slots of a file in its model.

use rustc_hash::FxHashSet;

use crate::facts::{BinaryOperator, ExprId, ExprKind, Name, StatementKind};
use crate::model::codes::{CodeLiteral, code_literals, compared_with_codes};
use crate::model::{Access, Model, Usage};
use crate::sdk::api::{self, ArgumentKind, Enumeration, Form, Member, MemberKind, Receiver};
use crate::sdk::semantics;
use crate::text::Span;

use super::anchors::{Handler, start_of};
use super::expected::{Expected, enumeration_of};
use super::index::{CallSite, OptionObject};
use super::slot::{Slot, unquoted};

/// An object literal in another is followed this far.
const MAX_DEPTH: usize = 6;

pub(super) struct Finder<'a> {
    model: &'a Model<'a>,
    text: &'a str,
    pub slots: Vec<(Span, Slot)>,
    pub calls: Vec<CallSite>,
    pub option_objects: Vec<OptionObject>,
    /// By the place of an event's name, its handler.
    pub handlers: Vec<(Span, Handler)>,
    /// The addresses of folders that the SDK loads its files from.
    pub resources: Vec<Span>,
}

impl<'a> Finder<'a> {
    pub fn of(model: &'a Model<'a>, text: &'a str) -> Self {
        Self {
            model,
            text,
            slots: Vec::new(),
            calls: Vec::new(),
            option_objects: Vec::new(),
            handlers: Vec::new(),
            resources: Vec::new(),
        }
    }

    pub fn run(&mut self) {
        for access in self.model.accesses() {
            self.name(access.name_span, Slot::Member(access.on));
            match access.usage {
                Usage::Call(call) | Usage::New(call) => self.call(access, call),
                Usage::Write { value: Some(value), .. } => self.written(access, value),
                Usage::Write { .. } | Usage::Read => {}
            }
        }
        self.paths();
        self.comparisons();
        self.codes();
        self.begun_statements();
    }

    fn span(&self, expr: ExprId) -> Span {
        self.model.facts.span(expr)
    }

    /// A name, which may stand between quotes.
    fn name(&mut self, span: Span, slot: Slot) {
        self.slots.push((unquoted(self.text, span), slot));
    }

    fn paths(&mut self) {
        let facts = self.model.facts;
        for (expr, it) in facts.exprs() {
            match &it.kind {
                ExprKind::Member { object, property_span, .. } => {
                    if let Some(of) = self.model.path(*object).and_then(enumeration_at_end) {
                        self.name(*property_span, Slot::EnumMember(of));
                    }
                }
                ExprKind::Name(name) if facts.names.text(*name).starts_with("EnumDWT_") => {
                    self.slots.extend(self.model.path(expr).map(|_| (it.span, Slot::Enumeration)));
                }
                _ => {}
            }
        }
    }

    fn call(&mut self, access: &Access, call: ExprId) {
        let (ExprKind::Call { arguments, .. } | ExprKind::New { arguments, .. }) = self.model.facts.kind(call) else {
            return;
        };
        self.event(access, arguments);
        let Some(method) = access.member else { return };
        let facts = self.model.facts;
        let kinds: Vec<ArgumentKind> =
            arguments.iter().map(|&argument| self.model.functions.argument_kind(facts, argument)).collect();
        self.calls.push(CallSite {
            span: self.span(call),
            name_end: access.name_span.end as usize,
            method,
            arguments: arguments
                .iter()
                .copied()
                .map(|argument| self.span(argument))
                .zip(kinds.iter().copied())
                .collect(),
        });
        for (position, &argument) in arguments.iter().enumerate() {
            if let Some(expected) = expected_argument(method, &kinds, position) {
                self.expect(argument, expected, MAX_DEPTH);
            }
        }
    }

    fn event(&mut self, access: &Access, arguments: &[ExprId]) {
        let called = self.model.facts.names.text(access.name);
        let Some(registers) = semantics::registering_method(called) else { return };
        let method = format!("{}.{registers}", access.on.name());
        let (Some(event), Some(&argument)) = (api::events_of(&method).next(), arguments.first()) else { return };
        if matches!(self.model.facts.kind(argument), ExprKind::String(_)) {
            let span = unquoted(self.text, self.span(argument));
            self.slots.push((span, Slot::Event { method: event.method() }));
            self.handlers.extend(arguments.get(1).and_then(|&handler| Some((span, self.handler(handler)?))));
        }
    }

    fn handler(&self, expr: ExprId) -> Option<Handler> {
        let facts = self.model.facts;
        if let Some(function) = self.model.functions.target(expr) {
            let function = facts.function(function);
            return Some(Handler::Here(function.name.map_or(start_of(function.span), |name| facts.span(name))));
        }
        match facts.kind(expr) {
            ExprKind::Name(name) => Some(Handler::Named(facts.names.text(*name).into())),
            _ => None,
        }
    }

    fn written(&mut self, access: &Access, value: ExprId) {
        let is_folder = semantics::is_resources_key(self.model.facts.names.text(access.name));
        if is_folder && matches!(self.model.facts.kind(value), ExprKind::String(_)) {
            self.resources.push(unquoted(self.text, self.span(value)));
        }
        if let Some(expected) = access.member.and_then(Expected::of_property) {
            self.expect(value, expected, MAX_DEPTH);
        }
    }

    fn expect(&mut self, expr: ExprId, expected: Expected, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for expr in self.model.alternatives(expr) {
            match self.model.facts.kind(expr) {
                ExprKind::Object(_) => self.options(expr, expected.options, depth),
                ExprKind::Array(items) => items.iter().for_each(|&item| self.expect(item, expected, depth)),
                ExprKind::Name(_) => self.named(expr, expected, depth),
                ExprKind::Number(_) | ExprKind::Unary { .. } => self.enum_value(expr, expected.enumeration),
                ExprKind::String(_) if expected.is_container => {
                    self.name(self.span(expr), Slot::Container);
                }
                _ => {}
            }
        }
    }

    /// A variable stands for what it always is; one that is nothing yet may become what is wanted.
    fn named(&mut self, expr: ExprId, expected: Expected, depth: usize) {
        let scopes = &self.model.scopes;
        match scopes.resolve(expr).and_then(|binding| scopes.binding(binding).only_value()) {
            Some(value) => self.expect(value, expected, depth),
            None => self.enum_value(expr, expected.enumeration),
        }
    }

    fn enum_value(&mut self, expr: ExprId, wanted: Option<Enumeration>) {
        if let Some(of) = wanted {
            self.slots.push((self.span(expr), Slot::EnumValue { of, value: self.integer(expr) }));
        }
    }

    fn integer(&self, expr: ExprId) -> Option<i64> {
        let is_number = matches!(self.model.facts.kind(expr), ExprKind::Number(_) | ExprKind::Unary { .. });
        let number = self.model.constant(expr).filter(|_| is_number)?.as_number()?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    }

    fn options(&mut self, object: ExprId, options: Option<Receiver>, depth: usize) {
        let (Some(on), ExprKind::Object(properties)) = (options, self.model.facts.kind(object)) else { return };
        let keys = properties.iter().filter(|property| property.key.is_some());
        let keys = keys.map(|property| unquoted(self.text, property.key_span)).collect();
        self.option_objects.push(OptionObject { span: self.span(object), keys });
        for property in properties {
            let Some(key) = property.key else { continue };
            self.name(property.key_span, Slot::OptionKey(on));
            self.option(on, key, property.value, depth);
        }
    }

    fn option(&mut self, on: Receiver, key: Name, value: ExprId, depth: usize) {
        let key = self.model.facts.names.text(key);
        let is_shorthand =
            matches!(self.model.facts.kind(value), ExprKind::Name(name) if self.model.facts.names.text(*name) == key);
        let Some(mut expected) = on.member(key).and_then(Expected::of_property).filter(|_| !is_shorthand) else {
            return;
        };
        expected.is_container = semantics::is_container_key(key);
        self.expect(value, expected, depth);
    }

    /// `d.PixelType == 1`, and a `switch` over it.
    fn comparisons(&mut self) {
        let facts = self.model.facts;
        for (_, expr) in facts.exprs() {
            let ExprKind::Binary { operator: BinaryOperator::Equal | BinaryOperator::NotEqual, left, right } =
                expr.kind
            else {
                continue;
            };
            self.compared(left, right);
            self.compared(right, left);
        }
        for (_, statement) in facts.statements() {
            let StatementKind::Switch { subject, cases } = &statement.kind else { continue };
            for test in cases.iter().filter_map(|case| case.test) {
                self.compared(*subject, test);
            }
        }
    }

    fn compared(&mut self, with: ExprId, expr: ExprId) {
        let is_value = matches!(self.model.facts.kind(expr), ExprKind::Number(_) | ExprKind::Name(_));
        if !is_value {
            return;
        }
        let Some(access) = self.access(with) else { return };
        let wanted = access.member.and_then(|member| member.all_forms().rev().find_map(enumeration_of));
        self.enum_value(expr, wanted);
    }

    fn access(&self, expr: ExprId) -> Option<&'a Access> {
        let ExprKind::Member { property_span, .. } = self.model.facts.kind(expr) else { return None };
        let accesses = self.model.accesses();
        let at = accesses.binary_search_by_key(property_span, |access| access.name_span).ok()?;
        accesses.get(at)
    }

    /// A handler attribute has no room for what takes several lines.
    fn begun_statements(&mut self) {
        let facts = self.model.facts;
        let handlers = facts.units.iter().filter(|unit| unit.role.is_in_markup());
        let handlers: Vec<Span> = handlers.map(|unit| unit.span).collect();
        for (_, statement) in facts.statements() {
            let StatementKind::Expression(expr) = statement.kind else { continue };
            let span = self.span(expr);
            let is_name = matches!(facts.kind(expr), ExprKind::Name(_));
            if is_name && !handlers.iter().any(|handler| handler.contains(span)) {
                self.slots.push((span, Slot::Statement));
            }
        }
    }

    fn codes(&mut self) {
        let facts = self.model.facts;
        let is_value = |expr: &ExprId| {
            matches!(facts.kind(*expr), ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Unary { .. })
        };
        let compared = compared_with_codes(facts).into_iter().filter(is_value);
        let compared: FxHashSet<Span> = compared.map(|expr| self.span(expr)).collect();
        for CodeLiteral { span, value } in code_literals(facts) {
            self.slots.push((span, Slot::Code { value: Some(value), is_compared: compared.contains(&span) }));
        }
        self.slots.extend(compared.into_iter().map(|span| (span, Slot::Code { value: None, is_compared: true })));
    }
}

/// What a parameter wants, by the newest form that the arguments fit; failing that, by any.
fn expected_argument(method: Member, kinds: &[ArgumentKind], position: usize) -> Option<Expected> {
    let forms = || method.all_forms().rev().filter(|form| form.kind() == MemberKind::Method);
    let expected = |form: Form| Expected::of_param(form.params().nth(position)?);
    let fitting = forms().filter(|form| form.fits(kinds)).find_map(expected);
    fitting.or_else(|| forms().find_map(expected))
}

fn enumeration_at_end(path: &str) -> Option<Enumeration> {
    api::enumeration(path.rsplit('.').next()?)
}
