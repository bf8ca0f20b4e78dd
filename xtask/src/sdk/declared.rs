//! What the types of one version declare.

use std::collections::BTreeMap;

use super::schema::{Signature, Value};

#[derive(Default)]
pub struct Declared {
    pub types: BTreeMap<String, DeclaredType>,
    pub enums: BTreeMap<String, DeclaredEnum>,
}

#[derive(Default)]
pub struct DeclaredType {
    pub extends: Option<String>,
    pub open: bool,
    pub members: BTreeMap<String, Vec<DeclaredForm>>,
}

#[derive(Clone)]
pub struct DeclaredForm {
    pub signature: Signature,
    pub note: Option<Note>,
}

#[derive(Default)]
pub struct DeclaredEnum {
    pub paths: Vec<String>,
    pub members: BTreeMap<String, (Value, Option<Note>)>,
}

/// A remark that something is deprecated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub since: Option<String>,
    pub replacement: Vec<String>,
}

impl Declared {
    /// Adds one form of a member; the same form again, in another declaration of the type, is no news.
    pub fn add(&mut self, receiver: &str, member: &str, form: DeclaredForm) {
        let forms = self.types.entry(receiver.to_owned()).or_default().members.entry(member.to_owned()).or_default();
        match forms.iter_mut().find(|known| known.signature == form.signature) {
            Some(known) => known.note = known.note.take().or(form.note),
            None => forms.push(form),
        }
    }
}

impl Note {
    /// The remark in a comment: `@deprecated since version 18.4. ... Use `SetReaderOptions` instead.`, or the
    /// `[Deprecated.]` of the earliest types.
    pub fn read(comment: &str) -> Option<Self> {
        let Some((_, after)) = comment.split_once("@deprecated") else {
            return comment.contains("[Deprecated").then(|| Self { since: None, replacement: Vec::new() });
        };
        let remark = after.split(" @").next().unwrap_or(after);
        let since = remark.split_once("since version ").and_then(|(_, rest)| rest.split_whitespace().next());
        let since = since.map(|version| version.trim_end_matches('.').to_owned());
        let advice = remark.split_once("Use ").map_or("", |(_, advice)| advice);
        let advice = advice.split(" instead").next().unwrap_or(advice);
        let quoted = advice.split('`').skip(1).step_by(2);
        let replacement = quoted.map(str::to_owned).collect();
        Some(Self { since, replacement })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_tells_since_when_and_what_instead() {
        let read = |comment: &str| Note::read(comment).map(|note| (note.since, note.replacement));
        let since = |version: &str| Some(version.to_owned());
        assert_eq!(
            read("/** @deprecated since version 18.4. This will be removed. Use `A` and `B.c` instead. * Use `D` */"),
            Some((since("18.4"), vec!["A".to_owned(), "B.c".to_owned()]))
        );
        assert_eq!(
            read("/* @deprecated since version 10.1. Use `RegisterEvent(\"On\", f)` instead. */"),
            Some((since("10.1"), vec!["RegisterEvent(\"On\", f)".to_owned()]))
        );
        assert_eq!(read("/** @deprecated since version 10.1. \n * Not needed. */"), Some((since("10.1"), vec![])));
        assert_eq!(read("/** [Deprecated.] Sets something. */"), Some((None, vec![])));
        assert_eq!(read("/** Sets something. */"), None);
    }
}
