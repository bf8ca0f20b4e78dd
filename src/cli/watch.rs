//! `--watch`: lints again whenever a file changes.

use std::collections::BTreeSet;
use std::future::pending;
use std::path::PathBuf;
use std::time::Duration;

use tokio::runtime;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, timeout_at};

use super::args::CheckArgs;
use super::check::Job;
use super::paths::WorkingFolder;
use super::terminal::Terminal;
use super::watched::Watched;
use super::{Failure, status_of};

/// What changes with pauses no longer than this belongs together: editors write a file in several steps.
const PAUSE: Duration = Duration::from_millis(100);
/// Who changes files all the time still gets a run now and then.
const LONGEST: Duration = Duration::from_secs(1);

/// Runs at once and after every change, until Ctrl-C. Gives the exit status of the last run.
///
/// # Errors
/// When the system does not tell of changes.
pub fn run(args: &CheckArgs, folder: &WorkingFolder, terminal: &Terminal) -> Result<u8, Failure> {
    let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| format!("--watch cannot wait for changes: {error}"))?;
    runtime.block_on(watch(args, folder, terminal))
}

async fn watch(args: &CheckArgs, folder: &WorkingFolder, terminal: &Terminal) -> Result<u8, Failure> {
    // Listens from now on, also while files are linted.
    let mut interrupt = tokio::spawn(tokio::signal::ctrl_c());
    let (mut watched, mut changes) = Watched::new(args, folder)?;
    loop {
        watched.follow(terminal);
        let status = status_of(Job::new(args, folder, terminal).and_then(Job::run), terminal);
        if !args.quiet {
            terminal.remark("Waiting for changes; Ctrl-C ends.");
        }
        let changed = tokio::select! {
            _ = &mut interrupt => return Ok(status),
            changed = next(&mut changes) => changed,
        };
        if !args.quiet {
            let names: Vec<String> = changed.iter().map(|path| folder.shown(path)).collect();
            terminal.remark(&format!("\nChanged: {}", names.join(", ")));
        }
        watched.forget(&changed);
    }
}

/// The paths that change together next.
async fn next(changes: &mut UnboundedReceiver<PathBuf>) -> BTreeSet<PathBuf> {
    let Some(first) = changes.recv().await else { return pending().await };
    let end = Instant::now() + LONGEST;
    let mut changed = BTreeSet::from([first]);
    while let Ok(Some(path)) = timeout_at(end.min(Instant::now() + PAUSE), changes.recv()).await {
        changed.insert(path);
    }
    changed
}
