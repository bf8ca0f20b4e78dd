use rayon::ThreadPool;

use crate::render::{FileFindings, Run, Summary};
use crate::report::Severity;

use super::Failure;
use super::args::CheckArgs;
use super::configure::Configurations;
use super::format::Format;
use super::inputs;
use super::outcome::{Outcome, check_all};
use super::paths::WorkingFolder;
use super::terminal::Terminal;
use super::texts::Texts;
use super::verdict::Verdict;
use super::{fix, outputs, show, verdict};

/// What parses user code recurses to a bounded depth that needs more than a thread has by default.
const STACK: usize = 16 * 1024 * 1024;

/// Lints what the arguments name and prints what was found.
///
/// # Errors
/// When the run cannot be done at all: bad usage, bad configuration.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<u8, Failure> {
    refuse_idle_options(args)?;
    let folder = WorkingFolder::current()?;
    let mut configs = Configurations::new(args, &folder)?;
    let inputs = inputs::find(args, &folder, &mut configs)?;
    if args.show_config {
        return show::config(&inputs, args, &folder, terminal);
    }
    let pool = pool(args)?;
    if args.show_files {
        return show::files(inputs, &pool, terminal);
    }
    if args.fix || args.diff {
        return fix::run(inputs, args, &folder, &pool, terminal);
    }
    let outcomes = pool.install(|| check_all(&inputs.inputs, args, &folder, &Texts::default()));
    conclude(outcomes, inputs, 0, args, &folder, terminal)
}

/// Judges and reports a run, of which so many findings are fixed.
///
/// # Errors
/// When the output cannot be written.
pub fn conclude(
    outcomes: Vec<Outcome>,
    inputs: inputs::Inputs,
    fixed: usize,
    args: &CheckArgs,
    folder: &WorkingFolder,
    terminal: &Terminal,
) -> Result<u8, Failure> {
    let mut gathered = Gathered::new(outcomes, inputs, args.min_severity);
    gathered.run.fixed = fixed;
    gathered.run.repository_prefix = folder.repository_prefix();
    let verdict = verdict::judge(&gathered.all, &gathered.run, args);
    report(&gathered, &verdict, args, terminal)?;
    Ok(verdict.status)
}

/// An option that would change nothing is a mistake of whoever wrote it.
fn refuse_idle_options(args: &CheckArgs) -> Result<(), Failure> {
    let reads_stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
    if args.stdin_filename.is_some() && !reads_stdin {
        return Err("--stdin-filename names standard input: give `-` as the path".to_owned());
    }
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err("--unsafe-fixes says which fixes: give --fix or --diff".to_owned());
    }
    if args.diff && (args.statistics || args.format.is_some() || !args.output.is_empty()) {
        return Err("--diff prints a patch: it cannot be combined with --format, --output or --statistics".to_owned());
    }
    if args.statistics && args.format.is_some_and(|format| !format.is_for_people() && format != Format::Json) {
        return Err("--statistics is text or --format json: it has no other format".to_owned());
    }
    Ok(())
}

fn pool(args: &CheckArgs) -> Result<ThreadPool, Failure> {
    let threads = args.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    pool.map_err(|error| format!("the threads to lint on cannot be started: {error}"))
}

/// Everything that a run found out.
struct Gathered {
    run: Run,
    /// Of all findings, shown or not.
    all: Summary,
    not_code: Vec<String>,
    vendored: usize,
}

impl Gathered {
    fn new(outcomes: Vec<Outcome>, inputs: inputs::Inputs, min_severity: Severity) -> Self {
        let mut run = Run { problems: inputs.problems, ..Run::default() };
        let (mut all, mut not_code, mut vendored) = (Summary::default(), Vec::new(), inputs.vendored);
        for outcome in outcomes {
            match outcome {
                Outcome::NotCode(path) => not_code.push(path),
                Outcome::Vendored => vendored += 1,
                Outcome::Problem(problem) => run.problems.push(problem),
                Outcome::Clean => run.linted += 1,
                Outcome::Linted { source, mut report } => {
                    run.linted += 1;
                    // Hints are for editors: unasked, they are no part of the run.
                    report.findings.retain(|finding| finding.severity >= min_severity.min(Severity::Info));
                    all = all + Summary::of(&report.findings);
                    report.findings.retain(|finding| finding.severity >= min_severity);
                    report.suppressed.retain(|suppressed| suppressed.finding.severity >= min_severity);
                    run.files.push(FileFindings { source, findings: report.findings, suppressed: report.suppressed });
                }
            }
        }
        run.problems.sort();
        Self { run, all, not_code, vendored }
    }
}

fn report(gathered: &Gathered, verdict: &Verdict, args: &CheckArgs, terminal: &Terminal) -> Result<(), Failure> {
    let run = &gathered.run;
    let formats = outputs::formats(args);
    outputs::write(run, &formats, args, terminal)?;
    for problem in &run.problems {
        terminal.complain(&format!("{}: {}", problem.path, problem.message));
    }
    if args.quiet {
        return Ok(());
    }
    for path in &gathered.not_code {
        terminal.note(&format!("{path}: skipped: by its name neither JavaScript nor HTML"));
    }
    if run.linted == 0 && gathered.vendored == 0 && run.problems.is_empty() && gathered.not_code.is_empty() {
        terminal.note("no JavaScript or HTML files to lint");
    }
    if let Some(note) = show::skipped_in_folders(gathered.vendored) {
        terminal.note(&note);
    }
    if formats.iter().any(|format| format.is_for_people()) {
        terminal.remark(&verdict.sentence);
        if let Some(offer) = fix::offer(run, args) {
            terminal.remark(&offer);
        }
    }
    Ok(())
}
