use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::run::Run;

/// How often each rule was broken, most often first, with how many of those have a fix.
#[must_use]
pub fn statistics(run: &Run) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in run.files.iter().flat_map(|file| &file.findings) {
        let (count, fixable) = counts.entry(finding.rule).or_default();
        *count += 1;
        *fixable += usize::from(!finding.fixes.is_empty());
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|&(rule, (count, _))| (std::cmp::Reverse(count), rule));
    let width = rows.first().map_or(0, |(_, (count, _))| count.to_string().len());
    let mut out = String::new();
    for (rule, (count, fixable)) in rows {
        let fixes = if fixable == 0 { String::new() } else { format!("  ({fixable} with a fix)") };
        let _ = writeln!(out, "{count:>width$}  {rule}{fixes}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn the_most_broken_rule_comes_first() {
        let mut other = finding(0, 1);
        other.rule = "other-rule";
        let run = run("abc", vec![other, finding(0, 1), finding(1, 2)]);
        assert_eq!(statistics(&run), "2  some-rule\n1  other-rule\n");
    }
}
