use tikv_jemalloc_sys as jemalloc;
use tree_sitter::Allocator;

/// Has trees made by the same allocator as everything else. To be called before anything is parsed.
pub fn allocate_by_jemalloc() {
    let allocator = Allocator {
        malloc: jemalloc::malloc,
        calloc: jemalloc::calloc,
        realloc: jemalloc::realloc,
        free: jemalloc::free,
    };
    // SAFETY: the four are of one allocator and keep the contract of C's, and nothing was allocated by another yet.
    unsafe { tree_sitter::set_allocator(Some(allocator)) };
}
