use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::run::Run;
use crate::lint::is_mendable;

/// How often a rule was broken.
struct Row {
    rule: &'static str,
    count: usize,
    /// How many of those have a fix.
    fixable: usize,
}

/// How often each rule was broken, most often first, with how many of those have a fix.
#[must_use]
pub fn statistics(run: &Run) -> String {
    let rows = rows(run);
    let width = rows.first().map_or(0, |row| row.count.to_string().len());
    let mut out = String::new();
    for Row { rule, count, fixable } in rows {
        let fixes = if fixable == 0 { String::new() } else { format!("  ({fixable} with a fix)") };
        let _ = writeln!(out, "{count:>width$}  {rule}{fixes}");
    }
    out
}

/// The same as a list of objects.
#[must_use]
pub fn statistics_json(run: &Run) -> String {
    let rows = rows(run).into_iter();
    let rows: Value = rows.map(|row| json!({ "rule": row.rule, "count": row.count, "fixable": row.fixable })).collect();
    format!("{rows:#}\n")
}

fn rows(run: &Run) -> Vec<Row> {
    let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (file, finding) in run.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding))) {
        let (count, fixable) = counts.entry(finding.rule).or_default();
        *count += 1;
        *fixable += usize::from(finding.fixes.iter().any(|fix| is_mendable(fix, &file.broken)));
    }
    let mut rows: Vec<Row> = counts.into_iter().map(|(rule, (count, fixable))| Row { rule, count, fixable }).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count), row.rule));
    rows
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
        let expected = json!([
            { "rule": "some-rule", "count": 2, "fixable": 0 }, { "rule": "other-rule", "count": 1, "fixable": 0 }
        ]);
        assert_eq!(serde_json::from_str::<Value>(&statistics_json(&run)).ok(), Some(expected));
    }
}
