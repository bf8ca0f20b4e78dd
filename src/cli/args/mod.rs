mod check;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::text;

pub use check::{CheckArgs, FailOn, Preset};

/// Finds the pitfalls in code that drives scanners through Dynamic Web TWAIN.
#[derive(Debug, Parser)]
#[command(name = "dwt-lint", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "`dwt-lint PATH...` is short for `dwt-lint check PATH...`.\n\
    Exit status: 0 nothing found that matters, 1 findings, 2 the run itself failed.")]
pub struct Cli {
    /// When to use colours; NO_COLOR and FORCE_COLOR are heeded
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub color: When,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint files and folders
    Check(Box<CheckArgs>),
    /// Explain a rule, an SDK error code, or a member, enumeration or event of the SDK
    Explain {
        /// A rule id, an error code such as -1073, or a name such as HTTPPort, EnumDWT_PixelType.TWPT_BW or OnPostTransfer
        #[arg(allow_negative_numbers = true)]
        what: String,
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// List every rule
    Rules {
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// List every SDK error code, or find the codes in a log
    Codes {
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
        /// A log to read; `-` for standard input
        log: Option<PathBuf>,
        /// Files and folders: with a code of the log, the findings and the calls in them that can raise it are named
        code: Vec<PathBuf>,
    },
    /// Write a commented dwt-lint.json, a configuration to begin with
    Init,
    /// Print the JSON Schema of the configuration
    Schema,
    /// Print the completions of the command line for a shell
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page, for `man`
    Man {
        /// That of one verb, as in `dwt-lint man check`
        verb: Option<String>,
    },
    /// Run the language server on standard input and output
    Lsp {
        /// Accepted for editors that pass it; there is no other transport
        #[arg(long)]
        stdio: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Text,
    Json,
}

/// The arguments with the verb `check` put in, when the first word is no verb.
pub fn with_verb(mut arguments: Vec<OsString>) -> Vec<OsString> {
    const OWN: [&str; 4] = ["-h", "--help", "-V", "--version"];
    let at = first_after_color(&arguments);
    let Some(first) = arguments.get(at) else { return arguments };
    let is_known = first.to_str().is_some_and(|first| OWN.contains(&first) || is_verb(first));
    if !is_known {
        arguments.insert(at, "check".into());
    }
    arguments
}

/// The index of the first argument behind the program's name and the options that stand before the verb.
fn first_after_color(arguments: &[OsString]) -> usize {
    let mut at = 1;
    while let Some(argument) = arguments.get(at).and_then(|argument| argument.to_str()) {
        match argument {
            "--color" => at += 2,
            _ if argument.starts_with("--color=") => at += 1,
            _ => break,
        }
    }
    at
}

fn is_verb(word: &str) -> bool {
    word == "help" || verbs().any(|verb| verb == word)
}

/// The verb that a word which is neither a verb nor a file may have been meant to be.
pub fn nearest_verb(word: &str) -> Option<String> {
    let verbs: Vec<String> = verbs().collect();
    text::nearest(word, verbs.iter().map(String::as_str)).first().map(|&verb| verb.to_owned())
}

fn verbs() -> impl Iterator<Item = String> {
    let names: Vec<String> = Cli::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_verb(line: &str) -> String {
        let arguments = super::with_verb(line.split(' ').map(OsString::from).collect());
        arguments.join(std::ffi::OsStr::new(" ")).into_string().expect("UTF-8")
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_path_first_means_check() {
        assert_eq!(with_verb("dwt-lint src"), "dwt-lint check src");
        assert_eq!(with_verb("dwt-lint --format json -"), "dwt-lint check --format json -");
        assert_eq!(with_verb("dwt-lint --color never src"), "dwt-lint --color never check src");
        for known in
            ["dwt-lint", "dwt-lint --help", "dwt-lint check", "dwt-lint --color=never rules", "dwt-lint help lsp"]
        {
            assert_eq!(with_verb(known), known);
        }
    }

    #[test]
    fn negative_numbers_are_no_options() {
        let cli = Cli::try_parse_from(["dwt-lint", "explain", "-1073"]).expect("valid");
        assert!(matches!(cli.command, Command::Explain { what, .. } if what == "-1073"));
    }
}
