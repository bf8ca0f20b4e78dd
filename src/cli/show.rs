use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

use crate::rules::RULES;
use crate::sdk::SdkVersion;
use crate::settings::{Level, Origin, ProjectVersions};
use crate::text::{FileKind, Source};

use super::args::CheckArgs;
use super::check::Job;
use super::configure::settings;
use super::inputs::{Input, Inputs};
use super::open::{Opened, is_skipped, open};
use super::paths::WorkingFolder;
use super::terminal::Terminal;
use super::texts::Texts;
use super::verdict::counted;
use super::{FAILED, Failure};

/// Prints the files that would be linted.
///
/// # Errors
/// When the output cannot be written.
pub fn files(mut job: Job<'_>) -> Result<u8, Failure> {
    job.inputs.inputs.retain(|input| input.is_wanted);
    let open = |input| open(input, &Texts::default());
    let opened: Vec<Opened> = job.work(|| job.inputs.inputs.par_iter().map(open).collect());
    let Job { inputs, terminal, .. } = job;
    let (mut vendored, mut foreign) = (inputs.vendored, 0);
    let mut linted = String::new();
    for (input, opened) in inputs.inputs.iter().zip(&opened) {
        match opened {
            Opened::Text(source) if is_skipped(input, source) => vendored += 1,
            Opened::Text(_) => linted += &format!("{}\n", input.shown),
            Opened::Foreign => foreign += 1,
            Opened::NotCode | Opened::Unreadable(_) => {}
        }
    }
    terminal.print(&linted)?;
    let mut status = if inputs.problems.is_empty() { 0 } else { FAILED };
    for problem in &inputs.problems {
        terminal.complain(&format!("{}: {}", problem.path, problem.message));
    }
    for (input, opened) in inputs.inputs.iter().zip(&opened) {
        if let Opened::Unreadable(why) = opened {
            terminal.complain(&format!("{}: {why}", input.shown));
            status = FAILED;
        }
    }
    skipped_in_folders(vendored, foreign).iter().for_each(|note| terminal.note(note));
    Ok(status)
}

/// What was passed over in folders and may be missed.
#[must_use]
pub fn skipped_in_folders(vendored: usize, foreign: usize) -> Vec<String> {
    let built = "of the SDK itself or of built code; name a file to lint it all the same";
    let foreign_ones = "not valid UTF-8, with nothing of the SDK in what can be read";
    let counts = [(vendored, built), (foreign, foreign_ones)];
    let notes = counts.into_iter().filter(|&(count, _)| count > 0);
    notes.map(|(count, what)| format!("skipped {} {what}", counted(count, "file"))).collect()
}

/// Prints what holds for one file.
///
/// # Errors
/// When not exactly one file was named, or the output cannot be written.
pub fn config(inputs: &Inputs, args: &CheckArgs, folder: &WorkingFolder, terminal: &Terminal) -> Result<u8, Failure> {
    if let Some(problem) = inputs.problems.first() {
        return Err(format!("{}: {}", problem.path, problem.message));
    }
    let named: Vec<_> = inputs.inputs.iter().filter(|input| input.is_named).collect();
    let [input] = named.as_slice() else {
        return Err("--show-config shows the settings of one file: name it".to_owned());
    };
    let settings = settings(input.config.as_deref(), input.place.path(), args);
    let version = version(input, settings.sdk_version, args, folder);
    let levels: BTreeMap<&str, &str> = RULES
        .iter()
        .map(|rule| match settings.levels.of(rule) {
            Level::Off => (rule.id, "off"),
            Level::Default => (rule.id, rule.severity.name()),
            Level::At(severity) => (rule.id, severity.name()),
        })
        .collect();
    let shown = json!({
        "file": input.shown,
        "config": input.config.as_ref().map(|config| folder.shown(&config.path)),
        "preset": if settings.levels.strict { "strict" } else { "recommended" },
        "sdkVersion": version.as_ref().map(|(version, _)| version.to_string()),
        "sdkVersionFrom": version.as_ref().map(|(_, from)| from),
        "platforms": settings.platforms.iter().map(|platform| platform.name()).collect::<Vec<_>>(),
        "instanceNames": settings.instance_names,
        "rules": levels,
        "options": settings.levels.options.iter().collect::<BTreeMap<_, _>>(),
    });
    terminal.print(&format!("{shown:#}\n"))?;
    if version.is_none() {
        terminal.note("sdkVersion: unknown; set `sdkVersion` in dwt-lint.json, or give --sdk-version");
    }
    Ok(0)
}

/// The version of the SDK that holds for an input, and what says so.
fn version(
    input: &Input,
    set: Option<SdkVersion>,
    args: &CheckArgs,
    folder: &WorkingFolder,
) -> Option<(SdkVersion, String)> {
    if let Some(version) = args.sdk_version {
        return Some((version, "--sdk-version".to_owned()));
    }
    if let (Some(version), Some(config)) = (set, &input.config) {
        return Some((version, folder.shown(&config.path)));
    }
    let source = match open(input, &Texts::default()) {
        Opened::Text(source) => source,
        Opened::NotCode | Opened::Foreign | Opened::Unreadable(_) => {
            Source::new(&input.shown, FileKind::JavaScript, "")
        }
    };
    let found = ProjectVersions::of_a_run().of_file(&source, Some(&input.place.stand_in(folder)))?;
    let from = match found.origin {
        Origin::File(file) => folder.shown(&file),
        Origin::Address(address) => address,
    };
    Some((found.version, from))
}
