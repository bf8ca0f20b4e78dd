//! How far a run has come, and what took how long.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::{lint, rules};

/// So many of the slowest files and of the slowest rules are named.
const NAMED: usize = 5;

/// Counts the files of a run while they are linted, and times its parts. Shared by all threads.
pub struct Meter {
    total: AtomicUsize,
    done: AtomicUsize,
    times: Mutex<Times>,
}

struct Times {
    /// Since when the present part runs.
    since: Instant,
    /// In the order in which they first ended.
    parts: Vec<(&'static str, Duration)>,
    files: Vec<(String, Duration)>,
}

impl Meter {
    #[must_use]
    pub fn start() -> Self {
        let times = Times { since: Instant::now(), parts: Vec::new(), files: Vec::new() };
        Self { total: AtomicUsize::new(0), done: AtomicUsize::new(0), times: Mutex::new(times) }
    }

    /// So many files are to be linted from here on.
    pub fn expect(&self, total: usize) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// Does the work on a file, which counts as done when it `is_last`.
    pub fn file<T>(&self, shown: &str, work: impl FnOnce() -> T, is_last: impl FnOnce(&T) -> bool) -> T {
        let start = Instant::now();
        let result = work();
        self.times().files.push((shown.to_owned(), start.elapsed()));
        if is_last(&result) {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        result
    }

    /// What ran since the last part ended, ends; it may have run before.
    pub fn end_part(&self, name: &'static str) {
        let mut times = self.times();
        let spent = times.since.elapsed();
        times.since = Instant::now();
        match times.parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, time)) => *time += spent,
            None => times.parts.push((name, spent)),
        }
    }

    /// How many files are linted, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// What took how long: first the parts of the run, then the steps of linting, then the slowest files, then the slowest
    /// rules. Files are linted side by side, so their times add up to more than the run took.
    pub fn lines(&self) -> Vec<String> {
        let times = self.times();
        let all = times.parts.iter().map(|(_, time)| *time).sum();
        let head = format!("Took {}: {}.", shown(all), listed(&times.parts));
        let steps = lint::step_times();
        let steps = (!steps.is_empty()).then(|| format!("Linting, on all threads together: {}.", listed(&steps)));
        let slowest = slowest(by_file(&times.files)).into_iter().chain(slowest(rules::times()));
        let slowest = slowest.map(|(name, time)| format!("{:>9}  {name}", shown(time)));
        std::iter::once(head).chain(steps).chain(slowest).collect()
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file may have been looked at several times.
fn by_file(times: &[(String, Duration)]) -> Vec<(&str, Duration)> {
    let mut files: BTreeMap<&str, Duration> = BTreeMap::new();
    times.iter().for_each(|(file, time)| *files.entry(file).or_default() += *time);
    files.into_iter().collect()
}

fn slowest(mut times: Vec<(&str, Duration)>) -> Vec<(&str, Duration)> {
    times.retain(|(_, time)| !time.is_zero());
    times.sort_by_key(|&(_, time)| Reverse(time));
    times.truncate(NAMED);
    times
}

fn listed(times: &[(&str, Duration)]) -> String {
    let times: Vec<String> = times.iter().map(|&(name, time)| format!("{name} {}", shown(time))).collect();
    times.join(", ")
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_when_nothing_is_left_to_do_with_them() {
        let meter = Meter::start();
        meter.expect(3);
        assert_eq!(meter.file("a.js", || 7, |&result| result == 7), 7);
        meter.file("b.js", || 8, |&result| result == 7);
        assert_eq!(meter.progress(), (1, 3));
    }

    #[test]
    fn the_slowest_files_come_first_and_once() {
        let time = Duration::from_millis;
        let files = [("a", 2), ("b", 3), ("a", 2), ("c", 1), ("d", 1), ("e", 1), ("f", 1), ("g", 0)];
        let files: Vec<_> = files.iter().map(|&(file, millis)| (file.to_owned(), time(millis))).collect();
        assert_eq!(slowest(by_file(&files))[..2], [("a", time(4)), ("b", time(3))]);
        assert_eq!(slowest(by_file(&files)).len(), NAMED);
    }

    #[test]
    fn a_part_that_comes_again_adds_up() {
        let meter = Meter::start();
        ["finding files", "linting", "linting"].into_iter().for_each(|part| meter.end_part(part));
        let lines = meter.lines();
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("Took ") && lines[0].matches("linting").count() == 1, "{lines:?}");
    }
}
