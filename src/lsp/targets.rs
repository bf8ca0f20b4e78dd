//! What can be explained in a text: found once for each version of it, at the first hover.

use crate::facts;
use crate::model::codes::{CodeLiteral, code_literals};
use crate::rules::{self, Rule};
use crate::settle;
use crate::syntax::{self, Document};
use crate::text::{Source, Span};

#[derive(Default)]
pub struct Targets {
    rules: Vec<(Span, &'static Rule)>,
    codes: Vec<CodeLiteral>,
}

/// One of them.
pub enum Target {
    /// The rule that a suppression comment names.
    Rule(&'static Rule),
    /// An error code of the SDK.
    Code(i64),
}

impl Targets {
    pub fn of(source: &Source) -> Self {
        let text = &*source.text;
        let (may_have_codes, may_have_rules) = (syntax::mentions_sdk(text), text.contains(settle::MARKER));
        if !may_have_codes && !may_have_rules {
            return Self::default();
        }
        let document = syntax::read(source);
        let rules = rules_in_comments(&document, text);
        let codes = if may_have_codes { code_literals(&facts::lower(&document)) } else { Vec::new() };
        Self { rules, codes }
    }

    pub fn at(&self, offset: usize) -> Option<(Span, Target)> {
        let rule = self.rules.iter().find(|(span, _)| span.touches(offset));
        let rule = rule.map(|&(span, rule)| (span, Target::Rule(rule)));
        rule.or_else(|| {
            let code = self.codes.iter().find(|code| code.span.touches(offset))?;
            Some((code.span, Target::Code(code.value)))
        })
    }
}

fn rules_in_comments(document: &Document<'_>, text: &str) -> Vec<(Span, &'static Rule)> {
    let suppressions = settle::parse(text, &document.comments_with(settle::MARKER));
    let names = suppressions.into_iter().flat_map(|suppression| suppression.rules);
    names.filter_map(|name| Some((name.span, rules::find(&name.name)?))).collect()
}

/// Whether the word at the offset can be no target, so that the text need not be read: it begins with a letter, as no
/// code does, and has no hyphen, as every rule has.
pub fn is_plain_word(text: &str, offset: usize) -> bool {
    let is_of_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$' | '-');
    let (Some(before), Some(after)) = (text.get(..offset), text.get(offset..)) else { return false };
    if !after.starts_with(is_of_word) {
        return false;
    }
    let start = before.trim_end_matches(is_of_word).len();
    let length = after.find(|character| !is_of_word(character)).unwrap_or(after.len());
    let word = &text[start..offset + length];
    word.starts_with(|first: char| !first.is_ascii_digit() && first != '-') && !word.contains('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_without_codes_and_rules_are_plain() {
        let text = "if(errorCode==-2003)return-2115;é12 c";
        let is_plain = |word: &str| is_plain_word(text, text.find(word).expect("it is there"));
        assert!(is_plain("if") && is_plain("errorCode") && is_plain("Code") && is_plain("é12") && is_plain("12 c"));
        assert!(!is_plain("-2003") && !is_plain("03)") && !is_plain("==") && !is_plain("return") && !is_plain("-2115"));
        assert!(!is_plain_word(text, text.len()) && !is_plain_word(text, text.len() + 1));
    }

    #[test]
    fn every_rule_has_a_hyphen() {
        assert!(rules::RULES.iter().all(|rule| rule.id.contains('-')));
    }
}
