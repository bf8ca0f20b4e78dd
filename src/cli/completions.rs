use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Failure;
use super::args::Cli;
use super::terminal::Terminal;

/// Prints what a shell completes the command line by.
///
/// # Errors
/// When the output cannot be written.
pub fn run(shell: Shell, terminal: &Terminal) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dwt-lint", &mut script);
    terminal.print_as_is(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
