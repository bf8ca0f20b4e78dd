use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::RULES;

/// Nanoseconds, by the place in [`RULES`]. Empty as long as nobody wants to know.
static SPENT: OnceLock<Vec<AtomicU64>> = OnceLock::new();

/// From here on, the rules of this process are timed.
pub fn time_rules() {
    SPENT.get_or_init(|| RULES.iter().map(|_| AtomicU64::new(0)).collect());
}

/// How long each rule took, on all threads together. Nothing before [`time_rules`].
#[must_use]
pub fn times() -> Vec<(&'static str, Duration)> {
    let spent = SPENT.get().map_or(&[][..], Vec::as_slice);
    let time = |spent: &AtomicU64| Duration::from_nanos(spent.load(Ordering::Relaxed));
    RULES.iter().zip(spent).map(|(rule, spent)| (rule.id, time(spent))).collect()
}

/// Does the work of the rule at that place in [`RULES`].
pub(super) fn timed(place: usize, work: impl FnOnce()) {
    let Some(spent) = SPENT.get() else { return work() };
    let start = Instant::now();
    work();
    let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
    spent[place].fetch_add(nanoseconds, Ordering::Relaxed);
}
