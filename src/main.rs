//! `dwt-lint`: arguments in, exit status out.

use std::process::ExitCode;

#[cfg(all(target_env = "musl", target_pointer_width = "64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    #[cfg(all(target_env = "musl", target_pointer_width = "64"))]
    dwt_lint::syntax::allocate_by_jemalloc();
    dwt_lint::cli::run(std::env::args_os(), dwt_lint::lsp::run)
}
