use std::time::Duration;

use crate::clock::Clock;

/// What is done with a text, in this order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Parse,
    Lower,
    Model,
    Flow,
    Rules,
}

const NAMES: [&str; 5] = ["parsing", "lowering", "model", "flow", "rules"];

static CLOCK: Clock = Clock::stopped();

/// From here on, the steps of linting are timed in this process.
pub fn time_steps() {
    CLOCK.start(NAMES.len());
}

/// How long each step took, on all threads together. Nothing before [`time_steps`].
#[must_use]
pub fn step_times() -> Vec<(&'static str, Duration)> {
    NAMES.into_iter().zip(CLOCK.times()).collect()
}

pub(super) fn timed<T>(step: Step, work: impl FnOnce() -> T) -> T {
    CLOCK.time(step as usize, work)
}
