//! The rules. Adding one is a `.rs` and a `.md` file, and its name in the list below.

mod rule;
pub mod unknown_suppression;
pub mod unused_suppression;

pub use rule::{Category, Check, Confidence, FixKind, Options, Rule};

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[&unknown_suppression::RULE, &unused_suppression::RULE];

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
    let mut scored: Vec<_> = ids.iter().map(|id| (strsim::damerau_levenshtein(name, id), *id)).collect();
    scored.sort();
    scored.into_iter().take_while(|&(distance, id)| distance <= id.len() / 3).map(|(_, id)| id).take(3).collect()
}
