//! The command line: one file a verb, and what the verbs share.

mod args;
mod baseline;
mod changed;
mod check;
mod code_places;
mod code_uses;
mod codes;
mod completions;
mod configure;
mod disk;
mod environment;
mod excluded;
mod explain;
mod fix;
mod format;
mod gathered;
mod init;
mod inputs;
mod log_codes;
mod man;
mod markdown;
mod meter;
mod open;
mod outcome;
mod outputs;
mod paths;
mod progress;
mod rules;
mod schema;
mod show;
mod terminal;
mod texts;
mod verdict;
mod watch;
mod watched;
mod write;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};
use terminal::Terminal;

/// The run itself failed: the exit status of bad usage, bad configuration, and files that cannot be read.
const FAILED: u8 = 2;

/// Why a verb could not do its work; printed on standard error.
type Failure = String;

/// Does what the arguments say (the program's name first). `serve` is the language server, a room that this one does not
/// know.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>, serve: fn() -> ExitCode) -> ExitCode {
    let arguments = args::with_verb(arguments.into_iter().collect());
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Its exit status tells enough when not even this can be written.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED));
        }
    };
    let terminal = Terminal::new(cli.color);
    let result = match cli.command {
        Command::Lsp { .. } => return serve(),
        Command::Check(args) => check::run(&args, &terminal),
        Command::Explain { what, format } => explain::run(&what, format, &terminal),
        Command::Rules { format } => rules::run(format, &terminal),
        Command::Init => init::run(&terminal),
        Command::Schema => schema::run(&terminal),
        Command::Codes { format, log, code } => codes::run(format, log.as_deref(), &code, &terminal),
        Command::Completions { shell } => completions::run(shell, &terminal),
        Command::Man { verb } => man::run(verb.as_deref(), &terminal),
    };
    ExitCode::from(status_of(result, &terminal))
}

/// The exit status of what a verb did; why it failed is told.
fn status_of(result: Result<u8, Failure>, terminal: &Terminal) -> u8 {
    result.unwrap_or_else(|failure| {
        failure.lines().for_each(|line| terminal.complain(line));
        FAILED
    })
}
