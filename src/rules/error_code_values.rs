//! Which expressions hold an error code of the SDK.

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, BindingId, BindingKind, FunctionUse};
use crate::sdk::api::{Form, Param};
use crate::sdk::values::{ERROR_CODE_OF_REJECTION, ERROR_CODE_PARAMETERS, ERROR_CODE_PROPERTIES};

use super::Context;

/// Variables that hold what other variables hold are followed this far.
const MAX_DEPTH: usize = 4;

/// The places of a file that name a member of the SDK, by the member expression.
pub struct ErrorCodes<'c, 'a> {
    context: &'c Context<'a>,
    accesses: FxHashMap<ExprId, &'c Access>,
}

impl<'c, 'a> ErrorCodes<'c, 'a> {
    #[must_use]
    pub fn of(context: &'c Context<'a>) -> Self {
        let accesses = context.model.accesses().iter().map(|access| (access.expr, access)).collect();
        Self { context, accesses }
    }

    /// Whether an expression holds an error code, and whether that is the SDK's for certain. `None`: it does not.
    #[must_use]
    pub fn is_known(&self, expr: ExprId) -> Option<bool> {
        self.is_known_at(expr, MAX_DEPTH)
    }

    fn is_known_at(&self, expr: ExprId, depth: usize) -> Option<bool> {
        if let Some(access) = self.accesses.get(&expr) {
            let member = access.member?;
            let path = format!("{}.{}", member.receiver().name(), member.name());
            return ERROR_CODE_PROPERTIES.contains(&path.as_str()).then_some(access.is_known);
        }
        let scopes = &self.context.model.scopes;
        let Some(id) = scopes.resolve(expr) else { return self.is_of_rejection(expr) };
        let binding = scopes.binding(id);
        match binding.only_value() {
            Some(value) => self.is_known_at(value, depth.checked_sub(1)?),
            None => self.is_parameter(id),
        }
    }

    /// Whether it is what failure callbacks of the SDK, and nothing else, are given.
    fn is_parameter(&self, id: BindingId) -> Option<bool> {
        let binding = self.context.model.scopes.binding(id);
        let BindingKind::Parameter { function, index } = binding.kind else { return None };
        if !binding.writes.is_empty() {
            return None;
        }
        let uses = self.context.model.functions.uses(function);
        let known = uses.iter().map(|how| self.is_given(*how, index)).collect::<Option<Vec<bool>>>()?;
        (!known.is_empty()).then(|| known.into_iter().all(|is_known| is_known))
    }

    fn is_given(&self, how: FunctionUse, index: usize) -> Option<bool> {
        let FunctionUse::Argument { call, index: position } = how else { return None };
        let (access, forms) = self.called(call)?;
        let params: Vec<Param> = forms.iter().filter_map(|form| form.params().nth(position)).collect();
        let is_code = |param: &Param| name_at(*param, index).is_some_and(|name| ERROR_CODE_PARAMETERS.contains(&name));
        (!params.is_empty() && params.iter().all(is_code)).then_some(access.is_known)
    }

    /// `error.code` where `error` is what a promise of the SDK, and nothing else, is rejected with.
    fn is_of_rejection(&self, expr: ExprId) -> Option<bool> {
        let model = self.context.model;
        let ExprKind::Member { object, property, .. } = *model.facts.kind(expr) else { return None };
        if model.facts.names.text(property) != ERROR_CODE_OF_REJECTION {
            return None;
        }
        let binding = model.scopes.binding(model.scopes.resolve(object)?);
        let BindingKind::Parameter { function, index: 0 } = binding.kind else { return None };
        match model.functions.uses(function) {
            [FunctionUse::Argument { call, index }] if binding.writes.is_empty() => self.is_caught(*call, *index),
            _ => None,
        }
    }

    /// Whether the argument of a call is what runs when a promise of the SDK is rejected: `d.OpenSourceAsync().catch(failed)`.
    fn is_caught(&self, call: ExprId, position: usize) -> Option<bool> {
        let facts = self.context.model.facts;
        let ExprKind::Call { callee, .. } = facts.kind(call) else { return None };
        let ExprKind::Member { object, property, .. } = *facts.kind(*callee) else { return None };
        if !matches!((facts.names.text(property), position), ("catch", 0) | ("then", 1)) {
            return None;
        }
        let (access, forms) = self.called(object)?;
        let is_promise = |form: &Form| form.type_text().starts_with("Promise");
        (!forms.is_empty() && forms.iter().all(is_promise)).then_some(access.is_known)
    }

    /// The method of the SDK that a call is of, and the overloads that it may mean.
    fn called(&self, call: ExprId) -> Option<(&'c Access, Vec<Form>)> {
        let model = self.context.model;
        let ExprKind::Call { callee, arguments } = model.facts.kind(call) else { return None };
        let access = self.accesses.get(callee)?;
        let kinds: Vec<_> =
            arguments.iter().map(|&argument| model.functions.argument_kind(model.facts, argument)).collect();
        let is_meant =
            |form: &Form| form.fits(&kinds) && self.context.release().is_none_or(|release| form.is_in(release));
        Some((access, access.member?.all_forms().filter(is_meant).collect()))
    }
}

/// What a callback is given at a position.
fn name_at(param: Param, index: usize) -> Option<&'static str> {
    param.callback()?.nth(index).map(|name| name.trim_end_matches('?'))
}
