//! Work that is given up when nobody wants its result any more, as of a text that has changed meanwhile.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

type Asked = Box<dyn Fn() -> bool>;

thread_local! {
    /// Of the work that this thread does.
    static IS_UNWANTED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// What unwinds the work: no panic, and so no hook is told of it.
struct GivenUp;

/// Does the work, and gives it up at the first [`checkpoint`] at which it is not wanted: then there is no result. What the
/// work does on other threads is not interrupted.
pub fn unless<T>(is_unwanted: impl Fn() -> bool + 'static, work: impl FnOnce() -> T) -> Option<T> {
    let around = IS_UNWANTED.replace(Some(Box::new(is_unwanted)));
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_UNWANTED.set(around);
    match result {
        Ok(result) => Some(result),
        Err(reason) if reason.is::<GivenUp>() => None,
        Err(panic) => resume_unwind(panic),
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
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    #[test]
    fn work_ends_at_the_first_checkpoint_at_which_it_is_not_wanted() {
        let done = Rc::new(Cell::new(0));
        let seen = done.clone();
        let result = unless(
            move || seen.get() >= 3,
            || {
                for _ in 0..9 {
                    checkpoint();
                    done.set(done.get() + 1);
                }
            },
        );
        assert_eq!((result, done.get()), (None, 3));
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
    fn a_panic_stays_a_panic() {
        let work = || unless(|| true, || assert!(std::hint::black_box(false), "a defect"));
        assert!(catch_unwind(work).is_err());
        checkpoint();
    }
}
