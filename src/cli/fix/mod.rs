//! `--fix`, `--add-suppressions` and `--diff`: mends the inputs, and writes the files or shows what would change.

mod rounds;
mod silence;

use std::borrow::Cow;
use std::path::Path;

use crate::lint::{allowed_fix, is_mendable};
use crate::render::{self, FileFindings, Problem, Run};
use crate::report::Safety;

use super::args::CheckArgs;
use super::check::Job;
use super::inputs::{Input, Inputs, Place, STDIN};
use super::open::open_stdin;
use super::texts::Texts;
use super::verdict::counted;
use super::{FAILED, Failure, write};
use rounds::{Fixed, FixedFile, fix_all};

/// Mends the inputs and reports what is left. What standard input held goes, mended, to standard output, and the report to
/// standard error.
///
/// # Errors
/// When the output cannot be written.
pub fn run(mut job: Job<'_>) -> Result<u8, Failure> {
    let mut texts = Texts::default();
    let stdin = job.args.reads_stdin().then(|| read_stdin(&mut job.inputs, &mut texts));
    let mut fixed = job.work(|| fix_all(&job, &mut texts));
    job.inputs.problems.append(&mut fixed.problems);
    if fixed.is_unsettled {
        job.terminal.note("the fixes kept making room for others: run again to get the rest");
    }
    if job.args.diff {
        return show(&fixed, &job);
    }
    let problems = write_all(&mut fixed.files, &job.inputs.inputs, &mut texts);
    if !problems.is_empty() {
        fixed.outcomes = job.check(&texts);
        job.inputs.problems.extend(problems);
    }
    if let Some(text) = stdin.and_then(|place| texts.of(&place)) {
        job.terminal.print_as_is(text)?;
        job.terminal = job.terminal.aside();
    }
    if job.args.add_suppressions {
        tell_of_comments(fixed.files.len(), &job);
        return job.conclude(fixed.outcomes, 0);
    }
    let count = fixed.count();
    job.conclude(fixed.outcomes, count)
}

fn tell_of_comments(files: usize, job: &Job<'_>) {
    if files > 0 && !job.args.quiet {
        let files = counted(files, "file");
        job.terminal.remark(&format!("Wrote suppression comments into {files}: say in each why it is right."));
    }
}

/// Puts what standard input holds where every round finds it. What is excluded is no input, and is passed on as it is.
fn read_stdin(inputs: &mut Inputs, texts: &mut Texts) -> Place {
    let at = inputs.inputs.iter().position(|input| matches!(input.place, Place::Stdin(_)));
    let place = at.map_or(Place::Stdin(None), |at| inputs.inputs[at].place.clone());
    match open_stdin() {
        Ok(text) => texts.set(&place, text.into()),
        Err(message) => {
            let path = at.map_or_else(|| STDIN.to_owned(), |at| inputs.inputs.remove(at).shown);
            inputs.problems.push(Problem { path, message });
        }
    }
    place
}

/// Writes the files that changed. What cannot be written is as it was, is no longer counted, and is told.
fn write_all(files: &mut Vec<FixedFile>, inputs: &[Input], texts: &mut Texts) -> Vec<Problem> {
    let mut problems = Vec::new();
    files.retain(|file| {
        let input = &inputs[file.input];
        let Place::File(path) = &input.place else { return true };
        let Err(message) = write::replace(path, &file.before, &file.after) else { return true };
        texts.forget(&input.place);
        problems.push(Problem { path: input.shown.clone(), message: format!("not fixed: {message}") });
        false
    });
    problems
}

/// Prints what would change. Exit status 1 when that is anything.
fn show(fixed: &Fixed, job: &Job<'_>) -> Result<u8, Failure> {
    let Job { inputs, terminal, .. } = job;
    let diffs = fixed.files.iter().map(|file| {
        let path = patch_path(&inputs.inputs[file.input]);
        render::diff(&path, &file.before, &file.after, terminal.is_styled())
    });
    terminal.print(&diffs.collect::<String>())?;
    for problem in &inputs.problems {
        terminal.complain(&format!("{}: {}", problem.path, problem.message));
    }
    let files = counted(fixed.files.len(), "file");
    terminal.remark(&match job.args.add_suppressions {
        true => format!("Would write suppression comments into {files}."),
        false => format!("Would fix {} in {files}.", counted(fixed.count(), "finding")),
    });
    Ok(match (inputs.problems.is_empty(), fixed.files.is_empty()) {
        (false, _) => FAILED,
        (true, false) => 1,
        (true, true) => 0,
    })
}

/// A path from the working directory, or for a file elsewhere from the root of the disk: no tool takes a patch with `..`.
fn patch_path(input: &Input) -> Cow<'_, str> {
    let is_elsewhere = Path::new(&input.shown).is_absolute() || input.shown.starts_with("../");
    match input.place.path() {
        Some(path) if is_elsewhere => path.to_string_lossy().trim_start_matches('/').to_owned().into(),
        _ => Cow::Borrowed(&input.shown),
    }
}

/// What could be fixed of the findings that a run shows, and how. `None`: nothing that is not fixed already.
#[must_use]
pub fn offer(run: &Run, args: &CheckArgs) -> Option<String> {
    let count = |allowed| run.files.iter().map(|file| mendable(file, allowed)).sum::<usize>();
    let (safe, all) = (count(Safety::Safe), count(Safety::Unsafe));
    match (safe, all.saturating_sub(safe)) {
        _ if args.add_suppressions => None,
        _ if args.fix => {
            (all > 0 && !args.unsafe_fixes).then(|| format!("{all} more can be fixed with --unsafe-fixes."))
        }
        (0, 0) => None,
        (0, others) => Some(format!("{others} can be fixed with --fix --unsafe-fixes.")),
        (safe, 0) => Some(format!("{safe} can be fixed with --fix.")),
        (safe, others) => Some(format!("{safe} can be fixed with --fix, {others} more with --unsafe-fixes.")),
    }
}

/// How many findings of a file have a fix that would be applied.
fn mendable(file: &FileFindings, allowed: Safety) -> usize {
    let fixes = file.findings.iter().filter_map(|finding| allowed_fix(finding, allowed));
    fixes.filter(|fix| is_mendable(fix, &file.broken)).count()
}
