//! Facts × catalogue: which value is a WebTwain instance, what each name and call means.

mod binding;
mod scopes;

pub use binding::{Binding, BindingId, BindingKind, This, Write};
pub use scopes::{MemberWrite, Scopes};
