use std::collections::BTreeSet;

use crate::text::Span;

use super::{Edit, Fix};

/// The text after the fixes. A fix that overlaps one before it is left out whole; run again to get it.
#[must_use]
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits_of(fixes) {
        result.push_str(text.get(done..edit.span.start as usize).unwrap_or(""));
        result.push_str(&edit.text);
        done = edit.span.end as usize;
    }
    result.push_str(text.get(done..).unwrap_or(""));
    result
}

/// The edits of the fixes, in order of place, without those of a fix that overlaps one before it.
#[must_use]
pub fn edits_of<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<&'a Edit> {
    let mut edits: Vec<&Edit> = compatible(fixes).into_iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Those of the fixes that overlap none before them, in the same order: what [`apply`] applies.
#[must_use]
pub fn compatible<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<&'a Fix> {
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    let is_free = |fix: &&Fix| {
        let is_free = fix.edits.iter().all(|edit| !overlaps_any(edit.span, &taken));
        if is_free {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
        }
        is_free
    };
    fixes.into_iter().filter(is_free).collect()
}

/// Of spans that do not overlap each other, only the nearest can overlap another one.
fn overlaps_any(span: Span, taken: &BTreeSet<Span>) -> bool {
    let nearest = [taken.range(..=span).next_back(), taken.range(span..).next()];
    nearest.into_iter().flatten().any(|&other| overlap(span, other))
}

/// Two insertions at one place do, too: their order is anybody's guess.
fn overlap(one: Span, other: Span) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Safety;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits
            .iter()
            .map(|&(start, end, text)| Edit { span: Span::new(start, end), text: text.to_owned() })
            .collect();
        Fix { title: String::new(), safety: Safety::Safe, edits }
    }

    #[test]
    fn edits_are_applied_in_order_of_place() {
        assert_eq!(apply("abc", &[fix(&[(2, 3, "C")]), fix(&[(0, 0, "<"), (1, 2, "")])]), "<aC");
    }

    #[test]
    fn an_overlapping_fix_is_left_out_whole() {
        assert_eq!(apply("abc", &[fix(&[(0, 2, "X")]), fix(&[(1, 3, "Y"), (3, 3, "!")])]), "Xc");
    }

    #[test]
    fn edits_that_only_touch_do_not_overlap() {
        let fixes = [fix(&[(0, 1, "X")]), fix(&[(1, 1, "+")]), fix(&[(1, 2, "Y")]), fix(&[(1, 1, "-")])];
        assert_eq!(compatible(&fixes).len(), 3);
        assert_eq!(apply("abc", &fixes), "X+Yc");
    }

    #[test]
    fn whatever_overlaps_is_noticed() {
        let spans: Vec<Span> = (0..4).flat_map(|start| (start..4).map(move |end| Span::new(start, end))).collect();
        for &one in &spans {
            for &two in spans.iter().filter(|two| !overlap(one, **two)) {
                for &three in &spans {
                    let expected = overlap(three, one) || overlap(three, two);
                    assert_eq!(overlaps_any(three, &BTreeSet::from([one, two])), expected, "{one:?} {two:?} {three:?}");
                }
            }
        }
    }
}
