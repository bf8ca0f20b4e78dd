//! The straight line from a source to a report: the one function that the command line, the server and the tests call.

mod fence;
mod gather;
mod mend;
mod steps;
mod together;
mod uses;
mod walk;

pub use fence::fenced;
pub use gather::{Files, Member, gather, may_matter, named};
use mend::broken_regions;
pub use mend::{MAX_ROUNDS, Mended, Mender, allowed_fix, is_mendable, mend};
use steps::{Step, timed};
pub use steps::{step_times, time_steps};
pub use together::Together;
pub use uses::Use;
pub use walk::{Walk, is_foreign_name};

use crate::facts::{self, Facts};
use crate::flow;
use crate::model::{Model, Outside, Surroundings};
use crate::program::{Company, Links, Program, Summary};
use crate::report::{Edit, Finding, Report};
use crate::rules::{self, Context};
use crate::settings::{Level, Settings};
use crate::settle::{MARKER, settle};
use crate::syntax::{self, Document, Memory};
use crate::text::{FileKind, Source, Span};

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
    programs: Vec<Facts>,
    /// Those that may suppress something.
    comments: Vec<Span>,
    /// The code that does not parse.
    pub broken: Vec<Span>,
    pub links: Links,
}

#[must_use]
pub fn read(source: &Source) -> Read {
    read_document(source, &timed(Step::Parse, || syntax::read(source)))
}

/// The same of the next version of a file that was read before with this memory.
#[must_use]
pub fn read_again(source: &Source, memory: &mut Memory) -> Read {
    read_document(source, &timed(Step::Parse, || syntax::read_again(source, memory)))
}

fn read_document(source: &Source, document: &Document<'_>) -> Read {
    let programs = timed(Step::Lower, || facts::programs(document));
    let links = match programs.as_slice() {
        [only] if document.excerpts.is_empty() => links(source, document, only),
        _ => Links::default(),
    };
    let comments = document.comments_with(MARKER);
    let broken = broken_regions(document);
    Read { source: source.clone(), programs, comments, broken, links }
}

fn links(source: &Source, document: &Document<'_>, facts: &Facts) -> Links {
    let scripts = document.script_sources.iter().map(|(script, _)| Box::from(script.as_str())).collect();
    let mut links = Links::of(facts, scripts);
    links.has_exports |= matches!(source.kind, FileKind::Vue | FileKind::Svelte);
    links
}

impl Read {
    /// One, but for a file of excerpts that do not run together.
    #[must_use]
    pub fn programs(&self) -> &[Facts] {
        &self.programs
    }

    /// What the other files of its program need to know, in the light of what it sees of them.
    #[must_use]
    pub fn summary(&self, settings: &Settings, outside: &Outside) -> Summary {
        let file = Some(&*self.source.path);
        let surroundings = Surroundings { instance_names: &settings.instance_names, outside, file };
        // Of several, none has anything to do with other files.
        let [only] = self.programs.as_slice() else { return Summary::default() };
        Summary::of(&Model::of(only, &surroundings), self.links.clone())
    }

    /// Lints it in the company of the files that it runs with.
    #[must_use]
    pub fn lint(&self, settings: &Settings, company: &Company) -> Report {
        let mut found: Vec<Finding> =
            self.programs.iter().flat_map(|facts| self.find(facts, settings, company)).collect();
        if self.source.kind == FileKind::Markdown {
            // What a text says of its code is not changed with it.
            found.iter_mut().for_each(|finding| finding.fixes.clear());
        }
        settle(&self.source, &self.comments, settings, found)
    }

    fn find(&self, facts: &Facts, settings: &Settings, company: &Company) -> Vec<Finding> {
        let Settings { instance_names, .. } = settings;
        let surroundings = Surroundings { instance_names, outside: &company.outside, file: None };
        let model = timed(Step::Model, || Model::of(facts, &surroundings));
        let flow = timed(Step::Flow, || flow::run(&model));
        let mut found = timed(Step::Rules, || {
            let program = Program::new(&model, &flow, &self.links, company);
            let Settings { sdk_version, platforms, levels, .. } = settings;
            let context = Context::new(&self.source, program, *sdk_version, platforms, &levels.options);
            rules::check(&context, |rule| levels.of(rule) != Level::Off)
        });
        leave_islands_alone(facts, &mut found);
        found
    }
}

/// What a server puts in is not linted, and no fix changes it.
fn leave_islands_alone(facts: &Facts, found: &mut Vec<Finding>) {
    let is_inside = |span| facts.island_at(span).is_some_and(|island| island.contains(span));
    let is_touched = |edit: &Edit| facts.island_at(edit.span).is_some();
    if !facts.islands.is_empty() {
        found.retain(|finding| !is_inside(finding.span));
        found.iter_mut().for_each(|it| it.fixes.retain(|fix| !fix.edits.iter().any(is_touched)));
    }
}
