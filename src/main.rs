//! `dwt-lint`: arguments in, exit status out.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dwt_lint::cli::run(std::env::args_os(), serve)
}

/// To be `dwt_lint::lsp::run` as soon as that room has it.
fn serve() -> ExitCode {
    eprintln!("dwt-lint: this build has no language server");
    ExitCode::from(2)
}
