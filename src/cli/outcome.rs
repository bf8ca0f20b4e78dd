//! Lints the inputs: those that run together in the light of each other.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::lint::{Member, Read, Together, fenced, may_concern, read};
use crate::program::Company;
use crate::render::Problem;
use crate::report::Report;
use crate::settings::{ProjectVersions, Settings};
use crate::text::{Source, Span};

use super::check::Job;
use super::configure::settings;
use super::disk::Disk;
use super::inputs::{Input, Place};
use super::open::{Opened, is_skipped, open};
use super::texts::Texts;

/// What became of one input.
pub enum Outcome {
    Linted {
        source: Source,
        report: Report,
        /// The code that does not parse.
        broken: Vec<Span>,
    },
    /// Linted with nothing to tell: its text is let go at once.
    Clean,
    /// Not to be linted, but read for what others need of it.
    Unchanged,
    NotCode(String),
    Vendored,
    Foreign,
    Problem(Problem),
}

/// What a first look at an input gives.
enum Look {
    /// It has to do with no other file, as far as it says itself.
    Alone(Outcome),
    Linked(Box<Member>),
}

/// In the order of the inputs.
pub fn check_all(job: &Job<'_>, texts: &Texts) -> Vec<Outcome> {
    let versions = ProjectVersions::of_a_run();
    let run = Run { job, texts, versions: &versions };
    let inputs = &job.inputs.inputs;
    job.meter.expect(inputs.len());
    let is_last = |look: &Look| matches!(look, Look::Alone(_));
    let look = |input: &Input| job.meter.file(&input.shown, || look_at(input, &run), is_last);
    let looks: Vec<Look> = inputs.par_iter().map(look).collect();
    let mut outcomes = Vec::with_capacity(inputs.len());
    let mut members = Vec::new();
    for (input, look) in inputs.iter().zip(looks) {
        match look {
            Look::Alone(outcome) => outcomes.push(if input.is_wanted { outcome } else { Outcome::Unchanged }),
            Look::Linked(member) => {
                outcomes.push(if input.is_wanted { Outcome::Clean } else { Outcome::Unchanged });
                members.push(*member);
            }
        }
    }
    if !members.is_empty() {
        for (at, outcome) in check_together(members, &run) {
            outcomes[at] = outcome;
        }
    }
    outcomes
}

/// What holds for all inputs.
struct Run<'a> {
    job: &'a Job<'a>,
    texts: &'a Texts,
    versions: &'a ProjectVersions,
}

impl Run<'_> {
    fn settings(&self, input: &Input) -> Settings {
        settings(input.config.as_deref(), input.place.path(), self.job.args)
    }

    /// The same, with the version of the SDK that the project of a file has.
    fn complete(&self, mut settings: Settings, input: &Input, source: &Source) -> Settings {
        self.versions.complete(&mut settings, source, Some(&input.place.stand_in(self.job.folder)));
        settings
    }
}

fn look_at(input: &Input, run: &Run<'_>) -> Look {
    let problem = |message| Look::Alone(Outcome::Problem(Problem { path: input.shown.clone(), message }));
    let source = match open(input, run.texts) {
        Opened::NotCode => return Look::Alone(Outcome::NotCode(input.shown.clone())),
        Opened::Foreign => return Look::Alone(Outcome::Foreign),
        Opened::Unreadable(why) => return problem(why),
        Opened::Text(source) => source,
    };
    let settings = run.settings(input);
    // Asked first: it is the quickest, and the answer for most files of a project.
    if !may_concern(&source.text, &settings) {
        return Look::Alone(Outcome::Clean);
    }
    if is_skipped(input, &source) {
        return Look::Alone(Outcome::Vendored);
    }
    let settings = run.complete(settings, input, &source);
    let looked = fenced(|| {
        let read = Arc::new(read(&source));
        match &input.place {
            Place::File(path) | Place::Stdin(Some(path)) if !read.links.is_empty() => {
                Look::Linked(Box::new(Member { path: path.clone(), read, settings }))
            }
            _ if !input.is_wanted => Look::Alone(Outcome::Unchanged),
            _ => Look::Alone(outcome(&read, read.lint(&settings, &Company::default()))),
        }
    });
    looked.unwrap_or_else(problem)
}

/// Lints files that name others, and those that they name: the outcome of each that is an input, by its place.
fn check_together(members: Vec<Member>, run: &Run<'_>) -> Vec<(usize, Outcome)> {
    let Job { inputs, folder, meter, .. } = run.job;
    let inputs = &inputs.inputs;
    let places = inputs.iter().enumerate().filter_map(|(at, input)| Some((input.place.path()?, at)));
    let places: HashMap<&Path, usize> = places.collect();
    let settings = |path: &Path, source: &Source| {
        let input = &inputs[*places.get(path)?];
        Some(run.complete(run.settings(input), input, source))
    };
    let together = Together::of(members, &Disk::new(folder, run.texts), &settings);
    let linted = together.members.par_iter().enumerate().filter_map(|(place, member)| {
        let at = *places.get(&*member.path).filter(|&&at| inputs[at].is_wanted)?;
        let outcome = match meter.file(&inputs[at].shown, || together.lint(place), |_| true) {
            Ok(report) => outcome(&member.read, report),
            Err(message) => Outcome::Problem(Problem { path: member.read.source.path.to_string(), message }),
        };
        Some((at, outcome))
    });
    linted.collect()
}

fn outcome(read: &Read, report: Report) -> Outcome {
    if report == Report::default() {
        return Outcome::Clean;
    }
    Outcome::Linted { source: read.source.clone(), report, broken: read.broken.clone() }
}
