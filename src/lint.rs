//! The straight line from a source to a report: the one function that the command line, the server and the tests call.

use crate::facts::{self, Facts};
use crate::flow;
use crate::model::Model;
use crate::program::Program;
use crate::report::{Finding, Report};
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
    let (facts, comments) = read(source);
    let findings = find(source, &facts, settings);
    settle(source, &comments, settings, findings)
}

/// Whether anything could be found in a text. One that names neither the SDK, nor an instance, nor this linter (whose
/// comments the search for the SDK finds as well) is not worth parsing.
#[must_use]
pub fn may_concern(text: &str, settings: &Settings) -> bool {
    let names_instance = || settings.instance_names.iter().any(|name| text.contains(name.as_str()));
    syntax::mentions_sdk(text) || names_instance()
}

/// The facts, and the comments that may suppress something. The trees, many times as large as the text, end here.
fn read(source: &Source) -> (Facts, Vec<Span>) {
    let document = syntax::read(source);
    (facts::lower(&document), document.comments_with(MARKER))
}

fn find(source: &Source, facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let model = Model::of(facts, &settings.instance_names);
    let flow = flow::run(&model);
    let program = Program::new(&model, &flow);
    let context = Context::new(source, program, settings.sdk_version, &settings.platforms, &settings.levels.options);
    rules::check(&context, |rule| settings.levels.of(rule) != Level::Off)
}
