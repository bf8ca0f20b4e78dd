//! The call that a cursor is in.

use crate::sdk::api::{ArgumentKind, Form, Member, MemberKind, Release};

use super::half_typed::{HalfTyped, MakeIndex};
use super::index::{CallSite, Index};
use super::open_brackets::Open;

/// A call of a method of the SDK, perhaps half typed.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Member,
    /// The position of the argument that the cursor is in, from 0.
    pub argument: usize,
    /// What is known of those before.
    before: Vec<ArgumentKind>,
}

impl HalfTyped<'_> {
    /// The call of the SDK whose arguments the cursor is among: not in an object, a function or a call inside of them.
    #[must_use]
    pub fn call(&self, index: &MakeIndex<'_>) -> Option<Call> {
        let as_it_is = index(self.source);
        if as_it_is.piece_at(self.offset).is_some_and(|piece| piece.is_whole) {
            return self.call_in(&as_it_is, &self.source.text);
        }
        self.find(index, |completed| self.call_in(completed.index, completed.text))
    }

    fn call_in(&self, index: &Index, text: &str) -> Option<Call> {
        let site = index.call_at(text, self.offset)?;
        let argument = argument(site, text, self.offset);
        let before = site.arguments.iter().take(argument).map(|(_, kind)| *kind).collect();
        Some(Call { method: site.method, argument, before })
    }
}

/// The place of the argument at the offset: behind each that ends before it and has a comma behind.
fn argument(site: &CallSite, text: &str, offset: usize) -> usize {
    let is_behind = |end: u32| text.get(end as usize..offset).is_some_and(|between| between.contains(','));
    site.arguments.iter().take_while(|(span, _)| is_behind(span.end)).count()
}

impl CallSite {
    /// Whether the offset is among the arguments, and in no brackets of theirs.
    pub(super) fn holds(&self, text: &str, offset: usize) -> bool {
        let Some(before) = text.get(self.name_end..offset).filter(|_| offset <= self.span.end as usize) else {
            return false;
        };
        let mut open = Open::default();
        open.read(before);
        open.closing() == ")"
    }
}

impl Call {
    /// The forms of the method, as the release has it, newest last; and the place of the one that the call seems to mean.
    #[must_use]
    pub fn forms(&self, release: Release) -> (Vec<Form>, usize) {
        let shown = if self.method.is_in(release) { release } else { self.method.last_release() };
        let forms: Vec<Form> = self.method.forms(shown).filter(|form| form.kind() == MemberKind::Method).collect();
        let has_room = |form: &Form| form.params().len() > self.argument || form.arity().1.is_none();
        let fits = |form: &Form| form.first_misfit(&self.before).is_none();
        let is_current = |form: &Form| form.deprecation(release).is_none();
        let meant = forms.iter().position(|form| has_room(form) && fits(form) && is_current(form));
        let meant = meant.or_else(|| forms.iter().position(|form| has_room(form) && fits(form)));
        let meant = meant.or_else(|| forms.iter().position(has_room)).unwrap_or(0);
        (forms, meant)
    }
}
