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
        let (one, other) = nearest_pair(&kept);
        let absorbed = kept.remove(other);
        kept[one] = kept[one].join(&absorbed);
    }
    *states = kept;
}

/// Two paths to join: ones that know the same of every instance, if there are such.
fn nearest_pair(states: &[State]) -> (usize, usize) {
    for other in (1..states.len()).rev() {
        if let Some(one) = (0..other).find(|&one| states[one].agrees_on_instances(&states[other])) {
            return (one, other);
        }
    }
    (states.len() - 2, states.len() - 1)
}

/// Keeps an expression from making more paths than a statement may.
pub fn bound(forks: &mut Forks) {
    if forks.len() > MAX_PATHS {
        forks.truncate(MAX_PATHS);
    }
}
