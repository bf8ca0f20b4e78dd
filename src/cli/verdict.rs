use crate::render::{Run, Summary};
use crate::report::Severity;

use super::FAILED;
use super::args::{CheckArgs, FailOn};

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The exit status.
    pub status: u8,
    /// What was found, and why the exit status is what it is.
    pub sentence: String,
}

/// Judges a run. `all` counts every finding, also those that `--min-severity` hides: what is shown is one thing, what
/// passes is another.
#[must_use]
pub fn judge(all: &Summary, run: &Run, args: &CheckArgs) -> Verdict {
    let reason = failure(all, args);
    let (status, reason) = match (run.problems.len(), reason) {
        (0, None) if all.total() == 0 => (0, None),
        (0, None) => (0, Some(passing(args))),
        (0, Some(reason)) => (1, Some(reason)),
        (count, _) => (FAILED, Some(format!("{} could not be linted", counted(count, "path")))),
    };
    let exit = reason.map_or_else(String::new, |reason| format!(" Exit status {status}: {reason}."));
    Verdict { status, sentence: format!("{}{exit}", found(all, run)) }
}

/// Why the findings fail the run, if they do.
fn failure(all: &Summary, args: &CheckArgs) -> Option<String> {
    if let Some(limit) = args.max_warnings
        && all.warnings > limit
    {
        return Some(format!("more than {} (--max-warnings)", counted(limit, "warning")));
    }
    let FailOn::Severity(limit) = fail_on(args) else { return None };
    let fails = [
        (all.errors, Severity::Error),
        (all.warnings, Severity::Warning),
        (all.infos, Severity::Info),
        (all.hints, Severity::Hint),
    ];
    let fails = fails.iter().any(|&(count, severity)| count > 0 && severity >= limit);
    fails.then(|| match limit {
        Severity::Error => "there are errors".to_owned(),
        limit => format!("findings of severity {limit} or worse (--fail-on)"),
    })
}

fn passing(args: &CheckArgs) -> String {
    match fail_on(args) {
        FailOn::Never => "findings never fail this run (--fail-on)".to_owned(),
        FailOn::Severity(limit) => format!("nothing that fails the run (--fail-on {limit})"),
    }
}

/// Who allows some warnings does not want the first one to fail the run.
fn fail_on(args: &CheckArgs) -> FailOn {
    let default = if args.max_warnings.is_some() { Severity::Error } else { Severity::Warning };
    args.fail_on.unwrap_or(FailOn::Severity(default))
}

fn found(all: &Summary, run: &Run) -> String {
    let files = counted(run.linted, "file");
    let severities = [(all.errors, "error"), (all.warnings, "warning"), (all.infos, "info"), (all.hints, "hint")];
    let counts: Vec<String> =
        severities.iter().filter(|(count, _)| *count > 0).map(|&(count, name)| counted(count, name)).collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    let hidden = all.total() - run.summary().total();
    let hidden = if hidden == 0 { String::new() } else { format!(", {hidden} not shown (--min-severity)") };
    let suppressed =
        if run.suppressed() == 0 { String::new() } else { format!(", {} suppressed by comments", run.suppressed()) };
    let baselined = if run.baselined == 0 { String::new() } else { format!(", {} in the baseline", run.baselined) };
    let fixed = if run.fixed == 0 { String::new() } else { format!(", {} fixed", run.fixed) };
    format!("Found {counts} in {files}{hidden}{suppressed}{baselined}{fixed}.")
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, name: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {name}{plural}")
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::args::{Cli, Command};
    use super::*;
    use crate::render::Problem;

    fn verdict(all: Summary, options: &str) -> Verdict {
        judge(&all, &Run { linted: 2, ..Run::default() }, &args(options))
    }

    fn args(options: &str) -> CheckArgs {
        let line = ["dwt-lint", "check"].into_iter().chain(options.split_whitespace());
        match Cli::try_parse_from(line).expect("valid options").command {
            Command::Check(args) => *args,
            other => panic!("{other:?}"),
        }
    }

    fn summary(errors: usize, warnings: usize, infos: usize) -> Summary {
        Summary { errors, warnings, infos, hints: 0 }
    }

    #[test]
    fn findings_fail_the_run_from_the_asked_severity_on() {
        for (all, options, status) in [
            (summary(0, 0, 0), "", 0),
            (summary(0, 0, 1), "", 0),
            (summary(0, 1, 0), "", 1),
            (summary(1, 0, 0), "", 1),
            (summary(0, 1, 0), "--fail-on error", 0),
            (summary(1, 0, 0), "--fail-on error", 1),
            (summary(0, 0, 1), "--fail-on info", 1),
            (summary(9, 9, 9), "--fail-on never", 0),
            (summary(0, 2, 0), "--max-warnings 2", 0),
            (summary(0, 3, 0), "--max-warnings 2", 1),
            (summary(1, 0, 0), "--max-warnings 2", 1),
            (summary(0, 1, 0), "--max-warnings 2 --fail-on warning", 1),
            (summary(0, 3, 0), "--max-warnings 2 --fail-on never", 1),
            (summary(0, 1, 0), "--min-severity error", 1),
        ] {
            assert_eq!(verdict(all, options).status, status, "{all:?} {options}");
        }
    }

    #[test]
    fn the_sentence_explains_the_status() {
        assert_eq!(verdict(summary(0, 0, 0), "").sentence, "Found nothing in 2 files.");
        let sentence = verdict(summary(0, 2, 0), "--fail-on error").sentence;
        assert!(sentence.ends_with("Exit status 0: nothing that fails the run (--fail-on error)."), "{sentence}");
        let sentence = verdict(summary(1, 1, 0), "").sentence;
        assert!(sentence.starts_with("Found 1 error, 1 warning in 2 files"), "{sentence}");
        assert!(sentence.contains("Exit status 1: findings of severity warning or worse"), "{sentence}");
    }

    #[test]
    fn what_could_not_be_read_is_worse_than_findings() {
        let problems = vec![Problem { path: "a".into(), message: "gone".into() }];
        let run = Run { problems, ..Run::default() };
        assert_eq!(judge(&summary(1, 0, 0), &run, &args("--fail-on never")).status, 2);
    }
}
