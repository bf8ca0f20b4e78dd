//! `dwt-lint`: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    dwt_lint::cli::run(std::env::args_os(), dwt_lint::lsp::run)
}
