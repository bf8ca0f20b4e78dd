use std::path::PathBuf;

use crate::render::{FileFindings, Run, Summary};
use crate::report::{Report, Severity};

use super::baseline::BaselineFile;
use super::inputs::Inputs;
use super::outcome::Outcome;

/// Everything that a run found out.
pub struct Gathered {
    pub run: Run,
    /// Of all findings, shown or not.
    pub all: Summary,
    pub not_code: Vec<String>,
    pub vendored: usize,
    pub foreign: usize,
    pub excluded: usize,
    /// The absolute paths of what was linted.
    pub linted: Vec<PathBuf>,
}

impl Gathered {
    /// From the outcome of each input. What the baseline has is left out.
    pub fn new(
        outcomes: Vec<Outcome>,
        inputs: &Inputs,
        mut baseline: Option<&mut BaselineFile>,
        min_severity: Severity,
    ) -> Self {
        let mut gathered = Self {
            run: Run { problems: inputs.problems.clone(), ..Run::default() },
            all: Summary::default(),
            not_code: Vec::new(),
            vendored: inputs.vendored,
            foreign: 0,
            excluded: inputs.excluded,
            linted: Vec::new(),
        };
        for (input, outcome) in inputs.inputs.iter().zip(outcomes) {
            if matches!(outcome, Outcome::Clean | Outcome::Linted { .. }) {
                gathered.run.linted += 1;
                gathered.linted.extend(input.place.path().map(PathBuf::from));
            }
            gathered.add(outcome, baseline.as_deref_mut(), min_severity);
        }
        gathered.run.problems.sort();
        gathered
    }

    fn add(&mut self, outcome: Outcome, baseline: Option<&mut BaselineFile>, min_severity: Severity) {
        match outcome {
            Outcome::NotCode(path) => self.not_code.push(path),
            Outcome::Vendored => self.vendored += 1,
            Outcome::Foreign => self.foreign += 1,
            Outcome::Problem(problem) => self.run.problems.push(problem),
            Outcome::Clean | Outcome::Unchanged => {}
            Outcome::Linted { source, mut report, broken } => {
                // Hints are for editors: unasked, they are no part of the run.
                report.findings.retain(|finding| finding.severity >= min_severity.min(Severity::Info));
                if let Some(baseline) = baseline {
                    self.run.baselined += baseline.take_out(&source, &mut report.findings);
                }
                self.all = self.all + Summary::of(&report.findings);
                report.findings.retain(|finding| finding.severity >= min_severity);
                report.suppressed.retain(|suppressed| suppressed.finding.severity >= min_severity);
                let Report { findings, suppressed } = report;
                self.run.files.push(FileFindings { source, findings, suppressed, broken });
            }
        }
    }
}
