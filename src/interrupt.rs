//! Work that is given up when nobody wants its result any more, as of a text that has changed meanwhile.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

type Asked = Arc<dyn Fn() -> bool + Send + Sync>;

thread_local! {
    /// Of the work that this thread does.
    static IS_UNWANTED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// What unwinds the work: no panic, and so no hook is told of it.
struct GivenUp;

/// Does the work, and gives it up at the first [`checkpoint`] at which it is not wanted: then there is no result. What the
/// work does on other threads is only interrupted where it takes its [`Watch`] along.
pub fn unless<T>(is_unwanted: impl Fn() -> bool + Send + Sync + 'static, work: impl FnOnce() -> T) -> Option<T> {
    match Watch(Some(Arc::new(is_unwanted))).over(work) {
        Ok(result) => Some(result),
        Err(reason) if reason.is::<GivenUp>() => None,
        Err(panic) => resume_unwind(panic),
    }
}

/// What says whether the work of a thread is still wanted.
pub struct Watch(Option<Asked>);

impl Watch {
    /// That of the work in which this is called.
    #[must_use]
    pub fn of_this_work() -> Self {
        Self(IS_UNWANTED.with_borrow(Clone::clone))
    }

    /// Does a part of that work, on whatever thread; gives why it was unwound, when it was.
    fn over<T>(&self, work: impl FnOnce() -> T) -> std::thread::Result<T> {
        let around = IS_UNWANTED.replace(self.0.clone());
        let result = catch_unwind(AssertUnwindSafe(work));
        IS_UNWANTED.set(around);
        result
    }

    /// Does a part of that work, on whatever thread. Unwinds like the work itself.
    pub fn take<T>(&self, part: impl FnOnce() -> T) -> T {
        self.over(part).unwrap_or_else(|reason| resume_unwind(reason))
    }
}

/// Stands between the parts of work that may take long.
pub fn checkpoint() {
    let is_unwanted = IS_UNWANTED.with_borrow(|asked| asked.as_ref().is_some_and(|is_unwanted| is_unwanted()));
    if is_unwanted {
        resume_unwind(Box::new(GivenUp));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn work_ends_at_the_first_checkpoint_at_which_it_is_not_wanted() {
        let done = Arc::new(AtomicU32::new(0));
        let seen = done.clone();
        let result = unless(
            move || seen.load(Ordering::Relaxed) >= 3,
            || {
                for _ in 0..9 {
                    checkpoint();
                    done.fetch_add(1, Ordering::Relaxed);
                }
            },
        );
        assert_eq!((result, done.load(Ordering::Relaxed)), (None, 3));
        checkpoint();
    }

    #[test]
    fn work_that_is_wanted_is_done() {
        let work = || {
            checkpoint();
            7
        };
        assert_eq!(unless(|| false, work), Some(7));
    }

    #[test]
    fn work_inside_of_other_work_is_given_up_alone() {
        let inner = || unless(|| true, checkpoint);
        let outer = unless(
            || false,
            || {
                let inner = inner();
                checkpoint();
                inner
            },
        );
        assert_eq!(outer, Some(None));
    }

    #[test]
    fn a_part_on_another_thread_is_given_up_with_the_work() {
        let part_of = |watch: &Watch| watch.take(checkpoint);
        let result = unless(
            || true,
            || {
                let watch = Watch::of_this_work();
                std::thread::scope(|scope| scope.spawn(|| part_of(&watch)).join())
                    .unwrap_or_else(|it| resume_unwind(it));
            },
        );
        assert_eq!(result, None);
        part_of(&Watch::of_this_work());
    }

    #[test]
    fn a_panic_stays_a_panic() {
        let work = || unless(|| true, || assert!(std::hint::black_box(false), "a defect"));
        assert!(catch_unwind(work).is_err());
        checkpoint();
    }
}
