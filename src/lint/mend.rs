use std::ptr;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::report::{Edit, Finding, Fix, Safety, apply, compatible};
use crate::settings::Settings;
use crate::syntax::{self, Document};
use crate::text::{Source, Span};

use super::lint;

/// A fix may make room for the next one; so many times is a file mended at the most.
pub const MAX_ROUNDS: usize = 20;

/// Mends one file round by round, until no fix is left. Between the rounds it is linted anew, by the caller, because the
/// other files of its program change as well.
#[derive(Debug)]
pub struct Mender {
    allowed: Safety,
    fixes: usize,
    /// Their fixes took no finding away when they were applied together with those of other rules.
    suspects: Vec<&'static str>,
    /// Not even by themselves.
    barred: Vec<&'static str>,
    last: Option<Round>,
}

/// What the last round did.
#[derive(Debug)]
struct Round {
    before: Arc<str>,
    fixes: usize,
    /// The rules whose findings were mended, and how heavy all findings of each were.
    weights: Vec<(&'static str, usize)>,
}

/// A file without fixes, and how many it took.
#[derive(Clone, Debug)]
pub struct Mended {
    pub source: Source,
    pub fixes: usize,
}

/// Applies the fixes of a file that runs by itself until none is left.
#[must_use]
pub fn mend(source: &Source, settings: &Settings, allowed: Safety) -> Mended {
    let mut mender = Mender::new(allowed);
    let mut source = source.clone();
    for _ in 0..MAX_ROUNDS {
        let findings = lint(&source, settings).findings;
        let Some(text) = mender.next(&source, &findings) else { break };
        source.text = text;
    }
    Mended { source, fixes: mender.fixes }
}

impl Mender {
    /// For fixes up to `allowed`.
    #[must_use]
    pub fn new(allowed: Safety) -> Self {
        Self { allowed, fixes: 0, suspects: Vec::new(), barred: Vec::new(), last: None }
    }

    /// How many fixes the text holds.
    #[must_use]
    pub fn fixes(&self) -> usize {
        self.fixes
    }

    /// The text of the next round, given what was found in the present one. `None`: nothing is left to do.
    pub fn next(&mut self, source: &Source, findings: &[Finding]) -> Option<Arc<str>> {
        if let Some(last) = self.last.take()
            && let Some(before) = self.take_back(last, findings)
        {
            return Some(before);
        }
        let chosen = self.choose(findings);
        let (text, fixes) = apply_soundly(source, chosen.iter().map(|&(fix, _)| fix))?;
        let applied: FxHashSet<*const Fix> = fixes.iter().map(|&fix| ptr::from_ref(fix)).collect();
        let is_applied = |fix: &Fix| applied.contains(&ptr::from_ref(fix));
        let mut rules: Vec<&'static str> =
            chosen.iter().filter(|(fix, _)| is_applied(fix)).map(|&(_, rule)| rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let weights = rules.into_iter().map(|rule| (rule, weight(findings, rule))).collect();
        self.fixes += fixes.len();
        self.last = Some(Round { before: source.text.clone(), fixes: fixes.len(), weights });
        Some(text.into())
    }

    /// The text before the last round, when some of its rules find as much as before. A rule that had the round for itself
    /// is barred; others may have suffered from each other, and are tried one by one.
    fn take_back(&mut self, last: Round, findings: &[Finding]) -> Option<Arc<str>> {
        let useless = last.weights.iter().filter(|&&(rule, before)| weight(findings, rule) >= before);
        let useless: Vec<&'static str> = useless.map(|&(rule, _)| rule).collect();
        if useless.is_empty() {
            return None;
        }
        let is_proof = last.weights.len() == 1;
        if is_proof { &mut self.barred } else { &mut self.suspects }.extend(useless);
        self.fixes -= last.fixes;
        Some(last.before)
    }

    /// The fixes to try in this round, with the rules that they are of.
    fn choose<'f>(&self, findings: &'f [Finding]) -> Vec<(&'f Fix, &'static str)> {
        let mendable = findings.iter().filter(|finding| !self.barred.contains(&finding.rule));
        let mut chosen: Vec<_> =
            mendable.filter_map(|finding| Some((allowed_fix(finding, self.allowed)?, finding.rule))).collect();
        let suspect = chosen.iter().map(|&(_, rule)| rule).find(|rule| self.suspects.contains(rule));
        if let Some(suspect) = suspect {
            chosen.retain(|&(_, rule)| rule == suspect);
        }
        chosen
    }
}

/// The best fix of a finding that may be applied.
#[must_use]
pub fn allowed_fix(finding: &Finding, allowed: Safety) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| fix.safety <= allowed)
}

/// How much is wrong by a rule: a fix takes a finding away, or makes it milder.
fn weight(findings: &[Finding], rule: &str) -> usize {
    let own = findings.iter().filter(|finding| finding.rule == rule);
    own.map(|finding| finding.severity as usize + 1).sum()
}

