//! Memory that is kept for what comes next, and given back to the system when nothing comes.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

type Left = Arc<dyn Any + Send + Sync>;

static LEFT: Mutex<Option<Left>> = Mutex::new(None);

/// Keeps something that may be wanted again at once, and is too large to be kept for longer: until the next is left, or
/// nothing has come for a while.
pub fn leave(it: Left) {
    *LEFT.lock().unwrap_or_else(PoisonError::into_inner) = Some(it);
}

/// A run over a large file takes several times what is kept of it.
pub fn give_back() {
    drop(LEFT.lock().unwrap_or_else(PoisonError::into_inner).take());
    purge();
}

/// What was freed, and what the allocator still has.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn purge() {
    use std::ptr::null_mut;

    for name in [c"thread.tcache.flush", c"arena.0.purge"] {
        // SAFETY: neither reads or writes anything but what jemalloc keeps to itself.
        unsafe { tikv_jemalloc_sys::mallctl(name.as_ptr(), null_mut(), null_mut(), null_mut(), 0) };
    }
}

/// Only jemalloc keeps more than a little, and is not used here.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn purge() {}
