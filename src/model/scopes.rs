//! JavaScript scoping: which name is which binding, and what is ever stored in it.

use rustc_hash::FxHashMap;

use crate::facts::{Exported, ExprId, ExprKind, ExprMap, Facts, FunctionId, Name};

use super::binding::{Binding, BindingId, This};
use super::resolve;
use super::setters::Setters;

/// A constant that is another constant is followed this far.
const MAX_CONSTANTS: usize = 8;

/// The bindings of a file. The classic scripts of a page share one global scope; handler attributes see it; modules do not leak.
#[derive(Debug, Default)]
pub struct Scopes {
    pub(super) bindings: Vec<Binding>,
    pub(super) resolved: ExprMap<BindingId>,
    pub(super) this: ExprMap<This>,
    /// `object.property = value` everywhere in the file.
    pub member_writes: Vec<MemberWrite>,
    /// Every call and `new`, with the function that it stands in.
    pub calls: Vec<(ExprId, Option<FunctionId>)>,
    pub returns: FxHashMap<FunctionId, Vec<ExprId>>,
    /// Names and members that are read elsewhere than as the callee of a call.
    pub escapes: Vec<ExprId>,
    pub exports: Vec<Exported>,
    pub(super) setters: Setters,
    /// The declaring name of each variable and parameter that has an annotation.
    pub(super) annotated: FxHashMap<BindingId, ExprId>,
}

#[derive(Clone, Copy, Debug)]
pub struct MemberWrite {
    pub object: ExprId,
    pub property: Name,
    /// `None` when not a plain assignment.
    pub value: Option<ExprId>,
}

impl Scopes {
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        resolve::scopes_of(facts)
    }

    #[must_use]
    pub fn binding(&self, id: BindingId) -> &Binding {
        &self.bindings[id.index()]
    }

    pub fn bindings(&self) -> impl Iterator<Item = (BindingId, &Binding)> {
        self.bindings.iter().enumerate().map(|(index, binding)| (id_of(index), binding))
    }

    /// The binding of a name, or of `window.name`.
    #[must_use]
    pub fn resolve(&self, expr: ExprId) -> Option<BindingId> {
        self.resolved.get(expr).copied()
    }

    /// The text that an expression always is: a string, or a variable that only ever holds one.
    #[must_use]
    pub fn constant_text<'f>(&self, facts: &'f Facts, expr: ExprId) -> Option<&'f str> {
        let mut expr = expr;
        for _ in 0..MAX_CONSTANTS {
            match facts.kind(expr) {
                ExprKind::String(text) => return Some(text),
                _ => expr = self.binding(self.resolve(expr)?).only_value()?,
            }
        }
        None
    }

    /// The name in the declaration of a variable or parameter that has an annotation: ask the facts for it.
    #[must_use]
    pub fn annotated(&self, binding: BindingId) -> Option<ExprId> {
        self.annotated.get(&binding).copied()
    }

    /// Calls of the setter of a pair that `pair` gave, and calls that it is an argument of, with its position there.
    pub(super) fn setter_uses(&self, pair: ExprId) -> &[(ExprId, Option<usize>)] {
        self.setters.uses(pair)
    }

    #[must_use]
    pub fn this(&self, expr: ExprId) -> This {
        self.this.get(expr).copied().unwrap_or(This::Global)
    }
}

pub(super) fn id_of(index: usize) -> BindingId {
    BindingId(u32::try_from(index).unwrap_or(u32::MAX))
}
