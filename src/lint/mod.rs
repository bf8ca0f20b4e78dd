//! The straight line from a source to a report: the one function that the command line, the server and the tests call.

mod fence;
mod gather;
mod mend;
mod together;
mod walk;

pub use fence::fenced;
pub use gather::{Files, Member, gather, may_matter, named};
pub use mend::{MAX_ROUNDS, Mended, Mender, allowed_fix, mend};
pub use together::Together;
pub use walk::{Walk, is_foreign_name};

use crate::facts::{self, Facts};
use crate::flow;
use crate::model::{Model, Outside, Surroundings};
use crate::program::{Company, Links, Program, Summary};
use crate::report::{Edit, Finding, Report};
use crate::rules::{self, Context};
use crate::settings::{Level, Settings};
use crate::settle::{MARKER, settle};
use crate::syntax;
use crate::text::{Source, Span};

/// Lints one file as a program of its own. Never fails: text that does not parse yields fewer findings.
#[must_use]
pub fn lint(source: &Source, settings: &Settings) -> Report {
    if !may_concern(&source.text, settings) {
        return Report::default();
    }
    read(source).lint(settings, &Company::default())
}

/// Whether anything could be found in a text. One that names neither the SDK, nor an instance, nor this linter (whose
/// comments the search for the SDK finds as well) is not worth parsing.
#[must_use]
pub fn may_concern(text: &str, settings: &Settings) -> bool {
    let names_instance = || settings.instance_names.iter().any(|name| text.contains(name.as_str()));
    syntax::mentions_sdk(text) || names_instance()
}

/// A file that was read: what is needed to lint it, without the trees, which are many times as large as the text.
pub struct Read {
    pub source: Source,
    facts: Facts,
    /// Those that may suppress something.
    comments: Vec<Span>,
    pub links: Links,
}

#[must_use]
pub fn read(source: &Source) -> Read {
    let document = syntax::read(source);
    let facts = facts::lower(&document);
    let scripts = document.script_sources.iter().map(|(script, _)| Box::from(script.as_str())).collect();
    let links = Links::of(&facts, scripts);
    let comments = document.comments_with(MARKER);
    Read { source: source.clone(), facts, comments, links }
}

impl Read {
    /// What the other files of its program need to know, in the light of what it sees of them.
    #[must_use]
    pub fn summary(&self, settings: &Settings, outside: &Outside) -> Summary {
        let file = Some(&*self.source.path);
        let surroundings = Surroundings { instance_names: &settings.instance_names, outside, file };
        Summary::of(&Model::of(&self.facts, &surroundings), self.links.clone())
    }

    /// Lints it in the company of the files that it runs with.
    #[must_use]
    pub fn lint(&self, settings: &Settings, company: &Company) -> Report {
        settle(&self.source, &self.comments, settings, self.find(settings, company))
    }

    fn find(&self, settings: &Settings, company: &Company) -> Vec<Finding> {
        let Settings { instance_names, .. } = settings;
        let model = Model::of(&self.facts, &Surroundings { instance_names, outside: &company.outside, file: None });
        let flow = flow::run(&model);
        let program = Program::new(&model, &flow, &company.others);
        let context =
            Context::new(&self.source, program, settings.sdk_version, &settings.platforms, &settings.levels.options);
        let mut found = rules::check(&context, |rule| settings.levels.of(rule) != Level::Off);
        self.leave_islands_alone(&mut found);
        found
    }

    /// What a server puts in is not linted, and no fix changes it.
    fn leave_islands_alone(&self, found: &mut Vec<Finding>) {
        let is_inside = |span| self.facts.island_at(span).is_some_and(|island| island.contains(span));
        let is_touched = |edit: &Edit| self.facts.island_at(edit.span).is_some();
        if !self.facts.islands.is_empty() {
            found.retain(|finding| !is_inside(finding.span));
            found.iter_mut().for_each(|it| it.fixes.retain(|fix| !fix.edits.iter().any(is_touched)));
        }
    }
}
