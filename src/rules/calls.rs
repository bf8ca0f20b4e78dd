//! A call of a method of the SDK, and the overloads that it may mean.

use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::sdk::api::{ArgumentKind, Form, Member, MemberKind, Param};

use super::Context;

/// A call of a known method of an object of the SDK.
pub struct SdkCall<'a> {
    pub access: Access,
    pub method: Member,
    pub call: ExprId,
    pub arguments: &'a [ExprId],
    pub kinds: Vec<ArgumentKind>,
    /// Every overload of the release in use; of all releases, when that is not known.
    pub forms: Vec<Form>,
}

impl<'a> SdkCall<'a> {
    /// `None` when the member is not called, is no method, or is called with a spread, whose length is not known.
    #[must_use]
    pub fn of(context: &Context<'a>, access: &Access) -> Option<Self> {
        let (method, call) = (access.member?, access.call()?);
        let facts = context.model.facts;
        let ExprKind::Call { arguments, .. } = facts.kind(call) else { return None };
        if arguments.iter().any(|&argument| matches!(facts.kind(argument), ExprKind::Spread(_))) {
            return None;
        }
        let forms: Vec<Form> = match context.release() {
            Some(release) => method.forms(release).collect(),
            None => method.all_forms().collect(),
        };
        let kinds = arguments.iter().map(|&argument| context.model.functions.argument_kind(facts, argument)).collect();
        let is_method = !forms.is_empty() && forms.iter().all(|form| form.kind() == MemberKind::Method);
        is_method.then_some(Self { access: *access, method, call, arguments, kinds, forms })
    }

    /// The overloads that the arguments fit, by number and by which of them are functions.
    pub fn fitting(&self) -> impl Iterator<Item = Form> {
        self.forms.iter().copied().filter(|form| form.fits(&self.kinds))
    }

    /// What an argument is declared as, in every overload that fits.
    pub fn params(&self, position: usize) -> impl Iterator<Item = Param> {
        self.fitting().filter_map(move |form| form.params().nth(position))
    }
}
