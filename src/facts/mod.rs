//! Syntax trees lowered to plain data: the last place where a tree-sitter type is seen.
//!
//! The spellings that mean the same (`d.x`, `d["x"]`, `d?.x`, `d!.x`, `(d).x`) are one thing from here on.

mod children;
mod expr;
mod kinds;
mod lower;
mod names;
mod statement;
mod store;
mod type_ref;

pub use expr::{
    AssignOperator, BinaryOperator, Class, ClassMember, Expr, ExprId, ExprKind, LogicalOperator, MemberValue, Pattern,
    Property, UnaryOperator,
};
pub use names::{Name, Names};
pub use statement::{
    Binding, Case, Declaration, DeclarationKind, Exported, Function, FunctionId, FunctionKind, ImportedName, Renamed,
    Statement, StatementId, StatementKind,
};
pub use store::{ClassId, Facts, Unit};
pub use type_ref::TypeRef;

use crate::syntax::Document;

/// Lowers every region of a document into one store. Never fails: what is not understood becomes opaque.
#[must_use]
pub fn lower(document: &Document<'_>) -> Facts {
    let mut facts = Facts { islands: document.islands.clone(), ..Facts::default() };
    for region in &document.regions {
        lower::lower_region(&mut facts, region);
    }
    facts
}
