//! Memory that was freed, and that the allocator keeps for what comes next.

/// Gives it back to the system. A run over a large file takes several times what is kept of it.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub fn give_back() {
    use std::ptr::null_mut;

    for name in [c"thread.tcache.flush", c"arena.0.purge"] {
        // SAFETY: neither reads or writes anything but what jemalloc keeps to itself.
        unsafe { tikv_jemalloc_sys::mallctl(name.as_ptr(), null_mut(), null_mut(), null_mut(), 0) };
    }
}

/// Only jemalloc keeps more than a little, and is not used here.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub fn give_back() {}
