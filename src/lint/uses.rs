use crate::model::{Access, Model, Surroundings, Usage};
use crate::program::Company;
use crate::settings::Settings;
use crate::text::Span;

use super::Read;

/// A place where code calls a member of the SDK, or gives it a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name of the member.
    pub span: Span,
    /// `WebTwain.AcquireImage`
    pub path: String,
}

impl Read {
    /// In the company of the files that it runs with. In order of place.
    #[must_use]
    pub fn uses(&self, settings: &Settings, company: &Company) -> Vec<Use> {
        let surroundings =
            Surroundings { instance_names: &settings.instance_names, outside: &company.outside, file: None };
        let mut uses: Vec<Use> = Vec::new();
        for facts in &self.programs {
            let model = Model::of(facts, &surroundings);
            uses.extend(model.accesses().iter().filter(|access| access.usage != Usage::Read).filter_map(used));
        }
        uses.sort_by_key(|used| used.span);
        uses.dedup();
        uses
    }
}

fn used(access: &Access) -> Option<Use> {
    let member = access.member?;
    Some(Use { span: access.name_span, path: format!("{}.{}", member.receiver().name(), member.name()) })
}
