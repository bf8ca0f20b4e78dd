//! `dwt-lint`: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("lsp") => dwt_lint::lsp::run(),
        _ => {
            println!("dwt-lint");
            ExitCode::SUCCESS
        }
    }
}
