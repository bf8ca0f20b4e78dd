use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use super::super::front::{self, Lifecycle};
use super::super::serve;

thread_local! {
    /// Of the one server that there is.
    static SPAWNER: RefCell<Option<LocalSpawner>> = const { RefCell::new(None) };
}

/// A server that does what there is to do whenever it is told that something may be, and then waits.
pub struct Turns {
    pool: LocalPool,
    input: DuplexStream,
    output: DuplexStream,
}

impl Default for Turns {
    fn default() -> Self {
        front::record_places();
        let pool = LocalPool::new();
        SPAWNER.set(Some(pool.spawner()));
        let (input, served_input) = tokio::io::duplex(usize::MAX);
        let (served_output, output) = tokio::io::duplex(usize::MAX);
        let lifecycle = Arc::new(Lifecycle::default());
        spawn(async move { lifecycle.attend(serve(served_input, served_output, lifecycle.clone())).await });
        Self { pool, input, output }
    }
}

impl Turns {
    /// Takes what the client has sent, whole messages or parts of them, and gives what the client is to be sent.
    pub fn turn(&mut self, sent: &[u8]) -> Vec<u8> {
        // Both streams hold whatever they are given.
        let _ = self.input.write_all(sent).now_or_never();
        self.pool.run_until_stalled();
        let mut said = Vec::new();
        while let Some(Ok(1..)) = self.output.read_buf(&mut said).now_or_never() {}
        said
    }
}

/// Runs a task beside the others; nobody waits for what it gives.
pub fn spawn<T: 'static>(task: impl Future<Output = T> + 'static) {
    SPAWNER.with_borrow(|spawner| {
        // The pool is gone only when everything ends.
        let _ = spawner.as_ref().map(|spawner| spawner.spawn_local(task.map(drop)));
    });
}

/// Waits for something. Nothing tells the time here between two turns.
pub async fn within<T>(_time: Duration, awaited: impl Future<Output = T>) -> Option<T> {
    Some(awaited.await)
}

/// All that was typed before a turn is one change: no rest is needed for that.
pub async fn rest_until(_rested: Instant) {}

/// Runs heavy work at once.
pub async fn at_once<T>(work: impl FnOnce() -> T) -> Option<T> {
    Some(work())
}

/// Nothing is kept: nobody would tell when to let it go.
pub fn leave<T>(_it: T) {}

/// Heavy work is done at once: there is nobody else.
#[derive(Default)]
pub struct Crew;

impl Crew {
    pub async fn run<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        Some(work())
    }
}
