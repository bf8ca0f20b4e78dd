use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};

use super::memory;
use super::threads::STACK;

type Job = Box<dyn FnOnce() + Send>;

/// Threads for heavy work that nobody is waiting for. They take up some of the cores only, however many documents are
/// open: requests need the others, and share them only while the rules of a long file run. And they are as few as will
/// do, and last: an allocator keeps memory thread by thread.
pub struct Crew {
    cores: Semaphore,
    /// Those with nothing to do, the last one to work on top.
    idle: Mutex<Vec<Sender<Job>>>,
}

impl Default for Crew {
    fn default() -> Self {
        Self { cores: Semaphore::new(cores()), idle: Mutex::default() }
    }
}

/// How many cores heavy work may take up.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2))
}

impl Crew {
    /// Runs the work when a core is free. `None` when it panicked, or the system has no thread for it.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _core = self.cores.acquire().await.ok()?;
        let hand = self.rested().or_else(hire)?;
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move || drop(tell.send(work())));
        hand.send(job).ok()?;
        let result = told.await.ok()?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(hand);
        Some(result)
    }

    fn rested(&self) -> Option<Sender<Job>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

/// A thread that works until its sender is gone, with the stack that the parsing code needs.
fn hire() -> Option<Sender<Job>> {
    let (sender, jobs) = channel::<Job>();
    let thread = std::thread::Builder::new().name("linting".to_owned()).stack_size(STACK);
    thread.spawn(move || work(&jobs)).ok()?;
    Some(sender)
}

/// When nothing has come for so long, what was freed is given back: once, and then the thread waits at no cost.
const LULL: Duration = Duration::from_millis(250);

fn work(jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        let mut next = Ok(job);
        while let Ok(job) = next {
            job();
            next = jobs.recv_timeout(LULL);
        }
        memory::give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn thread_of(crew: &Crew) -> Option<std::thread::ThreadId> {
        crew.run(|| std::thread::current().id()).await
    }

    #[tokio::test]
    async fn one_thread_does_what_comes_one_by_one() {
        let crew = Crew::default();
        let first = thread_of(&crew).await;
        assert!(first.is_some() && first != Some(std::thread::current().id()));
        assert_eq!(thread_of(&crew).await, first);
    }

    #[tokio::test]
    async fn a_panic_costs_one_thread() {
        let crew = Crew::default();
        let ran = crew.run(|| assert!(std::hint::black_box(false), "a defect")).await;
        assert_eq!(ran, None);
        assert!(thread_of(&crew).await.is_some());
    }
}