/// The text after those of the fixes that go together and leave code that parses. `None` when there is none, or when the
/// text stays as it is.
fn apply_soundly<'f>(source: &Source, fixes: impl Iterator<Item = &'f Fix>) -> Option<(String, Vec<&'f Fix>)> {
    let mut fixes = compatible(fixes);
    if fixes.is_empty() {
        return None;
    }
    let broken = broken_regions(&syntax::read(source));
    fixes.retain(|fix| is_mendable(fix, &broken));
    let is_sound = |text: &str| broken_regions(&syntax::read(&with_text(source, text))).len() <= broken.len();
    let mut text = apply(&source.text, fixes.iter().copied());
    if !is_sound(&text) {
        fixes.retain(|fix| is_sound(&apply(&source.text, [*fix])));
        text = apply(&source.text, fixes.iter().copied());
    }
    (text != *source.text && is_sound(&text)).then_some((text, fixes))
}

/// Whether a fix leaves alone what does not parse: what such code means is anybody's guess.
#[must_use]
pub fn is_mendable(fix: &Fix, broken: &[Span]) -> bool {
    let touches = |edit: &Edit, region: &Span| edit.span.start <= region.end && region.start <= edit.span.end;
    !fix.edits.iter().any(|edit| broken.iter().any(|region| touches(edit, region)))
}

/// The code that does not parse.
pub(super) fn broken_regions(document: &Document<'_>) -> Vec<Span> {
    document.all_regions().filter(|region| !region.parses).map(|region| region.span).collect()
}

fn with_text(source: &Source, text: &str) -> Source {
    Source::new(&source.path, source.kind, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Severity;
    use crate::text::FileKind;

    fn source(text: &str) -> Source {
        Source::new("a.js", FileKind::JavaScript, text)
    }

    /// A finding at each `bad` of the text, and at each `ugly`, with fixes that write something else there.
    fn findings(text: &str, for_bad: &str, for_ugly: &str) -> Vec<Finding> {
        let found = |rule, word: &str, good: &str| -> Vec<Finding> {
            let places = text.match_indices(word).map(|(at, word)| Span::new(at, at + word.len()));
            places.map(|span| finding(rule, span, good)).collect()
        };
        [found("no-bad", "bad", for_bad), found("no-ugly", "ugly", for_ugly)].concat()
    }

    fn finding(rule: &'static str, span: Span, good: &str) -> Finding {
        let edits = vec![Edit { span, text: good.to_owned() }];
        Finding {
            rule,
            severity: Severity::Error,
            span,
            message: "bad".into(),
            help: None,
            codes: Vec::new(),
            related: Vec::new(),
            fixes: vec![Fix { title: good.to_owned(), safety: Safety::Unsafe, edits }],
            tag: None,
        }
    }

    /// The text in the end, how many fixes it holds, and how many rounds that took.
    fn mended(text: &str, for_bad: &str, for_ugly: &str, allowed: Safety) -> (String, usize, usize) {
        let (mut mender, mut source) = (Mender::new(allowed), source(text));
        for round in 0.. {
            match mender.next(&source, &findings(&source.text, for_bad, for_ugly)) {
                Some(text) => source.text = text,
                None => return (source.text.to_string(), mender.fixes(), round),
            }
        }
        unreachable!("every round gives an answer")
    }

    #[test]
    fn what_is_allowed_is_mended() {
        assert_eq!(mended("bad(); bad();", "good", "", Safety::Unsafe), ("good(); good();".into(), 2, 1));
        assert_eq!(mended("bad();", "good", "", Safety::Safe), ("bad();".into(), 0, 0));
    }

    #[test]
    fn a_fix_that_breaks_the_code_is_left_out() {
        assert_eq!(mended("bad(); bad();", "go(od", "", Safety::Unsafe), ("bad(); bad();".into(), 0, 0));
        let text = "bad(); bad();";
        let mut findings = findings(text, "good", "");
        findings[0].fixes[0].edits[0].text = "(".into();
        let next = Mender::new(Safety::Unsafe).next(&source(text), &findings);
        assert_eq!(next.as_deref(), Some("bad(); good();"));
    }

    #[test]
    fn a_fix_that_mends_nothing_is_taken_back() {
        assert_eq!(mended("bad();", "bad(bad)", "", Safety::Unsafe), ("bad();".into(), 0, 2));
        assert_eq!(mended("bad();", "(bad)", "", Safety::Unsafe), ("bad();".into(), 0, 2));
    }

    #[test]
    fn a_fix_that_makes_work_for_another_is_no_reason_against_that() {
        let expected = ("good(); good();".into(), 3, 5);
        assert_eq!(mended("bad(); ugly();", "good", "bad", Safety::Unsafe), expected);
    }

    #[test]
    fn broken_code_is_not_touched() {
        assert_eq!(mended("bad(); if (", "good", "", Safety::Unsafe), ("bad(); if (".into(), 0, 0));
    }
}
