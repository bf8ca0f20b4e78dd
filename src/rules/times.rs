use std::time::Duration;

use crate::clock::Clock;

use super::RULES;

/// By the place in [`RULES`].
static CLOCK: Clock = Clock::stopped();

/// From here on, the rules of this process are timed.
pub fn time_rules() {
    CLOCK.start(RULES.len());
}

/// How long each rule took, on all threads together. Nothing before [`time_rules`].
#[must_use]
pub fn times() -> Vec<(&'static str, Duration)> {
    RULES.iter().map(|rule| rule.id).zip(CLOCK.times()).collect()
}

/// Does the work of the rule at that place in [`RULES`].
pub(super) fn timed(place: usize, work: impl FnOnce()) {
    CLOCK.time(place, work);
}
