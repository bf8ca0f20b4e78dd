use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::front::{self, Lifecycle};
use super::super::serve;

pub use super::crew::Crew;

/// What parses user code recurses to a bounded depth that needs more than a thread has by default.
pub const STACK: usize = 16 * 1024 * 1024;

/// Serves one editor on standard input and output until it says `exit`, closes the input or dies.
#[must_use]
pub fn run() -> ExitCode {
    front::record_places();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_stack_size(STACK).enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("dwt-lint: the language server cannot start its threads: {error}");
            return ExitCode::from(2);
        }
    };
    // Fails only when it was done before.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let lifecycle = Arc::new(Lifecycle::default());
    let serving = runtime.spawn(serve(tokio::io::stdin(), tokio::io::stdout(), lifecycle.clone()));
    runtime.block_on(lifecycle.attend(serving));
    runtime.shutdown_background();
    lifecycle.exit_code()
}

/// Runs a task beside the others; nobody waits for what it gives.
pub fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) {
    tokio::spawn(task);
}

/// Waits for something so long; `None` when it took longer.
pub async fn within<T>(time: Duration, awaited: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(time, awaited).await.ok()
}

pub async fn rest_until(rested: Instant) {
    tokio::time::sleep_until(rested.into()).await;
}

/// Runs heavy work at once, on a thread with the stack that the parsing code needs. `None` when it panicked.
pub async fn at_once<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}
