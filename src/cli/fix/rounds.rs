use std::sync::Arc;

use rayon::prelude::*;

use crate::lint::{MAX_ROUNDS, Mender, fenced};
use crate::render::Problem;
use crate::report::Safety;

use super::super::args::CheckArgs;
use super::super::check::Job;
use super::super::inputs::Input;
use super::super::outcome::{Outcome, check_all};
use super::super::texts::Texts;
use super::silence::silenced;

/// What fixing came to.
pub struct Fixed {
    /// With the texts as they are now.
    pub outcomes: Vec<Outcome>,
    /// In the order of the inputs.
    pub files: Vec<FixedFile>,
    pub problems: Vec<Problem>,
    /// Whether the last round still changed something.
    pub is_unsettled: bool,
}

/// A file whose text the fixes change.
pub struct FixedFile {
    /// Index into the inputs.
    pub input: usize,
    pub before: Arc<str>,
    pub after: Arc<str>,
    pub fixes: usize,
}

/// Lints and mends all inputs until no fix is left. Nothing is written: the new texts are put into `texts`.
pub fn fix_all(job: &Job<'_>, texts: &mut Texts) -> Fixed {
    let mut fixing = Fixing::new(&job.inputs.inputs, job.args);
    for _ in 0..MAX_ROUNDS {
        let outcomes = check_all(job, texts);
        if !fixing.step(&outcomes, texts) {
            return fixing.end(outcomes, texts, false);
        }
    }
    let outcomes = check_all(job, texts);
    fixing.end(outcomes, texts, true)
}

impl Fixed {
    /// How many fixes the files hold.
    pub fn count(&self) -> usize {
        self.files.iter().map(|file| file.fixes).sum()
    }
}

struct Fixing<'a> {
    inputs: &'a [Input],
    args: &'a CheckArgs,
    /// One an input.
    works: Vec<Work>,
    problems: Vec<Problem>,
}

/// What was done to one input so far.
struct Work {
    /// The text of the first round; `None` when there is nothing to mend.
    before: Option<Arc<str>>,
    mender: Mender,
    is_given_up: bool,
}

impl<'a> Fixing<'a> {
    fn new(inputs: &'a [Input], args: &'a CheckArgs) -> Self {
        let allowed = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        let work = |_| Work { before: None, mender: Mender::new(allowed), is_given_up: false };
        let works = inputs.iter().map(work).collect();
        Self { inputs, args, works, problems: Vec::new() }
    }

    /// Mends what the outcomes say. False when nothing changed.
    fn step(&mut self, outcomes: &[Outcome], texts: &mut Texts) -> bool {
        let args = self.args;
        let works = self.works.par_iter_mut().zip(outcomes);
        let next: Vec<_> = works.map(|(work, outcome)| fenced(|| work.next(outcome, args))).collect();
        let mut is_changed = false;
        for (at, next) in next.into_iter().enumerate() {
            match next {
                Ok(Some(text)) => {
                    texts.set(&self.inputs[at].place, text);
                    is_changed = true;
                }
                Ok(None) => {}
                Err(message) => {
                    self.works[at].is_given_up = true;
                    self.problems.push(Problem { path: self.inputs[at].shown.clone(), message });
                }
            }
        }
        is_changed
    }

    fn end(self, outcomes: Vec<Outcome>, texts: &Texts, is_unsettled: bool) -> Fixed {
        let fixed = self.works.into_iter().enumerate().filter_map(|(input, work)| {
            let before = work.before?;
            let after = texts.of(&self.inputs[input].place).filter(|after| **after != before)?.clone();
            Some(FixedFile { input, before, after, fixes: work.mender.fixes() })
        });
        Fixed { files: fixed.collect(), outcomes, problems: self.problems, is_unsettled }
    }
}

impl Work {
    fn next(&mut self, outcome: &Outcome, args: &CheckArgs) -> Option<Arc<str>> {
        let Outcome::Linted { source, report, .. } = outcome else { return None };
        if self.is_given_up {
            return None;
        }
        self.before.get_or_insert_with(|| source.text.clone());
        // Milder findings are no part of the run.
        let findings = report.findings.iter().filter(|finding| finding.severity >= args.min_severity);
        let findings: Vec<_> = findings.cloned().collect();
        let findings = if args.add_suppressions { silenced(source, findings) } else { findings };
        self.mender.next(source, &findings)
    }
}
