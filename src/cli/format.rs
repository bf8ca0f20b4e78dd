use std::path::PathBuf;

use clap::ValueEnum;

use crate::render::{self, Abilities, Run};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Code frames, for people
    Pretty,
    /// A line each: path:line:column: severity rule message
    Concise,
    /// One object
    Json,
    /// An object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// JUnit report: a failed test a finding
    Junit,
    /// Checkstyle report
    Checkstyle,
    /// Diagnostics of reviewdog, with suggestions
    Rdjson,
    /// A line each, with help, for coding agents
    Agent,
}

impl Format {
    #[must_use]
    pub fn render(self, run: &Run, abilities: Abilities) -> String {
        match self {
            Self::Pretty => render::pretty(run, abilities),
            Self::Concise => render::concise(run),
            Self::Json => render::json(run),
            Self::Jsonl => render::jsonl(run),
            Self::Sarif => render::sarif(run),
            Self::Github => render::github(run),
            Self::Gitlab => render::gitlab(run),
            Self::Junit => render::junit(run),
            Self::Checkstyle => render::checkstyle(run),
            Self::Rdjson => render::rdjson(run),
            Self::Agent => render::agent(run),
        }
    }

    /// Whether who reads it wants to be told how the run ended.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Pretty | Self::Concise)
    }
}

/// `FORMAT=FILE`: a report beside the one on standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    pub format: Format,
    pub path: PathBuf,
}

impl OutputFile {
    /// # Errors
    /// When the text is not of this form, or names no format.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some((name, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return Err("write FORMAT=FILE, as in sarif=report.sarif".to_owned());
        };
        if path == "-" {
            return Err(format!("for standard output use `--format {name}`"));
        }
        let names = || Format::value_variants().iter().filter_map(Format::to_possible_value);
        let format = Format::from_str(name, false).map_err(|_| {
            let names: Vec<String> = names().map(|value| value.get_name().to_owned()).collect();
            format!("no such format: `{name}` [possible values: {}]", names.join(", "))
        })?;
        Ok(Self { format, path: path.into() })
    }
}
