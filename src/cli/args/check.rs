use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser as _, ValueEnum};

use crate::report::Severity;
use crate::rules::{self, Category};
use crate::sdk::{Platform, SdkVersion};
use crate::settings::Selector;
use crate::text;

use super::super::format::{Format, OutputFile};
use super::{Cli, Command, When};

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
    /// Write a comment that suppresses it beside each finding, for you to say why, and report what is left
    #[arg(long, conflicts_with_all = ["fix", "baseline", "write_baseline"])]
    pub add_suppressions: bool,
    /// Lint again whenever a file changes, until Ctrl-C; ends with the exit status of the last run
    #[arg(long, conflicts_with_all = [
        "fix", "diff", "add_suppressions", "write_baseline", "output", "show_files", "show_config"
    ])]
    pub watch: bool,
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
    /// Say on standard error what took how long, and which files and rules took longest
    #[arg(long)]
    pub timing: bool,
    /// Print the files that would be linted, and lint none
    #[arg(long, conflicts_with = "show_config")]
    pub show_files: bool,
    /// Print the settings of one file, and lint none
    #[arg(long)]
    pub show_config: bool,
}

impl CheckArgs {
    /// Those of a run over paths that leaves nothing out: every rule, every severity.
    ///
    /// # Errors
    /// When the paths are none.
    pub fn of_everything_in(paths: &[PathBuf]) -> Result<Self, String> {
        let options = ["dwt-lint", "check", "--preset=strict", "--min-severity=hint", "--"].map(OsString::from);
        let line = options.into_iter().chain(paths.iter().map(|path| path.clone().into_os_string()));
        match Cli::try_parse_from(line).map_err(|error| error.to_string())?.command {
            Command::Check(args) => Ok(*args),
            other => Err(format!("no arguments of check: {other:?}")),
        }
    }

    pub fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }
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
