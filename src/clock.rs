//! How long the parts of the work take, on all threads together.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Times parts of the work, known by their places from 0, from when it is started. Until then it costs nothing.
pub struct Clock {
    /// Nanoseconds.
    spent: OnceLock<Box<[AtomicU64]>>,
}

impl Clock {
    #[must_use]
    pub const fn stopped() -> Self {
        Self { spent: OnceLock::new() }
    }

    /// Times so many parts from here on.
    pub fn start(&self, parts: usize) {
        self.spent.get_or_init(|| (0..parts).map(|_| AtomicU64::new(0)).collect());
    }

    /// How long each part took so far. Nothing before the start.
    #[must_use]
    pub fn times(&self) -> Vec<Duration> {
        let spent = self.spent.get().map_or(&[][..], |spent| &**spent);
        spent.iter().map(|spent| Duration::from_nanos(spent.load(Ordering::Relaxed))).collect()
    }

    /// Does the work of a part.
    pub fn time<T>(&self, part: usize, work: impl FnOnce() -> T) -> T {
        let Some(spent) = self.spent.get() else { return work() };
        let start = Instant::now();
        let result = work();
        let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        spent[part].fetch_add(nanoseconds, Ordering::Relaxed);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_times_what_runs_after_its_start() {
        let clock = Clock::stopped();
        assert_eq!((clock.time(1, || 7), clock.times()), (7, Vec::new()));
        clock.start(2);
        clock.time(1, || std::thread::sleep(Duration::from_millis(1)));
        let times = clock.times();
        assert!(times[0].is_zero() && times[1] >= Duration::from_millis(1), "{times:?}");
    }
}
