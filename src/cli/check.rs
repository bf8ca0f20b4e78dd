use std::sync::Arc;

use rayon::ThreadPool;

use crate::{lint, rules};

use super::Failure;
use super::args::CheckArgs;
use super::baseline::BaselineFile;
use super::configure::Configurations;
use super::format::Format;
use super::gathered::Gathered;
use super::inputs::{self, Inputs};
use super::meter::Meter;
use super::outcome::{Outcome, check_all};
use super::paths::WorkingFolder;
use super::progress::ProgressLine;
use super::terminal::Terminal;
use super::texts::Texts;
use super::verdict::Verdict;
use super::{fix, outputs, show, verdict, watch};

/// What parses user code recurses to a bounded depth that needs more than a thread has by default.
const STACK: usize = 16 * 1024 * 1024;

/// Lints what the arguments name and prints what was found.
///
/// # Errors
/// When the run cannot be done at all: bad usage, bad configuration.
pub fn run(args: &CheckArgs, terminal: &Terminal) -> Result<u8, Failure> {
    refuse_idle_options(args)?;
    let folder = WorkingFolder::current()?;
    if args.watch {
        return watch::run(args, &folder, terminal);
    }
    if args.show_config {
        let inputs = inputs::find(args, &folder, &mut Configurations::new(args, &folder)?)?;
        return show::config(&inputs, args, &folder, terminal);
    }
    let job = Job::new(args, &folder, terminal)?;
    if args.show_files {
        return show::files(job);
    }
    if args.fix || args.diff || args.add_suppressions {
        return fix::run(job);
    }
    job.run()
}

/// All that a run works with.
pub struct Job<'a> {
    pub args: &'a CheckArgs,
    pub folder: &'a WorkingFolder,
    pub inputs: Inputs,
    pub terminal: Terminal,
    pub meter: Arc<Meter>,
    baseline: Option<BaselineFile>,
    pool: ThreadPool,
}

impl<'a> Job<'a> {
    /// Finds what there is to lint.
    ///
    /// # Errors
    /// When a configuration or the baseline cannot be used.
    pub fn new(args: &'a CheckArgs, folder: &'a WorkingFolder, terminal: &Terminal) -> Result<Self, Failure> {
        let meter = Meter::start();
        if args.timing {
            rules::time_rules();
            lint::time_steps();
        }
        let inputs = inputs::find(args, folder, &mut Configurations::new(args, folder)?)?;
        let (baseline, pool) = (BaselineFile::open(args, folder)?, pool(args)?);
        meter.end_part("finding files");
        Ok(Self { args, folder, inputs, terminal: *terminal, meter: Arc::new(meter), baseline, pool })
    }

    /// Lints and reports.
    ///
    /// # Errors
    /// When the output, or the baseline, cannot be written.
    pub fn run(self) -> Result<u8, Failure> {
        let outcomes = self.check(&Texts::default());
        self.conclude(outcomes, 0)
    }

    /// Lints the inputs, in the order of which the outcomes are.
    pub fn check(&self, texts: &Texts) -> Vec<Outcome> {
        self.work(|| check_all(self, texts))
    }

    /// Does work on the threads of the job, with a line of progress when it takes long.
    pub fn work<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let is_shown = !self.args.quiet && self.terminal.is_watched();
        let _line = is_shown.then(|| ProgressLine::begin(self.meter.clone(), std::io::stderr()));
        let done = self.pool.install(work);
        self.meter.end_part("linting");
        done
    }

    /// Judges and reports the run, in which so many findings were fixed.
    ///
    /// # Errors
    /// When the output, or the baseline, cannot be written.
    pub fn conclude(mut self, outcomes: Vec<Outcome>, fixed: usize) -> Result<u8, Failure> {
        let mut gathered = Gathered::new(outcomes, &self.inputs, self.baseline.as_mut(), self.args.min_severity);
        gathered.run.fixed = fixed;
        gathered.run.repository_prefix = self.folder.repository_prefix();
        let verdict = verdict::judge(&gathered.all, &gathered.run, self.args);
        report(&gathered, &verdict, self.args, &self.terminal)?;
        if let Some(baseline) = self.baseline {
            baseline.close(&gathered.linted, self.args, &self.terminal)?;
        }
        self.meter.end_part("reporting");
        if self.args.timing {
            self.meter.lines().iter().for_each(|line| self.terminal.remark(line));
        }
        Ok(verdict.status)
    }
}

/// An option that would change nothing is a mistake of whoever wrote it.
fn refuse_idle_options(args: &CheckArgs) -> Result<(), Failure> {
    if args.stdin_filename.is_some() && !args.reads_stdin() {
        return Err("--stdin-filename names standard input: give `-` as the path".to_owned());
    }
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err("--unsafe-fixes says which fixes: give --fix or --diff".to_owned());
    }
    if args.unsafe_fixes && args.add_suppressions {
        return Err("--add-suppressions fixes nothing: leave --unsafe-fixes out".to_owned());
    }
    if args.watch && args.reads_stdin() {
        return Err("--watch waits for files to change: standard input is none".to_owned());
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
    tell_what_was_passed_over(gathered, args, terminal);
    if formats.iter().any(|format| format.is_for_people()) {
        terminal.remark(&verdict.sentence);
        if let Some(offer) = fix::offer(run, args) {
            terminal.remark(&offer);
        }
    }
    Ok(())
}

fn tell_what_was_passed_over(gathered: &Gathered, args: &CheckArgs, terminal: &Terminal) {
    let Gathered { run, not_code, vendored, foreign, excluded, .. } = gathered;
    for path in not_code {
        terminal.note(&format!("{path}: skipped: by its name no script, page or component"));
    }
    let was_nothing_met = not_code.is_empty() && run.problems.is_empty() && vendored + foreign + excluded == 0;
    if run.linted == 0 && was_nothing_met {
        terminal.note(&match &args.changed_since {
            Some(reference) => format!("nothing to lint has changed since {reference}"),
            None => "no scripts, pages or components to lint".to_owned(),
        });
    }
    if *excluded > 0 {
        let files = verdict::counted(*excluded, "file");
        terminal.note(&format!("skipped {files}: excluded or ignored (--force-exclude)"));
    }
    show::skipped_in_folders(*vendored, *foreign).iter().for_each(|note| terminal.note(note));
}
