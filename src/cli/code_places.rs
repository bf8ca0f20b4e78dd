//! Where in the user's code an error code of the SDK may come from.

use std::path::PathBuf;

use serde_json::Value;

use crate::render::{self, Run};
use crate::report::Severity;

use super::Failure;
use super::args::CheckArgs;
use super::check::Job;
use super::code_uses::CodeUses;
use super::gathered::Gathered;
use super::paths::WorkingFolder;
use super::terminal::Terminal;
use super::texts::Texts;

/// All that is found in the user's code, whatever its severity, and all that it uses of the SDK.
pub struct CodePlaces {
    run: Run,
    uses: CodeUses,
}

impl CodePlaces {
    /// Lints the paths with every rule.
    ///
    /// # Errors
    /// When a configuration cannot be used.
    pub fn in_paths(paths: &[PathBuf], terminal: &Terminal) -> Result<Self, Failure> {
        let args = CheckArgs::of_everything_in(paths)?;
        let folder = WorkingFolder::current()?;
        let job = Job::new(&args, &folder, terminal)?;
        let outcomes = job.check(&Texts::default());
        let uses = job.work(|| CodeUses::of(&job));
        Ok(Self { run: Gathered::new(outcomes, &job.inputs, None, Severity::Hint).run, uses })
    }

    /// What could not be linted, and why.
    pub fn problems(&self) -> Vec<String> {
        self.run.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
    }

    /// The findings that can raise the code, a line each.
    pub fn lines(&self, code: i32) -> Vec<String> {
        render::concise(&self.of_code(code)).lines().map(str::to_owned).collect()
    }

    /// Where the code may come from at all.
    pub fn uses(&self) -> &CodeUses {
        &self.uses
    }

    /// The same as the objects of `--format jsonl`.
    pub fn objects(&self, code: i32) -> Value {
        let lines = render::jsonl(&self.of_code(code));
        lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).collect()
    }

    fn of_code(&self, code: i32) -> Run {
        let mut run = self.run.clone();
        run.files.iter_mut().for_each(|file| file.findings.retain(|finding| finding.codes.contains(&code)));
        run
    }
}
