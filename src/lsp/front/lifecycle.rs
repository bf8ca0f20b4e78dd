#[cfg(not(target_family = "wasm"))]
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::super::runtime;

/// When the session is over, what is being written may be finished; what is stuck may not hold us.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// Whether the session has been shut down in good order, and whether it is over.
#[derive(Default)]
pub struct Lifecycle {
    shut_down: AtomicBool,
    over: Notify,
}

impl Lifecycle {
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Release);
    }

    /// The session is over: `exit` came, the input ended, or the client's process died.
    pub fn end(&self) {
        self.over.notify_one();
    }

    /// Waits until the session is over, or the task that serves it has ended.
    pub async fn attend<T>(&self, serving: impl Future<Output = T>) {
        let mut serving = std::pin::pin!(serving);
        tokio::select! {
            _ = &mut serving => {}
            () = self.over.notified() => {
                let _finished_or_stuck = runtime::within(LAST_WORDS, serving).await;
            }
        }
    }

    /// As the protocol wants it: 0 after `shutdown`, 1 otherwise.
    #[cfg(not(target_family = "wasm"))]
    pub fn exit_code(&self) -> ExitCode {
        if self.shut_down.load(Ordering::Acquire) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
