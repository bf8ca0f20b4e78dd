//! Syntax trees lowered to plain data: the last place where a tree-sitter type is seen.
//!
//! The spellings that mean the same (`d.x`, `d["x"]`, `d?.x`, `d!.x`, `(d).x`) are one thing from here on.

mod children;
mod element;
mod expr;
mod expr_map;
mod kinds;
mod lower;
mod names;
mod statement;
mod store;
mod template_locals;
mod type_ref;

pub use element::Element;
pub use expr::{
    AssignOperator, BinaryOperator, Class, ClassMember, Expr, ExprId, ExprKind, LogicalOperator, MemberValue, Pattern,
    Property, UnaryOperator,
};
pub use expr_map::ExprMap;
pub use names::{Name, Names};
pub use statement::{
    Binding, Case, Declaration, DeclarationKind, Exported, Function, FunctionId, FunctionKind, ImportedName, Renamed,
    Statement, StatementId, StatementKind,
};
pub use store::{ClassId, Facts, Unit};
pub use template_locals::TemplateLocals;
pub use type_ref::TypeRef;

use crate::syntax::{Document, Region, Role};

/// The facts of each program that a document holds: of its excerpts, where it has any.
#[must_use]
pub fn programs(document: &Document<'_>) -> Vec<Facts> {
    match document.excerpts.as_slice() {
        [] => vec![lower(document)],
        excerpts => excerpts.iter().map(lower).collect(),
    }
}

/// Lowers every region of a document, but not its excerpts, into one store. Never fails: what is not understood becomes opaque.
#[must_use]
pub fn lower(document: &Document<'_>) -> Facts {
    let mut facts = Facts { islands: document.islands.clone(), ..Facts::default() };
    facts.has_stores = document.template.as_ref().is_some_and(|scope| !scope.sees_members);
    // Where a reference or a store holds what it holds.
    facts.names.intern("value");
    let is_template = |region: &&Region<'_>| region.role == Role::Template;
    for region in document.regions.iter().filter(|region| !is_template(region)) {
        lower::lower_region(&mut facts, region, None);
    }
    if let Some(scope) = &document.template {
        let names = lower::TemplateNames::of(&mut facts, scope);
        for region in document.regions.iter().filter(is_template) {
            lower::lower_region(&mut facts, region, Some(&names));
        }
        lower::add_elements(&mut facts, &scope.elements);
    }
    facts
}
