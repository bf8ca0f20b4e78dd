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
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in fixes {
        let is_free = fix.edits.iter().all(|edit| taken.iter().all(|other| !overlap(edit, other)));
        if is_free {
            taken.extend(&fix.edits);
        }
    }
    taken.sort_by_key(|edit| edit.span);
    taken
}

fn overlap(one: &Edit, other: &Edit) -> bool {
    one.span == other.span || (one.span.start < other.span.end && other.span.start < one.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Safety;
    use crate::text::Span;

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
}
