use std::path::Path;

use crate::program::{Company, assemble};
use crate::report::Report;
use crate::settings::Settings;
use crate::text::Source;

use super::{Files, Member, Use, fenced, gather};

/// Files that name others, with those that they name, and what each sees of the rest.
pub struct Together {
    pub members: Vec<Member>,
    companies: Vec<Company>,
}

impl Together {
    /// Adds the files that the members name. `settings` are those of a file, where it has its own; one that was named by
    /// another and has none goes by those of who named it.
    pub fn of(
        mut members: Vec<Member>,
        files: &dyn Files,
        settings: &dyn Fn(&Path, &Source) -> Option<Settings>,
    ) -> Self {
        let nodes = gather(&mut members, files);
        for member in &mut members {
            if let Some(own) = settings(&member.path, &member.read.source) {
                member.settings = own;
            }
        }
        let companies = assemble(&nodes, &|at, outside| {
            let member: &Member = &members[at];
            fenced(|| member.read.summary(&member.settings, outside)).unwrap_or_default()
        });
        Self { members, companies }
    }

    /// Where one of the members uses the SDK, by its place among them.
    #[must_use]
    pub fn uses(&self, at: usize) -> Vec<Use> {
        let member = &self.members[at];
        fenced(|| member.read.uses(&member.settings, &self.companies[at])).unwrap_or_default()
    }

    /// Lints one of the members, by its place among them.
    ///
    /// # Errors
    /// With what is told to the user when it could not be linted.
    pub fn lint(&self, at: usize) -> Result<Report, String> {
        let member = &self.members[at];
        fenced(|| member.read.lint(&member.settings, &self.companies[at]))
    }
}
