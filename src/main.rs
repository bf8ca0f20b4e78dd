//! `dwt-lint`: arguments in, exit status out.

use std::process::ExitCode;

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// What jemalloc reads when it starts. Of several arenas, each would keep what its thread has freed.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
// SAFETY: jemalloc declares this name as a text that ends with a null.
#[unsafe(export_name = "_rjem_malloc_conf")]
pub static MALLOC_CONF: &[u8; 46] = b"narenas:1,dirty_decay_ms:500,muzzy_decay_ms:0\0";

fn main() -> ExitCode {
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    dwt_lint::syntax::allocate_by_jemalloc();
    dwt_lint::cli::run(std::env::args_os(), dwt_lint::lsp::run)
}
