use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::report::Severity;
use crate::rules::{self, Category};
use crate::sdk::{Platform, SdkVersion};
use crate::settings::Selector;
use crate::text;

use super::format::{Format, OutputFile};

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
    Check(CheckArgs),
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
        file: Option<PathBuf>,
    },
    /// Write a commented dwt-lint.json, a configuration to begin with
    Init,
    /// Print the JSON Schema of the configuration
    Schema,
    /// Run the language server on standard input and output
    Lsp {
        /// Accepted for editors that pass it; there is no other transport
        #[arg(long)]
        stdio: bool,
    },
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders; `-` for standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// The name of what standard input holds: picks language and configuration, and need not exist
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// How findings are written [default: pretty; with annotations in GitHub Actions; agent when a coding agent runs it]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write a report of this format to a file as well; may be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = OutputFile::parse)]
    pub output: Vec<OutputFile>,
    /// When to make links for the terminal; FORCE_HYPERLINK is heeded
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub hyperlinks: When,
    /// Apply the safe fixes; of standard input, the fixed text goes to standard output
    #[arg(long)]
    pub fix: bool,
    /// Apply the fixes that may change what the code means, too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print as a patch what --fix would change, and write nothing; exit with 1 when there is something
    #[arg(long)]
    pub diff: bool,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    pub statistics: bool,
    /// Run only these rules or categories
    #[arg(long, value_name = "RULE|CATEGORY", value_parser = selector, value_delimiter = ',')]
    pub only: Vec<Selector>,
    /// Leave out these rules or categories
    #[arg(long, value_name = "RULE|CATEGORY", value_parser = selector, value_delimiter = ',')]
    pub skip: Vec<Selector>,
    /// Which rules run; above the configuration
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,
    /// The SDK version that the code is for, as in 19.3; above the configuration and what the project says
    #[arg(long, value_name = "VERSION")]
    pub sdk_version: Option<SdkVersion>,
    /// What the application runs on; above the configuration
    #[arg(long, value_name = "PLATFORM", value_parser = platforms(), value_delimiter = ',')]
    pub platforms: Option<Vec<Platform>>,
    /// Leave out the findings that this file has, and say which of them are gone
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings to this file, for --baseline, instead of reporting them
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Show findings from this severity on
    #[arg(long, value_name = "SEVERITY", default_value = "info", value_parser = shown_severities())]
    pub min_severity: Severity,
    /// Exit with 1 when there is a finding of this severity or worse, shown or not [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = failing_severities())]
    pub fail_on: Option<FailOn>,
    /// Allow this many warnings, and exit with 1 when there are more or an error
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Print the findings and nothing else, but for what failed
    #[arg(short, long)]
    pub quiet: bool,
    /// Use this configuration file, for every file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub no_config: bool,
    /// Lint what .gitignore and .ignore files leave out, too
    #[arg(long)]
    pub no_ignore: bool,
    /// Leave out what is excluded or ignored even when it is named, as a hook does that names what is committed
    #[arg(long)]
    pub force_exclude: bool,
    /// Lint only what has changed since the branch parted from this commit, committed or not
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,
    /// How many files are linted at once [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Print the files that would be linted, and lint none
    #[arg(long, conflicts_with = "show_config")]
    pub show_files: bool,
    /// Print the settings of one file, and lint none
    #[arg(long)]
    pub show_config: bool,
}

impl CheckArgs {
    pub fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    Recommended,
    Strict,
}

/// From which severity on findings fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    Severity(Severity),
    Never,
}

fn shown_severities() -> impl clap::builder::TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .map(|name| Severity::from_name(&name).unwrap_or(Severity::Info))
}

fn failing_severities() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(["error", "warning", "info", "never"])
        .map(|name| Severity::from_name(&name).map_or(FailOn::Never, FailOn::Severity))
}

fn platforms() -> impl clap::builder::TypedValueParser<Value = Platform> {
    PossibleValuesParser::new(Platform::ALL.map(Platform::name))
        .map(|name| Platform::from_name(&name).unwrap_or(Platform::Windows))
}

fn selector(name: &str) -> Result<Selector, String> {
    let rule = rules::find(name).map(|rule| Selector::Rule(rule.id));
    rule.or_else(|| Category::from_name(name).map(Selector::Category)).ok_or_else(|| {
        let known = rules::RULES.iter().map(|rule| rule.id).chain(Category::ALL.into_iter().map(Category::name));
        let guess = text::did_you_mean(&text::nearest(name, known));
        format!("no such rule or category{guess} (`dwt-lint rules` lists them)")
    })
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
