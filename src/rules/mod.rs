//! The rules. Adding one is a `.rs` and a `.md` file, and its name in the list below.

mod about;
mod asked;
pub mod calls;
mod context;
mod disable_source_after_acquire_order;
mod http_port_ssl_mismatch;
mod jpeg;
mod jpeg_of_bw_image;
mod jpeg_without_bit_depth_check;
mod rule;
mod spelling;
mod ssl_without_port;
mod unknown_enum_member;
mod unknown_event_name;
pub mod unknown_suppression;
pub mod unused_suppression;
mod url_scheme;

use crate::report::Finding;
use crate::text;

pub use about::{about, about_member};
pub use context::Context;
pub use rule::{Category, Check, Confidence, FixKind, Options, Rule};

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[
    &disable_source_after_acquire_order::RULE,
    &http_port_ssl_mismatch::RULE,
    &jpeg_of_bw_image::RULE,
    &jpeg_without_bit_depth_check::RULE,
    &ssl_without_port::RULE,
    &unknown_enum_member::RULE,
    &unknown_event_name::RULE,
    &unknown_suppression::RULE,
    &unused_suppression::RULE,
];

/// What the given rules find.
#[must_use]
pub fn check(context: &Context<'_>, is_on: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| is_on(rule)) {
        match rule.check {
            Check::Operation(check) => {
                context.flow.operations.iter().for_each(|operation| check(context, operation, &mut findings));
            }
            Check::Access(check) => {
                context.model.accesses().iter().for_each(|access| check(context, access, &mut findings));
            }
            Check::Program(check) => check(context, &mut findings),
            Check::Suppressions => {}
        }
    }
    findings
}

/// Names that a suppression comment or a selection may use besides the rules of [`RULES`]: what `settle` itself reports.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The rule ids nearest to a misspelt one, best first, at most three.
#[must_use]
pub fn nearest(name: &str) -> Vec<&'static str> {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    nearest_of(name, &ids)
}

/// The same among the given names.
fn nearest_of(name: &str, ids: &[&'static str]) -> Vec<&'static str> {
    text::nearest(name, ids.iter().copied())
}
