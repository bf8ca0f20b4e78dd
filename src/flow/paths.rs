//! Sets of paths: merged where they agree, bounded where they do not.

use smallvec::SmallVec;

use super::state::State;
use super::value::Value;

/// More paths than this are joined.
pub const MAX_PATHS: usize = 16;

/// The outcomes of an expression, one a path.
pub type Forks = SmallVec<[(State, Value); 1]>;

/// Merges states that differ only in what conditions have said, and joins what is left over the bound.
pub fn merge(states: &mut Vec<State>) {
    if states.len() < 2 {
        return;
    }
    let mut kept: Vec<State> = Vec::with_capacity(states.len());
    for state in states.drain(..) {
        match kept.iter_mut().find(|known| known.differs_only_in_conditions(&state)) {
            Some(known) => known.join_conditions(&state),
            None => kept.push(state),
        }
    }
    while kept.len() > MAX_PATHS {
        if let (Some(last), Some(before)) = (kept.pop(), kept.pop()) {
            kept.push(before.join(&last));
        }
    }
    *states = kept;
}

/// Keeps an expression from making more paths than a statement may.
pub fn bound(forks: &mut Forks) {
    if forks.len() > MAX_PATHS {
        forks.truncate(MAX_PATHS);
    }
}
