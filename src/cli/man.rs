use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::text;

use super::Failure;
use super::args::{Cli, nearest_verb};
use super::terminal::Terminal;

/// Prints the manual page of the program, or of one of its verbs.
///
/// # Errors
/// When there is no such verb, or the output cannot be written.
pub fn run(verb: Option<&str>, terminal: &Terminal) -> Result<u8, Failure> {
    let mut command = Cli::command();
    command.build();
    let command = match verb {
        Some(verb) => command.find_subcommand(verb).cloned().ok_or_else(|| unknown(verb))?,
        None => command,
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page).map_err(|error| format!("the manual page cannot be made: {error}"))?;
    terminal.print_as_is(&String::from_utf8_lossy(&page))?;
    Ok(0)
}

fn unknown(verb: &str) -> Failure {
    let guess = nearest_verb(verb);
    format!("no such verb: `{verb}`{}", text::did_you_mean(&guess.iter().map(String::as_str).collect::<Vec<_>>()))
}
