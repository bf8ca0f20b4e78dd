use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::render::{self, Abilities, Run};

use super::Failure;
use super::args::CheckArgs;
use super::environment::{is_github_actions, is_run_by_agent};
use super::format::{Format, OutputFile};
use super::terminal::Terminal;

/// The formats of standard output. Unasked, the reader decides: a coding agent gets lines, GitHub Actions annotations beside
/// what people read.
#[must_use]
pub fn formats(args: &CheckArgs) -> Vec<Format> {
    match args.format {
        Some(format) => vec![format],
        None if is_run_by_agent() => vec![Format::Agent],
        None if is_github_actions() => vec![Format::Pretty, Format::Github],
        None => vec![Format::Pretty],
    }
}

/// Writes a run to standard output, and to the files of `--output`.
///
/// # Errors
/// When standard output or some of the files cannot be written; the others are.
pub fn write(run: &Run, formats: &[Format], args: &CheckArgs, terminal: &Terminal) -> Result<(), Failure> {
    let abilities = terminal.abilities(args.hyperlinks);
    let text = if args.statistics {
        statistics(run, formats)
    } else {
        formats.iter().map(|format| format.render(run, abilities)).collect()
    };
    let printed = terminal.print_for(abilities, &text);
    let files = args.output.iter().map(|output| write_file(output, run));
    let summary = step_summary_file(args).map(|path| append(&path, &render::step_summary(run)));
    let failures: Vec<Failure> = std::iter::once(printed).chain(files).chain(summary).filter_map(Result::err).collect();
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Where GitHub Actions takes Markdown for the page of the job, when annotations are written as well.
fn step_summary_file(args: &CheckArgs) -> Option<PathBuf> {
    let path = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty())?;
    formats(args).contains(&Format::Github).then(|| path.into())
}

/// Other steps write to the same file.
fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let written = File::options().append(true).create(true).open(path).and_then(|mut it| it.write_all(text.as_bytes()));
    written.map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}

fn statistics(run: &Run, formats: &[Format]) -> String {
    match formats {
        [Format::Json] => render::statistics_json(run),
        _ => render::statistics(run),
    }
}

fn write_file(output: &OutputFile, run: &Run) -> Result<(), Failure> {
    let text = output.format.render(run, Abilities::default());
    let folder = output.path.parent().unwrap_or(Path::new(""));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&output.path, text));
    written.map_err(|error| format!("{}: cannot be written: {error}", output.path.display()))
}
